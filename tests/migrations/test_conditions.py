"""The questions about rows in a migration, and when apply asks them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from applying import FIRST, IMPATIENT, SECOND, migration, query, run
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.apply import apply
from schemadiff.migrations.conditions import written
from schemadiff.migrations.split import units
from schemadiff.postgres.server import scratch_database

ASKS = "-- schemadiff:must-be-empty SELECT id FROM t WHERE a IS NULL\n"
STRICT = f"{ASKS}ALTER TABLE t ALTER a SET NOT NULL;\n"


@pytest.fixture
def there(server18):
    with scratch_database(server18) as name:
        conninfo = server18.conninfo(name)
        run(conninfo, "CREATE TABLE public.t (id int, a int); INSERT INTO t VALUES (7, NULL), (8, 1)")
        yield conninfo


def attempt(conninfo, *texts, patience=IMPATIENT):
    """What apply says, the error last if there is one; the names of what is applied are in the history."""
    said: list[str] = []
    versions = (FIRST, SECOND)
    try:
        apply(
            conninfo,
            [migration(version, text) for version, text in zip(versions, texts, strict=False)],
            patience=patience,
            say=said.append,
        )
    except SchemadiffError as error:
        said.append(str(error))
    return "\n".join(said)


def applied(conninfo):
    there = query(conninfo, "SELECT to_regclass('schemadiff.history') IS NOT NULL")
    return (
        query(conninfo, "SELECT version, units_done FROM schemadiff.history ORDER BY 1")
        if there == [(True,)]
        else []
    )


@pytest.mark.parametrize("sql", ["SELECT 1", "SELECT 1 WHERE 'a\n  b' = E'\\n'\n  -- c", "SELECT 1\n\n, 2"])
def test_a_condition_reads_back_as_it_was_written(sql):
    lines = [*written(sql), "-- a comment", "--    that goes on", "ALTER TABLE t ADD a int;"]
    ((command,),) = (unit.commands for unit in units("\n".join(lines), "x.sql"))
    assert command.conditions == (sql,)


@pytest.mark.parametrize("mark", ["must-be-emtpy SELECT 1", "must be empty", "must-be-empty"])
def test_a_mark_that_says_nothing_is_refused(mark):
    with pytest.raises(SchemadiffError, match=r"x\.sql:2: unknown comment 'schemadiff:must"):
        units(f"SELECT 1;\n-- schemadiff:{mark}\nSELECT 2;", "x.sql")


def test_nothing_runs_when_rows_are_in_the_way_of_the_last_file(there):
    said = attempt(there, "CREATE TABLE u ();", STRICT)
    assert "rows are in the way of 1 statement; nothing was applied" in said
    assert f"generated/{SECOND}_x.sql:2: ALTER TABLE t ALTER a SET NOT NULL\n  1 row, id: 7\n" in said
    assert "    SELECT id FROM t WHERE a IS NULL;" in said
    assert applied(there) == []
    assert query(there, "SELECT to_regclass('u')") == [(None,)]


WAYS = {
    "a file before": ("UPDATE t SET a = 0 WHERE a IS NULL;", STRICT),
    "a unit before": ("UPDATE t SET a = 0 WHERE a IS NULL;\n-- schemadiff:unit\n" + STRICT,),
    "a statement before": ("UPDATE t SET a = 0 WHERE a IS NULL;\n" + STRICT,),
    "a routine before": ("DO $$ BEGIN UPDATE t SET a = 0; END $$;", STRICT),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_changes_the_rows_first_makes_room(there, way):
    said = attempt(there, *WAYS[way])
    assert "in the way" not in said
    assert query(
        there, "SELECT attnotnull FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a'"
    ) == [(True,)]


def test_what_is_left_in_the_way_then_stops_before_its_unit(there):
    said = attempt(there, "CREATE TABLE u ();\nDELETE FROM t WHERE id = 8;", f"CREATE TABLE v ();\n{STRICT}")
    assert "rows are in the way of 1 statement; nothing of this migration was applied" in said
    assert applied(there) == [(FIRST, 1)]

    said = attempt(
        there,
        "CREATE TABLE u ();\nDELETE FROM t WHERE id = 8;",
        f"INSERT INTO t VALUES (9, NULL);\n-- schemadiff:unit\n{STRICT}",
    )
    assert "2 rows, id: 7, 9" in said
    assert "unit 1 of 2 is applied; the same command again goes on from there" in said


def test_what_an_earlier_statement_makes_is_asked_about_when_it_is_there(there):
    said = attempt(
        there,
        "CREATE TABLE n AS SELECT NULL::int AS id;",
        "-- schemadiff:must-be-empty SELECT id FROM n\nALTER TABLE n ADD CHECK (false);",
    )
    assert "existing rows were not checked" not in said
    assert "rows are in the way of 1 statement" in said
    assert "1 row, id: NULL" in said
    assert applied(there) == [(FIRST, 1)]


UNANSWERED = {
    "time": ("SELECT x FROM generate_series(1, 1e8) x WHERE x < 0", "it took longer than 50ms"),
    "an error": ("SELECT 1 / 0", "division by zero"),
    "nothing there": ("SELECT 1 FROM nowhere", 'relation "nowhere" does not exist'),
    "a change": (
        "SELECT 1 FROM (SELECT set_config('a.b', nextval('s')::text, true)) q",
        "it calls pg_catalog.nextval, pg_catalog.set_config, which is not known to be free of side effects",
    ),
    "a lock": ("SELECT 1 FROM t FOR UPDATE", "read-only transaction"),
    "a function": ("SELECT touch()", "it calls public.touch, which"),
    "a function by its database": ("SELECT DATABASE.public.touch()", "it calls public.touch, which"),
    "an operator before rows": (
        "SELECT 1 WHERE 1 OPERATOR(public.<~>) ANY (SELECT 2)",
        "it calls <~>(integer,integer), which",
    ),
    "an operator in the order": (
        "SELECT 1 ORDER BY 1 USING OPERATOR(public.<~>)",
        "it calls <~>(integer,integer), which",
    ),
    "an operator": ("SELECT 1 WHERE 1 OPERATOR(public.<~>) 2", "it calls <~>(integer,integer), which"),
    "no SELECT": ("DROP TABLE t", "it is not one SELECT"),
    "no SQL": ("SELEC 1", "it is not a SELECT: syntax error"),
    "several": ("SELECT 1; DROP TABLE t", "it is not one SELECT"),
    "a way out": (
        "SELECT 1) q; COMMIT; DROP TABLE t; SELECT * FROM (SELECT 1",
        "it is not a SELECT: syntax error",
    ),
}


@pytest.mark.parametrize("case", UNANSWERED)
def test_a_question_without_an_answer_is_said_and_stops_nothing(there, case):
    run(there, "CREATE SEQUENCE s; CREATE FUNCTION touch() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    run(there, "CREATE FUNCTION touch(int, int) RETURNS boolean LANGUAGE sql AS 'SELECT true'")
    run(there, "CREATE OPERATOR <~> (LEFTARG = int, RIGHTARG = int, FUNCTION = touch)")
    ((database,),) = query(there, "SELECT current_database()")
    sql, why = (text.replace("DATABASE", database) for text in UNANSWERED[case])
    said = attempt(
        there,
        f"-- schemadiff:must-be-empty {sql}\nALTER TABLE t ADD c int;",
        patience=replace(IMPATIENT, preflight="50ms"),
    )
    assert f"generated/{FIRST}_x.sql:2: existing rows were not checked: " in said
    assert why in said
    assert applied(there) == [(FIRST, 1)]


def test_questions_that_take_too_long_together_are_named(there, monkeypatch):
    monkeypatch.setattr("schemadiff.targets.ask.LONGEST", -1)
    said = attempt(there, f"{ASKS}ALTER TABLE t ADD c int;")
    assert f"generated/{FIRST}_x.sql:2: existing rows were not checked: the queries before it took" in said
    assert applied(there) == [(FIRST, 1)]


def test_rows_that_row_security_hides_are_not_taken_for_none(there):
    run(there, "ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    said = attempt(there, f"{ASKS}ALTER TABLE t ADD c int;")
    assert 'query would be affected by row-level security policy for table "t"' in said


def test_nothing_is_asked_when_that_is_wanted(there):
    said = attempt(there, f"{ASKS}ALTER TABLE t ADD c int;", patience=replace(IMPATIENT, preflight=None))
    assert "in the way" not in said
    assert applied(there) == [(FIRST, 1)]
