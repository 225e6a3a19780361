"""The matrix against reality: each role does what the matrix speaks of, and gets what the matrix says."""

from __future__ import annotations

import random

import psycopg
import pytest
from psycopg import sql

from majors import newest
from schemadiff.access import PUBLIC, Cell, Outcome, differences, facts, matrix
from schemadiff.postgres.server import ensure_roles, scratch_database

TABLES = 150
ROWS = 6
ROLES = ("acc_anon", "acc_group", "acc_member", "acc_owner", 'acc "Odd"')
BYPASS = "acc_bypass"
CONDITIONS = ("true", "false", "(n > 3)", "(n % 2 = 0)", "(owner = current_setting('acc.user', true))", None)
COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "ALL")
SETUP = """
CREATE SCHEMA acc;
GRANT USAGE ON SCHEMA acc TO PUBLIC;
CREATE SCHEMA closed;
"""


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if '"' in name else name


def generated(random: random.Random, number: int) -> str:
    """A table with rows, grants and policies as chance has it."""
    table = f"acc.t{number}"
    lines = [
        f"CREATE TABLE {table} (n int DEFAULT 4, owner text DEFAULT 'u1');",
        f"INSERT INTO {table} SELECT n, 'u' || n % 2 FROM generate_series(1, {ROWS}) n;",
    ]
    for role in [*ROLES, PUBLIC]:
        for command in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            chance = random.random()
            columns = " (n)" if chance < 0.1 and command in ("SELECT", "INSERT", "UPDATE") else ""
            if chance < (0.08 if role == PUBLIC else 0.5):
                lines.append(f"GRANT {command}{columns} ON {table} TO {quoted(role)};")
    if random.random() < 0.85:
        lines.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;")
    if random.random() < 0.3:
        lines.append(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;")
    for each in range(random.randrange(5)):
        command = random.choice(COMMANDS)
        roles = random.choice([[PUBLIC], random.sample(ROLES, 2), [random.choice(ROLES)]])
        using, check = random.choice(CONDITIONS), random.choice(CONDITIONS)
        lines.append(
            f"CREATE POLICY p{each} ON {table} AS {random.choice(['PERMISSIVE', 'PERMISSIVE', 'RESTRICTIVE'])} "
            f"FOR {command} TO {', '.join(map(quoted, roles))}"
            + (f" USING ({using})" if using and command != "INSERT" else "")
            + (f" WITH CHECK ({check})" if check and command not in ("SELECT", "DELETE") else "")
            + ";"
        )
    if random.random() < 0.3:
        lines.append(f"ALTER TABLE {table} OWNER TO acc_owner;")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def database(server):
    ensure_roles(server, [*ROLES, BYPASS])
    with (
        scratch_database(server) as name,
        psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as conn,
    ):
        conn.execute("GRANT acc_group TO acc_member")
        conn.execute(f"ALTER ROLE {BYPASS} BYPASSRLS")
        conn.execute(SETUP)
        chance = random.Random(5)
        conn.execute("\n".join(generated(chance, number) for number in range(TABLES)).encode())
        conn.execute("CREATE TABLE closed.t (n int, owner text); GRANT ALL ON closed.t TO PUBLIC")
        yield conn


def asked(conn, *roles):
    return matrix(facts(conn, lambda relation: True, roles))


def condition(cell: Cell, part: str) -> str:
    """What a row must satisfy, put together from the policies that the matrix names."""
    if cell.outcome is Outcome.ALL or not cell.rules:
        return str(cell.outcome is Outcome.ALL)
    said = [(rule.permissive, getattr(rule, part)) for rule in cell.rules if getattr(rule, part)]
    free = " OR ".join(f"({text})" for permissive, text in said if permissive) or "false"
    return " AND ".join([f"({free})", *(f"({text})" for permissive, text in said if not permissive)])


def expected(conn, cell: Cell) -> object:
    """What the matrix promises: the number of rows, or an error."""
    if cell.outcome is Outcome.DENIED:
        return "42501"
    table = cell.relation.identity
    if cell.command == "TRUNCATE":
        return 0
    if cell.command == "INSERT":
        row = "(SELECT 4 AS n, 'u1'::text AS owner) r"
        (fits,) = conn.execute(f"SELECT {condition(cell, 'check')} FROM {row}").fetchone()
        return 1 if fits else "42501"
    rows = conn.execute(f"SELECT n FROM {table} WHERE {condition(cell, 'using')}").fetchall()
    if cell.command == "UPDATE":
        # The new row has 4 where it had something else.
        row = f"(SELECT 4 AS n, owner FROM {table} WHERE {condition(cell, 'using')}) r"
        (bad,) = conn.execute(
            f"SELECT count(*) FROM {row} WHERE ({condition(cell, 'check')}) IS NOT TRUE"
        ).fetchone()
        return "42501" if bad else len(rows)
    return len(rows)


def happens(conn, cell: Cell) -> object:
    """What PostgreSQL does: the number of rows, or the SQLSTATE of the error."""
    column = cell.columns[0] if cell.columns else "n"
    statement = {
        "SELECT": f"SELECT {column} FROM {cell.relation.identity}",
        "INSERT": f"INSERT INTO {cell.relation.identity} ({column}) VALUES (4)",
        "UPDATE": f"UPDATE {cell.relation.identity} SET n = 4",
        "DELETE": f"DELETE FROM {cell.relation.identity}",
        "TRUNCATE": f"TRUNCATE {cell.relation.identity}",
    }[cell.command]
    with conn.transaction(force_rollback=True):
        conn.execute(sql.SQL("SET LOCAL ROLE " + (cell.role if cell.role != PUBLIC else "acc_nobody")))
        try:
            found = conn.execute(statement)
        except psycopg.errors.InsufficientPrivilege as error:
            return error.sqlstate
        return 0 if cell.command == "TRUNCATE" else found.rowcount


@newest
def test_the_matrix_and_the_database_agree(database, server):
    ensure_roles(server, ["acc_nobody"])
    roles = [*map(quoted, ROLES), BYPASS, PUBLIC]
    found = asked(database, *roles)
    assert len(found.cells) == len(roles) * (TABLES + 1) * 5
    # With somebody who asks, and nobody.
    for user in ("u1", ""):
        database.execute("SELECT set_config('acc.user', %s, false)", [user])
        wrong = [
            (cell, promised, came)
            for cell in found.cells
            if (promised := expected(database, cell)) != (came := happens(database, cell))
        ]
        assert wrong == []
    # The sets were not all alike.
    assert {cell.outcome for cell in found.cells} == set(Outcome)
    assert len({cell.why for cell in found.cells}) > 8


AROUND = """
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO acc_anon;
CREATE TABLE app."T x" (n int, owner text, secret text);
ALTER TABLE app."T x" ENABLE ROW LEVEL SECURITY;
GRANT SELECT (n, owner), DELETE ON app."T x" TO acc_anon;
CREATE POLICY own ON app."T x" FOR SELECT TO acc_anon USING (n > 3);
CREATE VIEW app.lent AS SELECT n FROM app."T x";
CREATE VIEW app.over_lent AS SELECT n FROM app.lent;
CREATE VIEW app.asking AS SELECT n FROM app."T x";
CREATE MATERIALIZED VIEW app.copied AS SELECT n FROM app."T x";
GRANT SELECT ON app.lent, app.over_lent, app.asking, app.copied TO acc_anon;
CREATE FUNCTION app.whole() RETURNS SETOF app."T x" LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM app."T x"';
CREATE FUNCTION app.plain() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM app."T x"); END';
CREATE FUNCTION app.held() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  AS 'BEGIN RETURN (SELECT count(*) FROM app."T x"); END';
REVOKE EXECUTE ON FUNCTION app.held() FROM PUBLIC;
"""


@pytest.fixture
def around(server):
    ensure_roles(server, [*ROLES, BYPASS])
    with (
        scratch_database(server) as name,
        psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as conn,
    ):
        conn.execute(AROUND)
        if server.version >= 150000:
            conn.execute("ALTER VIEW app.asking SET (security_invoker = on)")
        conn.close()
        yield name


def changed(server, template, statements):
    """The matrix of a copy, after it was changed."""
    with (
        scratch_database(server, template=template) as name,
        psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as conn,
    ):
        conn.execute(statements)
        return asked(conn, "acc_anon")


def test_columns_and_ways_around(around, server):
    cells = changed(server, around, "").cells
    found = {(cell.relation.identity, cell.command): cell for cell in cells}
    table = found['app."T x"', "SELECT"]
    assert (table.outcome, table.why, table.columns) == (Outcome.SOME, "policy own", ("n", "owner"))
    assert found['app."T x"', "DELETE"].why == "no policy"
    assert found['app."T x"', "INSERT"].why == "no grant"
    views = ["app.copied", "app.lent", "app.over_lent"]
    assert [way.through.identity for way in table.ways if way.through.type != "function"] == (
        views if server.version >= 150000 else sorted([*views, "app.asking"])
    )
    assert [way.through.identity for way in table.ways if way.through.type == "function"] == ["app.whole()"]
    assert ("app.copied", "INSERT") not in found
    assert found["app.lent", "INSERT"].outcome is Outcome.DENIED


ONE_LINE = (
    'acc_anon has SELECT on app."T x" on other conditions (n, owner): '
    "restrictive policy more USING (n < 9); policy own USING (n > 3)"
)
CHANGES = {
    'GRANT UPDATE ON app."T x" TO acc_anon; CREATE POLICY w ON app."T x" FOR UPDATE USING (true)': [
        'acc_anon gains UPDATE on app."T x": policy w: true for every row'
    ],
    'GRANT SELECT (secret) ON app."T x" TO acc_anon': ['acc_anon gains SELECT on app."T x" (secret)'],
    'GRANT SELECT ON app."T x" TO acc_anon': ['acc_anon gains SELECT on app."T x" (all columns)'],
    'REVOKE SELECT (owner) ON app."T x" FROM acc_anon': ['acc_anon loses SELECT on app."T x" (owner)'],
    'DROP POLICY own ON app."T x"': ['acc_anon loses SELECT on app."T x": no policy'],
    'ALTER TABLE app."T x" DISABLE ROW LEVEL SECURITY': [
        'acc_anon has SELECT on app."T x" without conditions (n, owner): no row level security',
        'acc_anon gains DELETE on app."T x": no row level security',
    ],
    'ALTER POLICY own ON app."T x" USING (n > 1)': [
        'acc_anon has SELECT on app."T x" on other conditions (n, owner): policy own USING (n > 1)'
    ],
    'CREATE POLICY more ON app."T x" AS RESTRICTIVE USING (n < 9)': [ONE_LINE],
    "GRANT EXECUTE ON FUNCTION app.held() TO acc_anon": [
        'acc_anon reaches app."T x" through function app.held(), with the rights of schemadiff_admin'
    ],
    'ALTER POLICY own ON app."T x" RENAME TO other': [],
    "REVOKE USAGE ON SCHEMA app FROM acc_anon; DROP FUNCTION app.whole()": [
        'acc_anon loses SELECT on app."T x": no USAGE on schema app',
        "acc_anon loses SELECT on app.asking: no USAGE on schema app",
        "acc_anon loses SELECT on app.copied: no USAGE on schema app",
        "acc_anon loses SELECT on app.lent: no USAGE on schema app",
        "acc_anon loses SELECT on app.over_lent: no USAGE on schema app",
    ],
}


def test_what_changes(around, server):
    start = changed(server, around, "")
    said = {
        statements: [str(change) for change in differences(start, changed(server, around, statements))]
        for statements in CHANGES
    }
    assert said == CHANGES
