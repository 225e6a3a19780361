"""RLS015 and PostgreSQL agree on which queries recurse without end, for random policies."""

from __future__ import annotations

import random

import psycopg
import pytest
from linting import lint, subject, written

from schemadiff.lint.rls import rls015
from schemadiff.lint.rls.commands import COMMANDS
from schemadiff.lint.rls.rls015 import Asking, loop
from schemadiff.model import Address
from schemadiff.postgres.server import scratch_database

SETS = 60
TABLES = ("a", "b", "c")
RECURSION = "42P17"
SCHEMA = """
CREATE SCHEMA {s};
GRANT USAGE ON SCHEMA {s} TO authenticated;
CREATE FUNCTION {s}.me() RETURNS int LANGUAGE sql STABLE RETURN 1;
"""
TABLE = """
CREATE TABLE {s}.{t} (x int);
ALTER TABLE {s}.{t} ENABLE ROW LEVEL SECURITY;
GRANT ALL ON {s}.{t} TO authenticated;
CREATE VIEW {s}.open_{t} WITH (security_invoker) AS SELECT x FROM {s}.{t};
CREATE VIEW {s}.owned_{t} AS SELECT x FROM {s}.{t};
GRANT SELECT ON {s}.open_{t}, {s}.owned_{t} TO authenticated;
"""
CONDITIONS = (
    "x > 0",
    "x = {s}.me()",
    "x = (SELECT {s}.me())",
    "x IN (SELECT o.x FROM {s}.{o} o)",
    "x IN (SELECT o.x FROM {s}.{o} o)",
    "EXISTS (SELECT FROM {s}.open_{o} o WHERE o.x = {t}.x)",
    "EXISTS (SELECT FROM {s}.owned_{o} o WHERE o.x = {t}.x)",
)
QUERIES = {
    "SELECT": "SELECT x FROM {s}.{t}",
    "INSERT": "INSERT INTO {s}.{t} VALUES (1)",
    "UPDATE": "UPDATE {s}.{t} SET x = 1 WHERE x = 2",
    "DELETE": "DELETE FROM {s}.{t} WHERE x = 2",
}


def policies(dice, schema):
    for table in TABLES:
        for number in range(dice.choice((0, 1, 1, 2, 3))):
            command = dice.choice(("ALL", "SELECT", "SELECT", *COMMANDS))
            condition = dice.choice(CONDITIONS).format(s=schema, t=table, o=dice.choice(TABLES))
            clause = "WITH CHECK" if command == "INSERT" else "USING"
            yield (
                f"CREATE POLICY p{number} ON {schema}.{table} AS {dice.choice(('PERMISSIVE', 'PERMISSIVE', 'RESTRICTIVE'))} "
                f"FOR {command} TO {dice.choice(('PUBLIC', 'authenticated', 'anon'))} {clause} ({condition});"
            )


@pytest.fixture(scope="module")
def both(server18, tmp_path_factory):
    """For each query of each set: whether the rule says that it never ends, and whether it does."""
    dice = random.Random(42)
    schemas = [f"s{number}" for number in range(SETS)]
    parts = [
        "".join((SCHEMA.format(s=s), *(TABLE.format(s=s, t=t) for t in TABLES), *policies(dice, s)))
        for s in schemas
    ]
    with scratch_database(server18) as database:
        given = subject(server18, database, written(tmp_path_factory.mktemp("recursion"), "\n".join(parts)),
                        exposed_schemas=())  # fmt: skip
        report = lint(given)
        said, seen = {}, {}
        with psycopg.connect(server18.conninfo(database), autocommit=True) as conn:
            conn.execute("SET ROLE authenticated")
            for schema in schemas:
                for table in TABLES:
                    for command in COMMANDS:
                        key = (schema, table, command)
                        way = loop(
                            Address("table", f"{schema}.{table}"), Asking(command, "authenticated"), given
                        )
                        said[key] = bool(way)
                        seen[key] = fails(conn, QUERIES[command].format(s=schema, t=table)) == RECURSION
    return said, seen, report


def fails(conn, sql):
    try:
        conn.execute(sql.encode())
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_the_rule_and_the_server_agree(both):
    said, seen, _ = both

    assert said == seen
    # Neither always, nor never.
    assert 30 < sum(seen.values()) < len(seen) - 30


def test_each_schema_with_such_a_query_has_a_finding(both):
    _, seen, report = both

    found = {
        f.address.identity.partition(" on ")[2].partition(".")[0]
        for f in report.findings
        if f.rule == rls015.CODE
    }
    failing = {schema for (schema, _, _), ends in seen.items() if ends}
    assert failing <= found
    assert report.broken == ()


BY_CALLS = """
CREATE FUNCTION {s}.asked_{t}() RETURNS SETOF int LANGUAGE {language} STABLE AS $$ {body} $$;
CREATE FUNCTION {s}.owned_{t}() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT x FROM {s}.{t}';
CREATE FUNCTION {s}.passed_{t}() RETURNS SETOF int LANGUAGE sql STABLE AS 'SELECT {s}.asked_{t}()';
"""
BODIES = {"sql": "SELECT x FROM {s}.{t}", "plpgsql": "BEGIN RETURN QUERY SELECT x FROM {s}.{t}; END"}
FULL = "54001"


def called_sets(dice, schema):
    """One policy a table, so that none is left out because another says yes."""
    yield SCHEMA.format(s=schema)
    for table in TABLES:
        language = dice.choice([*BODIES])
        body = BODIES[language].format(s=schema, t=table)
        yield TABLE.format(s=schema, t=table)
        yield BY_CALLS.format(s=schema, t=table, language=language, body=body)
    for table in TABLES:
        how, other = dice.choice(("asked", "asked", "passed", "owned")), dice.choice(TABLES)
        condition = dice.choice(("x > 9", f"x IN (SELECT {schema}.{how}_{other}())"))
        role = dice.choice(("PUBLIC", "authenticated", "anon"))
        yield f"CREATE POLICY p ON {schema}.{table} FOR SELECT TO {role} USING ({condition});"


def test_what_comes_back_through_functions_fills_the_stack(server18, tmp_path):
    dice = random.Random(7)
    schemas = [f"f{number}" for number in range(40)]
    with scratch_database(server18) as database:
        text = "\n".join(line for schema in schemas for line in called_sets(dice, schema))
        report = lint(subject(server18, database, written(tmp_path, text), exposed_schemas=()))
        failing = set()
        with psycopg.connect(server18.conninfo(database, superuser=True), autocommit=True) as conn:
            conn.execute("SET max_stack_depth = '200kB'")
            for schema, table in ((s, t) for s in schemas for t in TABLES):
                conn.execute(f"RESET ROLE; INSERT INTO {schema}.{table} VALUES (1); SET ROLE authenticated")
            for schema, table in ((s, t) for s in schemas for t in TABLES):
                if fails(conn, QUERIES["SELECT"].format(s=schema, t=table)) == FULL:
                    failing.add(schema)

    found = {
        f.address.identity.partition(" on ")[2].partition(".")[0]
        for f in report.findings
        if f.rule == rls015.CODE and " for anon:" not in f.message
    }
    assert report.broken == ()
    assert 5 < len(failing) < 35
    assert failing == found
