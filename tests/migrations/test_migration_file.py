"""The file format: what is written can be read back, and no comment can become SQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemadiff.errors import SchemadiffError
from schemadiff.migrations import split
from schemadiff.migrations.file import check, parse, render, render_down
from schemadiff.migrations.split import commands, separated, units, units_of
from schemadiff.model import Address, Effects, Plan, Planned, Position, Proof, Statement, Verb, Verdict


def statement(sql, verb=Verb.CREATE, kind="table", identity="app.t", **more):
    return Statement(sql, verb, Address(kind, identity), **more)


def planned(*statements, down=None, **more):
    plan = Plan(statements, "native", "f" * 64, "e" * 64, 180004)
    back = Plan(tuple(down), "native", "e" * 64, "f" * 64, 180004) if down is not None else None
    return Planned(plan, "development database", "PostgreSQL 18.4, embedded", down=back, **more)


def sql_of(text):
    return [[command.sql for command in unit.commands] for unit in units(text, "x.sql")]


def of(text):
    return parse(text, "generated/20260101000000_x.sql")


def test_what_is_written_reads_back_with_units_header_and_lines():
    index = statement(
        "CREATE INDEX CONCURRENTLY i ON app.t (a)", kind="index", effects=Effects(transactional=False)
    )
    table = statement("CREATE TABLE app.t (a int)", at=Position("desired/t.sql", 3))
    gone = statement(
        "ALTER TABLE app.t DROP COLUMN b", Verb.ALTER, effects=Effects(loses_data="column app.t.b")
    )
    proof = Proof((Verdict("catalogue", ok=True), Verdict("pg_dump", ok=True)))
    text = render(planned(table, gone, index, table, down=[table], proof=proof))
    migration = of(text)
    assert [unit.transactional for unit in migration.units] == [True, False, True]
    assert sql_of(text) == [[table.sql, gone.sql], [index.sql], [table.sql]]
    assert migration.header == {
        "from": "f" * 64,
        "to": "e" * 64,
        "engine": "native",
        "server": "PostgreSQL 18.4, embedded",
        "proof": "catalogue agrees, pg_dump agrees",
        "loses data": "column app.t.b",
        "rollback": migration.rollback,
    }
    assert migration.loses == "column app.t.b"
    assert "-- create table app.t (desired/t.sql:3)\nCREATE TABLE app.t (a int);\n" in text
    command = migration.units[0].commands[0]
    assert text.splitlines()[command.line - 1] == "CREATE TABLE app.t (a int);"


def test_statements_have_the_units_of_a_file_of_them():
    sqls = [
        "ALTER TYPE app.e ADD VALUE 'c;'",
        "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
        "CREATE TABLE app.t (a app.e DEFAULT 'c;')",
        "CREATE INDEX CONCURRENTLY i ON app.t (a)",
        "ALTER TABLE app.t ADD b int; ALTER TABLE app.t ADD c int",
        "COMMENT ON TABLE app.t IS 't'",
    ]
    plan = separated([statement(sql, apart=number == 1) for number, sql in enumerate(sqls)])
    text = "".join(f"{'-- schemadiff:unit' if each.apart else ''}\n{each.sql};\n" for each in plan)
    found, wanted = units_of(plan), units(text, "x.sql")

    assert [each.apart for each in plan] == [True, True, False, True, True, False]
    assert [(unit.transactional, [(c.sql, c.start) for c in unit.commands]) for unit in found] == [
        (unit.transactional, [(c.sql, c.start) for c in unit.commands]) for unit in wanted
    ]


LINES_WITH_SEMICOLONS = """\
-- a;
SELECT 1; SELECT $$b;
$$;
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC
SELECT 1;
SELECT 2;
END;
CREATE RULE r AS ON INSERT TO t DO (SELECT 'c;
';
SELECT "d;
" /* e;
*/ FROM t);
;
SELECT 3
"""


def test_a_file_is_parsed_in_parts_that_end_with_statements(monkeypatch):
    def found(text):
        return [(command.sql, command.line, command.start) for command in commands(text, "x.sql")]

    wanted = found(LINES_WITH_SEMICOLONS)
    monkeypatch.setattr(split, "AT_ONCE", 1)

    assert found(LINES_WITH_SEMICOLONS) == wanted
    assert [line for _, line, _ in wanted] == [2, 2, 4, 8, 14]
    with pytest.raises(SchemadiffError, match=r"x\.sql:15:2: syntax error"):
        found(LINES_WITH_SEMICOLONS + ";SELEC")


def test_the_down_file_says_whether_it_leads_back():
    table = statement("CREATE TABLE app.t (a int)")
    drop = statement("DROP TABLE app.t", Verb.DROP, effects=Effects(loses_data="table app.t"))
    proof = Proof((Verdict("catalogue", ok=True),), way_back=Proof((Verdict("catalogue", ok=True),)))
    failed = Proof((Verdict("catalogue", ok=True),), way_back=Proof((Verdict("catalogue", ok=False),)))
    back = of(render_down(planned(table, down=[table], proof=proof)))
    assert (back.rollback, back.irreversible, back.loses) == ("reversible", False, "")
    assert (back.header["from"], back.header["to"]) == ("e" * 64, "f" * 64)
    back = of(render_down(planned(table, down=[drop], proof=proof)))
    assert (back.irreversible, back.loses) == (False, "table app.t")
    assert of(render_down(planned(table, down=[drop], proof=failed))).irreversible
    assert of(render_down(planned(table))).irreversible


HOSTILE = 'x"\n; DROP TABLE app.users; --\r-- schemadiff:unit no-transaction\n\u2028\x1b[2J 🐘'


def test_names_and_reasons_cannot_leave_their_comments():
    nasty = statement(
        "CREATE TABLE app.t (a int)",
        identity=HOSTILE,
        reason=HOSTILE,
        engine=HOSTILE,
        at=Position(HOSTILE, 1),
        effects=Effects(loses_data=HOSTILE),
    )
    proof = Proof((Verdict(HOSTILE, ok=True),), way_back=Proof((Verdict(HOSTILE, ok=False),)))
    text = render(planned(nasty, down=[nasty], proof=proof))
    down = render_down(planned(nasty, down=[nasty], proof=proof))
    for script in (text, down):
        assert sql_of(script) == [["CREATE TABLE app.t (a int)"]]
        assert "\x1b" not in script
        assert "\u2028" not in script
        assert all(line.startswith("--") for line in script.splitlines() if line and "CREATE" not in line)


@given(st.text())
def test_no_text_at_all_leaves_a_comment(text):
    nasty = statement("SELECT 1", identity=text, reason=text, effects=Effects(loses_data=text or "x"))
    assert sql_of(render(planned(nasty))) == [["SELECT 1"]]


def test_semicolons_and_markers_in_strings_and_bodies_are_none():
    body = "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\n-- schemadiff:unit\nSELECT ';é'; $$"
    atomic = "CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END"
    comment = "COMMENT ON TABLE app.t IS '😀; it''s\n-- schemadiff:unit no-transaction\nBEGIN;'"
    ends_in_comment = "CREATE VIEW v AS SELECT 1 -- because"
    plan = planned(*map(statement, (body, atomic, comment, ends_in_comment)))
    text = render(plan)
    assert len(units(text, "x.sql")) == 1
    assert [command.sql.strip() for command in units(text, "x.sql")[0].commands] == [
        body,
        atomic,
        comment,
        ends_in_comment,
    ]
    check(text, plan.plan, "x.sql")


def test_a_text_that_is_not_the_plan_is_noticed():
    plan = planned(statement("SELECT 1"), statement("SELECT 2"))
    with pytest.raises(SchemadiffError, match=r"x.sql would not be read back"):
        check("SELECT 1;", plan.plan, "x.sql")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CREATE TABLE a(); CREATE TABLE b();", [True]),
        ("", [True]),
        ("-- nothing\n", [True]),
        ("CREATE TABLE a(); CREATE INDEX CONCURRENTLY ON a (b); DROP TABLE c;", [True, False, True]),
        ("VACUUM a; ANALYZE a", [False, True]),
        ("DROP INDEX CONCURRENTLY i", [False]),
        ("DROP INDEX concurrently_i", [True]),
        ("REINDEX TABLE CONCURRENTLY a; REINDEX TABLE a; REINDEX SCHEMA s", [False, True, False]),
        ("ALTER TABLE p DETACH PARTITION c CONCURRENTLY; ALTER TABLE p DETACH PARTITION d", [False, True]),
        ("CREATE DATABASE d; ALTER SYSTEM SET a = 1; DROP SUBSCRIPTION s", [False, False, False]),
        (
            "-- schemadiff:unit no-transaction\nCALL p();\nCALL q();\n-- schemadiff:unit\nSELECT 1;",
            [False, False, True],
        ),
        ("-- schemadiff:unit\nSELECT 1;\n-- schemadiff:unit\nSELECT 2;", [True, True]),
        ("/*\n-- schemadiff:unit\n*/ SELECT 1; SELECT 2", [True]),
        ("ALTER TYPE e ADD VALUE 'x'; CREATE TABLE a();", [True]),
        ("ALTER TYPE e ADD VALUE 'x'; CREATE TABLE a(b e DEFAULT 'x');", [True, True]),
        ("ALTER TYPE e ADD VALUE 'it''s'; ALTER TABLE a ALTER b SET DEFAULT 'it''s';", [True, True]),
        ("ALTER TYPE e ADD VALUE 'x'; CREATE TABLE a(b e[] DEFAULT '{y,x}');", [True, True]),
        ("ALTER TYPE e ADD VALUE 'x'; ALTER TABLE a ADD exact e DEFAULT 'y';", [True]),
        ("-- schemadiff:unit no-transaction\nALTER TYPE e ADD VALUE 'x';", [True]),
    ],
)
def test_what_cannot_run_in_a_transaction_is_a_unit_of_its_own(text, expected):
    assert [unit.transactional for unit in units(text, "x.sql")] == expected


def test_settings_hold_for_the_later_units_of_their_file():
    text = "SET search_path = app;\nSET LOCAL a.b = 1;\nCREATE TABLE t();\nVACUUM t;\nRESET search_path;\nVACUUM u;"
    found = [[command.sql for command in unit.settings] for unit in units(text, "x.sql")]
    assert found == [[], ["SET search_path = app"], ["SET search_path = app", "RESET search_path"]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1;\n\nBEGIN;", r"^x\.sql:3: transaction control \(BEGIN\)"),
        ("SELECT 'é😀';\nCOMMIT", r"^x\.sql:2: transaction control \(COMMIT\)"),
        ("ROLLBACK TO a", r"transaction control \(ROLLBACK TO\)"),
        ("DISCARD ALL", r"^x\.sql:1: DISCARD ALL would release the lock"),
        ("SELECT 1;\nCOPY t FROM stdin;", r"^x\.sql:2: COPY from or to the client"),
        ("SELECT 'é😀';\nCREATE TABEL x ();", r'^x\.sql:2:8: syntax error at or near "TABEL"'),
        ("SELECT 1;\n\\d t", "psql's meta-commands are not SQL"),
        ("CREATE TABLE x (", r"^x\.sql:1:\d+: syntax error at end of input"),
        ("SELECT 1\n-- schemadiff:unit\n;", r"^x\.sql:2: a unit starts in the middle of a statement"),
        (
            "SELECT 1;\n-- schemadiff:unit alone\nSELECT 2",
            r"^x\.sql:2: unknown comment 'schemadiff:unit alone'",
        ),
        ("SELECT 1;\n-- schemadiff:units\nSELECT 2", r"^x\.sql:2: unknown comment"),
        ("SELECT 1;\n\0DROP TABLE a;", r"^x\.sql:2: a zero byte"),
    ],
)
def test_what_a_migration_may_not_hold_is_refused_with_its_place(text, message):
    with pytest.raises(SchemadiffError, match=message):
        units(text, "x.sql")


def test_the_kind_of_line_ends_is_no_edit_and_anything_else_is():
    assert of("SELECT 1;\nSELECT 2;").sha256 == of("SELECT 1;\r\nSELECT 2;").sha256
    assert of("SELECT 1;").sha256 != of("SELECT 1; ").sha256


def test_progress_depends_on_what_has_run_only():
    before = of("SELECT 1; VACUUM a; SELECT 2;")
    after = of("-- hm\nSELECT 1; VACUUM a; SELECT 3;")
    assert [before.progress(n) == after.progress(n) for n in (0, 1, 2, 3)] == [True, True, True, False]


def test_commands_are_split_with_their_lines():
    assert [(c.sql, c.line) for c in commands("SELECT 'é';\n\n  SELECT 2", "x.sql")] == [
        ("SELECT 'é'", 1),
        ("SELECT 2", 3),
    ]
