"""The access matrix: each role really can, and cannot, do what the matrix says."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import psycopg
import pytest

from majors import newest
from schemadiff.access import PUBLIC, Cell, Outcome, differences, facts, matrix
from schemadiff.postgres.server import ensure_roles, scratch_database
from schemadiff.reports.access import render_access
from work import calls, faster_than_input

TABLES = 100
ROWS = 6
ROLES = (
    "acc_anon",
    "acc_group",
    "acc_member",
    "acc_apart",
    "acc_bound",
    "acc_owner",
    "acc_heir",
    'acc "Odd"',
)
ASKED_EACH = 4
"""So many of the roles hold something on a table; the others may by PUBLIC, or by membership."""
BYPASS = "acc_bypass"
CONDITIONS = ("true", "false", "(n > 3)", "(n % 2 = 0)", "(owner = current_setting('acc.user', true))", None)
COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "ALL")
# What a command does is seen, and undone, inside of the server: 20,000 of them take seconds.
SETUP = """
CREATE SCHEMA acc;
GRANT USAGE ON SCHEMA acc TO PUBLIC;
CREATE SCHEMA closed;
CREATE SCHEMA tried;
CREATE FUNCTION tried.happens(role text, command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
    PERFORM set_config('role', role, true);
    EXECUTE command;
    GET DIAGNOSTICS found = ROW_COUNT;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000', MESSAGE = found::text;
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN RETURN SQLERRM;
    WHEN insufficient_privilege THEN RETURN SQLSTATE;
END $$;
CREATE FUNCTION tried.answer(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN EXECUTE query INTO found; RETURN found; END $$;
"""


def memberships(version: int) -> str:
    """Of acc_group and of acc_owner: inherited, not inherited, and, since 16, without SET."""
    apart = "GRANT acc_group TO acc_apart WITH INHERIT FALSE" if version >= 160000 else (
        "ALTER ROLE acc_apart NOINHERIT; GRANT acc_group TO acc_apart")  # fmt: skip
    bound = "GRANT acc_group TO acc_bound" + (" WITH SET FALSE" if version >= 160000 else "")
    return f"GRANT acc_group TO acc_member; {apart}; {bound}; GRANT acc_owner TO acc_heir;"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if '"' in name else name


def generated(random: random.Random, number: int, version: int) -> str:
    """A table with rows, grants and policies as chance has it, and a view and a function for it."""
    table = f"acc.t{number}"
    lines = [
        f"CREATE TABLE {table} (n int DEFAULT 4, owner text DEFAULT 'u1');",
        f"INSERT INTO {table} SELECT n, 'u' || n % 2 FROM generate_series(1, {ROWS}) n;",
    ]
    for role in [*random.sample(ROLES, ASKED_EACH), PUBLIC]:
        for command in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            chance = random.random()
            columns = " (n)" if chance < 0.1 and command in ("SELECT", "INSERT", "UPDATE") else ""
            if chance < (0.08 if role == PUBLIC else 0.6):
                lines.append(f"GRANT {command}{columns} ON {table} TO {quoted(role)};")
    if random.random() < 0.85:
        lines.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;")
    if random.random() < 0.3:
        lines.append(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;")
    lines += [policy(random, table, each) for each in range(random.randrange(5))]
    lines += around_it(random, table, number, version)
    if random.random() < 0.3:
        lines.append(f"ALTER TABLE {table} OWNER TO acc_owner;")
    return "\n".join(lines)


def policy(random: random.Random, table: str, number: int) -> str:
    command = random.choice(COMMANDS)
    roles = random.choice([[PUBLIC], random.sample(ROLES, 2), [random.choice(ROLES)]])
    using, check = random.choice(CONDITIONS), random.choice(CONDITIONS)
    return (
        f"CREATE POLICY p{number} ON {table} AS {random.choice(['PERMISSIVE', 'PERMISSIVE', 'RESTRICTIVE'])} "
        f"FOR {command} TO {', '.join(map(quoted, roles))}"
        + (f" USING ({using})" if using and command != "INSERT" else "")
        + (f" WITH CHECK ({check})" if check and command not in ("SELECT", "DELETE") else "")
        + ";"
    )


def around_it(random: random.Random, table: str, number: int, version: int) -> list[str]:
    """A view of it, one of that, and a function, of some role and with the rights of whom chance says."""
    view, over, function = (f"acc.{kind}{number}" for kind in "vwf")
    owners = ["acc_owner", "acc_anon", BYPASS, "acc_member"]
    lines = [
        f"CREATE VIEW {view} AS SELECT n, owner FROM {table};",
        f"CREATE VIEW {over} AS SELECT n FROM {view};",
    ]
    for each in (view, over):
        if version >= 150000 and random.random() < 0.4:
            lines.append(f"ALTER VIEW {each} SET (security_invoker = true);")
        rights = random.choice(["SELECT", "SELECT, INSERT, UPDATE, DELETE", "SELECT (n)"])
        lines.append(f"GRANT {rights} ON {each} TO {', '.join(map(quoted, random.sample(ROLES, 2)))};")
        lines.append(f"ALTER VIEW {each} OWNER TO {random.choice(owners)};")
    lines += [
        f"CREATE FUNCTION {function}() RETURNS SETOF int LANGUAGE sql AS 'SELECT n FROM {table}';",
        f"ALTER FUNCTION {function}() SECURITY {random.choice(['DEFINER', 'DEFINER', 'INVOKER'])};",
        f"ALTER FUNCTION {function}() OWNER TO {random.choice(owners)};",
        f"REVOKE EXECUTE ON FUNCTION {function}() FROM PUBLIC;",
        f"GRANT EXECUTE ON FUNCTION {function}() TO {quoted(random.choice(ROLES))};",
    ]
    return lines


@pytest.fixture(scope="module")
def database(server):
    ensure_roles(server, [*ROLES, BYPASS, "acc_nobody"])
    with (
        scratch_database(server) as name,
        psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as conn,
    ):
        conn.execute(f"{memberships(server.version)} ALTER ROLE {BYPASS} BYPASSRLS; {SETUP}".encode())
        chance = random.Random(5)
        conn.execute(
            "\n".join(generated(chance, number, server.version) for number in range(TABLES)).encode()
        )
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


def promised(cell: Cell) -> str:
    """A query for what the matrix promises: the number of rows, or the SQLSTATE of an error."""
    table = cell.relation.identity
    if cell.outcome is Outcome.DENIED:
        return "SELECT '42501'"
    if cell.command == "TRUNCATE":
        return "SELECT 0"
    using, check = condition(cell, "using"), condition(cell, "check")
    if cell.command == "INSERT":
        return (
            f"SELECT CASE WHEN {check} THEN '1' ELSE '42501' END FROM (SELECT 4 AS n, 'u1'::text AS owner) r"
        )
    if cell.command == "UPDATE":
        # The new row has 4 where it had something else.
        return (
            f"SELECT CASE WHEN count(*) FILTER (WHERE ({check}) IS NOT TRUE) > 0 THEN '42501' ELSE count(*)::text END "
            f"FROM (SELECT 4 AS n, owner FROM {table} WHERE {using}) r"
        )
    return f"SELECT count(*) FROM {table} WHERE {using}"


def command(cell: Cell) -> str:
    column, relation = cell.columns[0] if cell.columns else "n", cell.relation.identity
    return {
        "SELECT": f"SELECT {column} FROM {relation}",
        "INSERT": f"INSERT INTO {relation} ({column}) VALUES (4)",
        "UPDATE": f"UPDATE {relation} SET n = 4",
        "DELETE": f"DELETE FROM {relation}",
        "TRUNCATE": f"TRUNCATE {relation}",
    }[cell.command]


def role_of(cell: Cell) -> str:
    return sql_name(cell.role) if cell.role != PUBLIC else "acc_nobody"


def sql_name(role: str) -> str:
    return role[1:-1].replace('""', '"') if role.startswith('"') else role


def happening(conn, pairs: list[tuple[str, str]]) -> list[str]:
    """What comes of the commands of roles, each undone."""
    roles, commands = zip(*pairs, strict=True)
    query = "SELECT tried.happens(role, command) FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY t (role, command, at) ORDER BY at"
    return [came for (came,) in conn.execute(query, [list(roles), list(commands)])]


def answers(conn, queries: list[str]) -> list[str]:
    query = "SELECT tried.answer(query) FROM unnest(%s::text[]) WITH ORDINALITY t (query, at) ORDER BY at"
    return [answer for (answer,) in conn.execute(query, [queries])]


USERS = ("u1", "")
"""With somebody who asks, and nobody."""


@newest
def test_the_matrix_and_the_database_agree(database):
    roles = [*map(quoted, ROLES), BYPASS, PUBLIC]
    found = asked(database, *roles)
    tables = [cell for cell in found.cells if cell.relation.type == "table"]
    assert len(tables) == len(roles) * (TABLES + 1) * 5
    for user in USERS:
        database.execute("SELECT set_config('acc.user', %s, false)", [user])
        expected = answers(database, [promised(cell) for cell in tables])
        came = happening(database, [(role_of(cell), command(cell)) for cell in tables])
        assert [(c, e, h) for c, e, h in zip(tables, expected, came, strict=True) if e != h] == []
    # The sets were not all alike.
    assert {cell.outcome for cell in tables} == set(Outcome)
    assert len({cell.why for cell in tables}) > 8


@newest
def test_views_and_functions_give_what_the_matrix_says(database):
    roles = [*map(quoted, ROLES), PUBLIC]
    found = asked(database, *roles)
    views = [cell for cell in found.cells if cell.relation.type == "view" and cell.command != "TRUNCATE"]
    seen: dict[Cell, set[str]] = {cell: set() for cell in views}
    for user in USERS:
        database.execute("SELECT set_config('acc.user', %s, false)", [user])
        for cell, came in zip(
            views, happening(database, [(role_of(c), command(c)) for c in views]), strict=True
        ):
            seen[cell].add(came)
    wrong = [(cell, came) for cell, came in seen.items() if not came <= allowed(cell)]
    assert wrong == []
    assert {cell.outcome for cell in views} == set(Outcome)
    # Who reaches a table by a function sees what its owner may see; and who does not, is not let in.
    calls = {(cell.role, cell.relation.identity): cell for cell in found.cells if cell.command == "SELECT"}
    ways = {
        (role, f"acc.t{number}"): any(way.through.type == "function" for way in cell.ways)
        for number in range(TABLES)
        for role in roles
        if (cell := calls[role, f"acc.t{number}"])
    }
    definers = {name for (name,) in database.execute("SELECT proname FROM pg_proc WHERE prosecdef")}
    pairs = [
        (sql_name(role) if role != PUBLIC else "acc_nobody", f"SELECT acc.f{table[5:]}()")
        for role, table in ways
    ]
    for ((role, table), way), came in zip(ways.items(), happening(database, pairs), strict=True):
        if f"f{table[5:]}" in definers and (way or came != "42501"):
            assert (role, table, way) == (role, table, True)


def allowed(cell: Cell) -> set[str]:
    """What may come of a command on a view of six rows; which rows policies let through is not said of views."""
    counts = {str(number) for number in range(ROWS + 1)}
    every = "1" if cell.command == "INSERT" else str(ROWS)
    refused = {"42501"} if cell.command in ("INSERT", "UPDATE") else set()
    return {
        Outcome.ALL: {every},
        Outcome.SOME: counts | refused,
        Outcome.NONE: {"0"} | refused,
        Outcome.DENIED: {"42501"},
    }[cell.outcome]


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
CREATE FUNCTION app.held(at uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  AS 'BEGIN RETURN (SELECT count(*) FROM app."T x"); END';
REVOKE EXECUTE ON FUNCTION app.held(uuid) FROM PUBLIC;
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
    assert sorted(way.through.identity for way in table.ways if way.through.type != "function") == (
        views if server.version >= 150000 else sorted([*views, "app.asking"])
    )
    assert [way.through.identity for way in table.ways if way.through.type == "function"] == ["app.whole()"]
    assert ("app.copied", "INSERT") not in found
    assert found["app.lent", "INSERT"].outcome is Outcome.DENIED


SQUEEZED = """
CREATE FUNCTION app.odd() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE a app."T x"; b oidvector; c int;
BEGIN a.n := 1; SELECT b.b, 1 INTO b, c FROM (SELECT '1'::oidvector AS b) b; DELETE FROM app."T x"; END $$;
"""


def test_a_function_that_nobody_can_look_into_is_named(around, server):
    with (
        scratch_database(server, template=around) as name,
        psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as conn,
    ):
        conn.execute(SQUEEZED)
        found = asked(conn, "acc_anon")

    assert [way.through.identity for way in found.unread] == ["app.odd()"]
    for form in ("text", "markdown"):
        assert "not analyzed: function app.odd(), with the rights of" in render_access(
            found, form, details=False
        )
    assert json.loads(render_access(found, "json", details=False))["unread"][0]["identity"] == "app.odd()"


ROUND = """
CREATE FUNCTION app.round() RETURNS int LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC
WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) CYCLE n SET met TO 'y' DEFAULT 'n' USING way
SELECT x.n FROM app."T x" x, c WHERE met = 'n'; END;
"""


def test_a_function_with_a_cycle_is_looked_into(around, server):
    found = changed(server, around, ROUND)
    ways = next(c.ways for c in found.cells if (c.relation.identity, c.command) == ('app."T x"', "SELECT"))

    assert [way.through.identity for way in ways if way.through.type == "function"] == [
        "app.round()", "app.whole()",
    ]  # fmt: skip
    assert found.unread == ()


ONE_LINE = (
    'acc_anon has SELECT on app."T x" under other conditions (n, owner): '
    "restrictive policy more USING (n < 9); policy own USING (n > 3)"
)
CHANGES = {
    'GRANT UPDATE ON app."T x" TO acc_anon; CREATE POLICY w ON app."T x" FOR UPDATE USING (true)': [
        'acc_anon gains UPDATE on app."T x": policy w: true for every row'
    ],
    'GRANT SELECT (secret) ON app."T x" TO acc_anon': ['acc_anon gains SELECT on app."T x" (secret)'],
    'GRANT SELECT ON app."T x" TO acc_anon': ['acc_anon gains SELECT on app."T x" (all columns)'],
    'REVOKE SELECT (owner) ON app."T x" FROM acc_anon': ['acc_anon loses SELECT on app."T x" (owner)'],
    'DROP POLICY own ON app."T x"': [
        'acc_anon loses SELECT on app."T x": no policy',
        'acc_anon loses SELECT on app.asking: granted, and reads with the privileges of the current user: of app."T x" as acc_anon: no policy',
    ],
    'ALTER TABLE app."T x" DISABLE ROW LEVEL SECURITY': [
        'acc_anon has SELECT on app."T x" without conditions (n, owner): no row level security',
        'acc_anon gains DELETE on app."T x": no row level security',
        "acc_anon has SELECT on app.asking without conditions: granted, and reads with the privileges of the current user",
    ],
    'ALTER POLICY own ON app."T x" USING (n > 1)': [
        'acc_anon has SELECT on app."T x" under other conditions (n, owner): policy own USING (n > 1)'
    ],
    'CREATE POLICY more ON app."T x" AS RESTRICTIVE USING (n < 9)': [ONE_LINE],
    "GRANT EXECUTE ON FUNCTION app.held(uuid) TO acc_anon": [
        'acc_anon reaches app."T x" through function app.held(uuid), with the rights of schemadiff_admin'
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
    assert said == {statements: [*_on(server, changes)] for statements, changes in CHANGES.items()}


def _on(server, changes):
    """Before 15 no view asks as its caller; what becomes of this one is no matter of policies."""
    for change in changes:
        if server.version >= 150000 or "app.asking" not in change or "USAGE" in change:
            yield change


def test_a_long_chain_of_views_is_judged_to_its_end(server18):
    chain = [
        "CREATE TABLE t (a int)",
        "CREATE VIEW v0 AS SELECT a FROM t LIMIT 9",
        *(f"CREATE VIEW v{n} AS SELECT a FROM v{n - 1} LIMIT 9" for n in range(1, 600)),
        "GRANT SELECT ON v599 TO PUBLIC",
    ]
    with (
        scratch_database(server18) as name,
        psycopg.connect(server18.conninfo(name), autocommit=True) as conn,
    ):
        conn.execute("; ".join(chain))
        found = matrix(facts(conn, lambda relation: relation.address.identity == "public.v599", [PUBLIC]))

    assert [(cell.outcome, cell.why) for cell in found.cells] == [(Outcome.ALL, "granted")]


def test_views_that_many_paths_lead_to_are_judged_once(server18):
    few, twice = (_work_of_layers(server18, layers) for layers in (6, 12))

    assert faster_than_input(few, twice) == {}


def _work_of_layers(server, layers: int):
    """The work for views of which each reads both views of the layer below."""
    both = [
        f"CREATE VIEW {view}{n} AS SELECT a.a FROM a{n - 1} a, b{n - 1} b; GRANT SELECT ON {view}{n} TO PUBLIC"
        for n in range(1, layers)
        for view in "ab"
    ]
    with scratch_database(server) as name, psycopg.connect(server.conninfo(name), autocommit=True) as conn:
        conn.execute("; ".join(["CREATE VIEW a0 AS SELECT 1 AS a; CREATE VIEW b0 AS SELECT 1 AS a", *both]))
        seen = facts(conn, lambda relation: True, [PUBLIC])
    return calls(lambda: matrix(replace(seen, views=())))
