"""The cases of each online strategy: its statements are proven to lead to the same schema.

``in.sql`` has the state before, a line ``-- desired``, and the state to reach. ``out.sql`` is what is planned, on 18;
``out_16.sql`` on 16, where that is something else. Where it is not, 16 runs when it is asked for by name.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from majors import NEWEST
from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.model import Planned, Statement, Verb
from schemadiff.online import STRATEGIES, default_partition, replacing
from schemadiff.render import render_plan
from schemadiff.settings import load

HERE = Path(__file__).parent
INSTANT = {"MIG002", "MIG017", "MIG018", "MIG026"}
"""What these are about takes its lock for a moment, and loses what is meant to be lost."""
NO_OTHER_WAY = {"MIG005", "MIG014"}
"""Before 18 a foreign key of a partitioned table cannot be NOT VALID."""
CANNOT_BE_LOCKED = {"public.on_view"}
"""A materialized view, so that nobody can be made to wait for it; the text of the statement tells."""
CASES = sorted(path.parent for path in HERE.glob("*/in.sql"))


def planned(case: Path, major: int, folder: Path, *, online: bool = True) -> Planned:
    before, _, desired = (case / "in.sql").read_text().partition("-- desired\n")
    for name, text in (("before", before), ("desired", desired)):
        (folder / f"{name}.sql").write_text(text)
    settings = load(folder, {"shadow.provider": "embedded", "shadow.version": major, "online": online}, {})
    settings = replace(settings, desired=folder / "desired.sql")
    start, goal = (State(name, path=folder / f"{name}.sql") for name in ("before", "desired"))
    return api.plan_between(settings, start, goal)


def assert_proven(folder: Path, text: str) -> None:
    """``text`` has both states, as ``in.sql`` of a case."""
    (folder / "in.sql").write_text(text)
    found = planned(folder, 18, folder)
    assert found.proof is not None
    assert found.proof.ok


def shown(found: Planned) -> str:
    """The statements, a line between units that says how the next one runs, and a line above what stays as it is."""
    units = ["".join(map(written, unit.statements)) for unit in found.plan.units]
    kinds = ["a transaction" if unit.transactional else "no transaction" for unit in found.plan.units]
    return "\n".join(f"-- {kind}\n{unit}" for kind, unit in zip(kinds, units, strict=True))


def written(statement: Statement) -> str:
    why = f"-- not online: {statement.not_online}\n" if statement.not_online else ""
    return f"{why}{statement.sql};\n"


RUNS = [
    pytest.param(case, major, id=f"{case.name}-{major}")
    for case in CASES
    for major in (16, 18)
    if major in NEWEST or (case / f"out_{major}.sql").exists()
]


@pytest.mark.parametrize(("case", "major"), RUNS)
def test_case(case, major, tmp_path):
    found = planned(case, major, tmp_path)

    assert found.proof is not None
    assert found.proof.ok
    assert found.proof.way_back is not None
    assert found.proof.way_back.ok
    file = case / f"out_{major}.sql"
    file = file if file.exists() else case / "out.sql"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(shown(found))
    assert shown(found) == file.read_text()
    alone = [statement for statement in found.plan.statements if not statement.effects.transactional]
    assert {s.address.identity for s in alone if not s.effects.measured} <= CANNOT_BE_LOCKED
    # What made it worth while: nothing works while it blocks others, but what has no such way.
    expected = INSTANT | (NO_OTHER_WAY if (case.name, major) == ("not_valid", 16) else set())
    assert case.name == "plain" or {f.rule for f in found.findings} <= expected


def test_not_null_is_validated_without_the_locks_of_what_runs_before(tmp_path):
    state = "CREATE TABLE t (a integer{}); ALTER TABLE t ADD CONSTRAINT there NOT NULL a{};"
    (tmp_path / "in.sql").write_text(
        f"{state.format('', ' NOT VALID')}\n-- desired\n{state.format(', b integer', '')}\n"
    )

    *_, last = planned(tmp_path, 18, tmp_path).plan.units

    assert [statement.sql for statement in last.statements] == [
        "ALTER TABLE public.t VALIDATE CONSTRAINT there"
    ]


def test_every_format_says_which_statement_is_not_online_and_why(tmp_path):
    (tmp_path / "in.sql").write_text(
        "CREATE TABLE t (a integer, r int4range);\n-- desired\n"
        "CREATE TABLE t (a bigint, r int4range, CONSTRAINT apart EXCLUDE USING gist (r WITH &&));\n"
    )

    found = planned(tmp_path, 18, tmp_path)

    rewrite, build = (statement.not_online for statement in found.plan.statements)
    assert "the table is rewritten" in rewrite
    assert "EXCLUDE" in build
    for name in ("text", "markdown", "json"):
        shown = " ".join(render_plan(found, name).split())
        assert f"statement 1 (alter table column public.t.a) is not online: {rewrite}" in shown
        assert f"statement 2 (create table constraint apart on public.t) is not online: {build}" in shown
    for name in ("sql", "json"):
        assert all(why in render_plan(found, name) for why in (rewrite, build))


def test_a_plan_that_is_not_to_be_online_says_nothing_of_it(tmp_path):
    found = planned(HERE / "plain", 18, tmp_path, online=False)

    assert not any(statement.not_online for statement in found.plan.statements)
    assert not any("not online" in note.message for note in found.plan.notes)


ALIKE = """
    CREATE TABLE whole (a int, b int) PARTITION BY LIST ({key});
    CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
    CREATE INDEX one ON whole (b);
    CREATE INDEX two ON whole (b);
"""


def test_parts_that_are_made_again_with_their_table_are_dropped_before(tmp_path):
    assert_proven(tmp_path, "-- desired\n".join(ALIKE.format(key=key) for key in "ab"))


def test_an_index_that_would_become_a_part_is_dropped_before(tmp_path):
    before = (
        "CREATE TABLE w (a int) PARTITION BY LIST (a); CREATE TABLE p (a int); CREATE INDEX alone ON p (a);"
    )
    after = "CREATE TABLE w (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF w DEFAULT; CREATE INDEX i ON w (a);"
    assert_proven(tmp_path, f"{before}\n-- desired\n{after}\n")


def test_what_refers_to_a_replaced_key_and_goes_for_good_goes_before_it(tmp_path):
    """The key loses a column, so its successor comes before all else."""
    before = (
        "CREATE TABLE orders (shop integer, no integer, PRIMARY KEY (shop, no));"
        "CREATE TABLE notes (shop integer, no integer, CONSTRAINT notes_order FOREIGN KEY (shop, no) REFERENCES orders);"
        "CREATE TABLE lines (shop integer, no integer, FOREIGN KEY (shop, no) REFERENCES orders);"
    )
    after = "CREATE TABLE orders (no integer PRIMARY KEY); CREATE TABLE notes (shop integer, no integer);"
    assert_proven(tmp_path, f"{before}\n-- desired\n{after}\n")


def test_a_check_of_a_domain_is_not_validated_later_where_columns_hold_it_inside(tmp_path):
    """PostgreSQL validates it while the columns hold text, and never while they hold an array of the domain."""
    state = (
        "CREATE DOMAIN price AS integer CHECK (VALUE > {}); CREATE TABLE offers (prices price[], one price);"
    )
    assert_proven(tmp_path, f"{state.format(0)}\n-- desired\n{state.format(1)}\n")


IDENTIFIED = """
    CREATE TABLE t ({column}, b int NOT NULL);
    CREATE UNIQUE INDEX i ON t ({key});
    ALTER TABLE t REPLICA IDENTITY USING INDEX i;
"""

TWINS = """
    CREATE TABLE old (a int, b int) PARTITION BY LIST (a);
    CREATE INDEX old_b ON old (b);
    CREATE TABLE new (a int, b int) PARTITION BY LIST (a);
    CREATE INDEX new_b ON new (b);
    CREATE TABLE part PARTITION OF {parent} FOR VALUES IN (1);
    CREATE INDEX another ON part (b);
"""
TWO_PARENTS = "CREATE TABLE t ({}); CREATE TABLE u (c int); CREATE TABLE k () INHERITS (t, u);"
WHOLE = "CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a);"
PART = "CREATE TABLE t PARTITION OF p DEFAULT;"
LIST = "CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE t PARTITION OF p DEFAULT;"
MOOD = (
    "CREATE TYPE mood AS ENUM ('{}'); CREATE TABLE e (m mood, n int) PARTITION BY LIST (n);"
    "CREATE TABLE e1 PARTITION OF e DEFAULT;"
)
REFERS = "CREATE TABLE r (code int CONSTRAINT f REFERENCES t (code));"
KEY = "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);"
INDEX = "CREATE UNIQUE INDEX i ON p (a);"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A column of the old key is NULL only when that is gone.
        (
            "CREATE TABLE t (a int, b int, c int NOT NULL, PRIMARY KEY (a, b));",
            "CREATE TABLE t (a int, b int, c int, PRIMARY KEY (a, c));",
        ),
        # Nor is one of the old replica identity.
        (IDENTIFIED.format(column="a int NOT NULL", key="a"), IDENTIFIED.format(column="a int", key="b")),
        # The index of a type that is recreated under its columns cannot stay until it has a successor.
        (
            "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (e e, a int); CREATE INDEX i ON t (a) WHERE e = 'b';",
            "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (e e, a int); CREATE INDEX i ON t (a) WHERE e = 'a';",
        ),
        # Nor can one whose column holds text meanwhile.
        (
            "CREATE TYPE r AS RANGE (SUBTYPE = integer); CREATE TABLE t (a r); CREATE INDEX i ON t USING gist (a);",
            "CREATE TYPE r AS RANGE (SUBTYPE = bigint); CREATE TABLE t (a r); CREATE INDEX i ON t USING gist (a);",
        ),
        # A table with a CHECK that is NOT VALID is no child of one that has it validated.
        (
            "CREATE TABLE t (a int);",
            "CREATE TABLE p (a int, CONSTRAINT c CHECK (a > 0)); CREATE TABLE t (CONSTRAINT c CHECK (a > 0)) INHERITS (p);",
        ),
        # Nor is one whose column is not yet NOT NULL a part of one whose column is.
        (
            "CREATE TABLE t (a int);",
            "CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a); CREATE TABLE t PARTITION OF p DEFAULT;",
        ),
        # Nor is that of a column which comes from a parent, as NOT NULL.
        (TWO_PARENTS.format("z int"), TWO_PARENTS.format("z int, c int NOT NULL")),
        # A parent's index takes what is like it as its part when the table is attached: an index by its side comes after it,
        (TWINS.format(parent="old"), TWINS.format(parent="new")),
        # and a key of the table's own before.
        (f"{WHOLE} {PART} {INDEX}", f"{WHOLE} {PART} {KEY} {INDEX}"),
        # An index ON ONLY the parent has no part where the partition has a key for it.
        (f"{WHOLE} {PART} {KEY}", f"{WHOLE} {PART} {KEY} {INDEX}"),
        # Parts that are brought by a key that waits are altered after it.
        (
            f"CREATE TABLE p (a int) PARTITION BY LIST (a); {PART}",
            f"CREATE TABLE p (a int PRIMARY KEY) PARTITION BY LIST (a); {PART} ALTER INDEX t_pkey SET (fillfactor = 50);",
        ),
        # What is dropped has the name of a part that comes without a statement.
        (
            f"{LIST} CREATE INDEX t_b_idx ON t (b) WHERE b > 0; CREATE INDEX i ON p (b); CREATE INDEX j ON p (b);",
            f"{LIST} CREATE INDEX i ON p (b);",
        ),
        # The old part is built again, by the name of the new one, when its column gets another type.
        (
            f"{MOOD.format('x')} CREATE INDEX i ON ONLY e (m); CREATE INDEX mine ON e1 (m); ALTER INDEX i ATTACH PARTITION mine;",
            f"{MOOD.format('y')} CREATE INDEX i ON e (m);",
        ),
        # A foreign key needs a new key, which waits until the old one lets its column be NULL.
        (
            f"CREATE TABLE t (id int NOT NULL, code int, CONSTRAINT k PRIMARY KEY (code)); {REFERS}",
            f"CREATE TABLE t (id int NOT NULL, code int UNIQUE, CONSTRAINT k PRIMARY KEY (id)); {REFERS}",
        ),
        # The sequence is there with the identity, for which the column has to be NOT NULL.
        (
            "CREATE TABLE t (a int);",
            "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY); GRANT USAGE ON SEQUENCE t_a_seq TO PUBLIC;",
        ),
        # An attribute goes when no index reads it any more.
        (
            "CREATE TYPE v AS (x int, z int); CREATE TABLE t (c v); CREATE INDEX i ON t (((c).x));",
            "CREATE TYPE v AS (z int); CREATE TABLE t (c v); CREATE INDEX i ON t (((c).z));",
        ),
        # Of several keys, the parent's index takes the one that is there when the table is attached.
        (
            f"{WHOLE} {INDEX} CREATE TABLE t (a int NOT NULL, CONSTRAINT other UNIQUE (a), CONSTRAINT serves UNIQUE (a));",
            f"{WHOLE} {INDEX} {PART} ALTER TABLE t ADD CONSTRAINT serves UNIQUE (a), ADD CONSTRAINT other UNIQUE (a);",
        ),
    ],
    ids=[
        "column-of-the-old-key",
        "replica-identity",
        "recreated-type",
        "column-of-text-meanwhile",
        "check-of-a-child",
        "not-null-of-a-part",
        "not-null-of-a-parent",
        "index-like-a-part",
        "key-that-serves",
        "index-served-by-a-key",
        "part-of-a-key-that-waits",
        "name-of-a-part",
        "part-of-another-name",
        "key-beside-the-old-one",
        "sequence-of-an-identity",
        "attribute-that-an-index-reads",
        "key-beside-one-that-serves",
    ],
)
def test_nothing_comes_before_what_it_waits_for(tmp_path, before, after):
    (tmp_path / "in.sql").write_text(f"{before}\n-- desired\n{after}\n")
    found = planned(tmp_path, 18, tmp_path)
    assert found.proof is not None
    assert found.proof.ok
    assert found.proof.way_back is not None
    assert found.proof.way_back.ok


def test_no_check_proves_not_null_where_a_table_that_lacks_it_is_attached(tmp_path):
    whole = "CREATE TABLE whole (a int, n int{}) PARTITION BY LIST (a); CREATE TABLE part {};"
    (tmp_path / "in.sql").write_text(
        f"{whole.format('', '(a int, n int NOT NULL)')}\n-- desired\n"
        f"{whole.format(' NOT NULL', 'PARTITION OF whole DEFAULT')}\n"
    )

    found = planned(tmp_path, 16, tmp_path)

    assert found.proof is not None
    assert found.proof.ok
    assert any("lacks the CHECK" in statement.not_online for statement in found.plan.statements)


def test_a_table_is_attached_as_it_is_if_another_one_is_attached_to_it(tmp_path):
    tables = (
        "CREATE TABLE q (a int) PARTITION BY LIST (a); CREATE TABLE q1 (a int) PARTITION BY LIST (a);"
        " CREATE TABLE q1b (a int);"
    )
    links = "ALTER TABLE q ATTACH PARTITION q1 FOR VALUES IN (1, 2); ALTER TABLE q1 ATTACH PARTITION q1b FOR VALUES IN (1);"
    (tmp_path / "in.sql").write_text(f"{tables}\n-- desired\n{tables} {links}\n")

    found = planned(tmp_path, 18, tmp_path)

    assert found.proof is not None
    assert found.proof.ok
    assert any("lacks the CHECK" in statement.not_online for statement in found.plan.statements)


@pytest.mark.parametrize("left", ["", " NOT VALID"])
def test_a_check_that_was_left_behind_goes_and_another_one_proves_that_there_is_no_null(left, tmp_path):
    name = "of_a_name_that_is_almost_as_long_as_a_name_can_be"
    check = f"CONSTRAINT schemadiff_{name}_1 CHECK ({name}_1 IS NOT NULL){left}"
    (tmp_path / "in.sql").write_text(
        f"CREATE TABLE t ({name}_1 int, {name}_2 int, CONSTRAINT schemadiff_{name}_2 CHECK ({name}_2 > 0), {check});"
        f"\n-- desired\nCREATE TABLE t ({name}_1 int NOT NULL, {name}_2 int NOT NULL,"
        f" CONSTRAINT schemadiff_{name}_2 CHECK ({name}_2 > 0));\n"
    )

    found = planned(tmp_path, 16, tmp_path)

    assert found.proof is not None
    assert found.proof.ok
    assert [s.sql for s in found.plan.statements if s.not_online] == []


def test_every_way_has_a_case():
    names = {strategy.__name__.rpartition(".")[2] for strategy in STRATEGIES}
    further = {module.__name__.rpartition(".")[2] for module in (replacing, default_partition)}
    assert names | further | {"plain"} == {case.name for case in CASES}


def test_without_the_setting_a_plan_is_one_transaction(tmp_path):
    found = planned(CASES[0], 18, tmp_path, online=False)
    assert len(found.plan.units) == 1


def test_nothing_is_missing_while_a_value_is_committed(tmp_path):
    case = tmp_path / "enum"
    case.mkdir()
    table = "CREATE TABLE t (id int PRIMARY KEY, e e, x int);\n"
    before = f"CREATE TYPE e AS ENUM ('a');\n{table}CREATE VIEW v AS SELECT id, x FROM t WHERE e = 'a';\n"
    desired = f"CREATE TYPE e AS ENUM ('a', 'b');\n{table}CREATE VIEW v AS SELECT id FROM t WHERE e = 'b';\n"
    (case / "in.sql").write_text(f"{before}-- desired\n{desired}")
    found = planned(case, 18, tmp_path, online=False)

    units = [[str(statement.verb) for statement in unit.statements] for unit in found.plan.units]
    assert units == [["alter"], ["drop", "create"]]
    assert found.proof is not None
    assert found.proof.ok


def test_a_value_that_the_plan_uses_is_committed_in_a_unit_of_its_own(tmp_path):
    case = tmp_path / "enum"
    case.mkdir()
    table = "CREATE TABLE t (id int PRIMARY KEY, e e);\n"
    before = f"CREATE TYPE e AS ENUM ('a');\n{table}"
    desired = f"CREATE TYPE e AS ENUM ('a', 'b');\n{table}CREATE INDEX t_b ON t (id) WHERE e = 'b';\n"
    (case / "in.sql").write_text(f"{before}-- desired\n{desired}")
    found = planned(case, 18, tmp_path, online=False)

    # apply commits it there, so the plan says so, and no rule says that it is used too early.
    assert [len(unit.statements) for unit in found.plan.units] == [1, 1]
    assert "MIG029" not in {finding.rule for finding in found.findings}


def test_a_table_that_is_attached_is_not_read_under_the_lock(tmp_path):
    found = planned(HERE / "attach", 18, tmp_path)

    attached = [each for each in found.plan.statements if " ATTACH PARTITION " in each.sql]
    assert len(attached) == 3
    assert all(each.effects.measured for each in attached)
    assert [work for each in attached for relation in each.effects.relations for work in relation.work] == []


def test_a_default_partition_is_not_read_under_the_lock(tmp_path):
    found = planned(HERE / "default_partition", 18, tmp_path)

    made = [each for each in found.plan.statements if "PARTITION" in each.sql and each.verb is Verb.CREATE]
    assert [each.effects.measured for each in made] == [True] * 4
    assert [work for each in made for relation in each.effects.relations for work in relation.work] == []


def test_a_table_of_which_a_check_says_where_it_belongs_is_attached_at_once(tmp_path):
    table = "CREATE TABLE t (a int, CONSTRAINT c CHECK (a IS NOT NULL AND a = 1))"
    whole = "CREATE TABLE p (a int) PARTITION BY LIST (a)"
    (tmp_path / "in.sql").write_text(
        f"{whole}; {table};\n-- desired\n{whole}; {table}; ALTER TABLE p ATTACH PARTITION t FOR VALUES IN (1);"
    )

    (attach,) = planned(tmp_path, 18, tmp_path).plan.statements

    assert " ATTACH PARTITION " in attach.sql
    assert not attach.effects.scans


def test_an_index_that_it_lacks_is_built_before_all_the_same(tmp_path):
    table = "CREATE TABLE t (a int, CONSTRAINT c CHECK (a IS NOT NULL AND a = 1))"
    whole = "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE INDEX i ON p (a)"
    (tmp_path / "in.sql").write_text(
        f"{whole}; {table};\n-- desired\n{whole}; {table}; ALTER TABLE p ATTACH PARTITION t FOR VALUES IN (1);"
    )

    found = planned(tmp_path, 18, tmp_path)

    assert found.proof is not None
    assert found.proof.ok
    assert [[each.sql for each in unit.statements] for unit in found.plan.units] == [
        ["CREATE INDEX CONCURRENTLY t_a_idx ON public.t USING btree (a)"],
        ["ALTER TABLE public.p ATTACH PARTITION public.t FOR VALUES IN (1)"],
    ]


@pytest.mark.parametrize(
    ("key", "bounds", "why"),
    [
        ("HASH (a)", ("WITH (MODULUS 2, REMAINDER 0)", "WITH (MODULUS 2, REMAINDER 1)"), "hashes"),
        ("LIST (a)", ("IN (1)", "IN (1)"), "another partition makes way"),
    ],
)
def test_where_a_check_is_of_no_use_a_table_is_attached_as_it_is(key, bounds, why, tmp_path):
    whole = f"CREATE TABLE p (a int) PARTITION BY {key}; CREATE TABLE t (a int); CREATE TABLE u (a int);"
    first, second = (f"ALTER TABLE p ATTACH PARTITION t FOR VALUES {bound};" for bound in bounds)
    there = second.replace(" t ", " u ")
    kept = there if why == "hashes" else ""
    (tmp_path / "in.sql").write_text(f"{whole} {there}\n-- desired\n{whole} {kept} {first}\n")

    found = planned(tmp_path, 18, tmp_path)

    (attach,) = (each for each in found.plan.statements if " ATTACH PARTITION " in each.sql)
    assert why in str(attach.not_online)


def test_a_child_table_inherits_the_default_of_a_column_that_is_not_null_later(tmp_path: Path) -> None:
    assert_proven(
        tmp_path,
        """
        CREATE TABLE p (a text, b int);
        -- desired
        CREATE TABLE p (a text DEFAULT 'x' NOT NULL, b int NOT NULL GENERATED ALWAYS AS IDENTITY);
        ALTER TABLE p ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz, ALTER a SET STATISTICS 10;
        CREATE TABLE c () INHERITS (p);
        """.replace("        ", ""),
    )
