"""All transitions between states of privileges that PostgreSQL treats specially.

One database goes all the way, so that what a step leaves behind is in the way of the next.
"""

from __future__ import annotations

import psycopg
import pytest

from majors import newest
from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.postgres.pg_dump import dump, find_pg_dump
from schemadiff.postgres.server import create_database, drop_database, ensure_roles
from schemadiff.proof.dump import differences

BASE = """
CREATE SCHEMA s; CREATE SCHEMA s2; CREATE TABLE s.t (a int, b int, c text); CREATE VIEW s.v AS SELECT a FROM s.t;
CREATE SEQUENCE s.q; CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql RETURN 1; CREATE TYPE s.e AS ENUM ('x');
GRANT CREATE, USAGE ON SCHEMA s TO PUBLIC;
"""
FOR = "ALTER DEFAULT PRIVILEGES FOR ROLE"
STATES = {
    "nothing": "",
    "defaults for several roles and schemas": f"{FOR} r1, r2 IN SCHEMA s, s2 GRANT SELECT, INSERT ON TABLES TO r3, PUBLIC;",
    "defaults with grant option": f"""
        {FOR} r1 IN SCHEMA s GRANT SELECT ON TABLES TO r3 WITH GRANT OPTION;
        {FOR} r1 GRANT ALL ON SEQUENCES TO r3 WITH GRANT OPTION; {FOR} r1 GRANT SELECT ON TABLES TO r1 WITH GRANT OPTION;""",
    "defaults of a schema that bring back what the global ones take": f"""
        {FOR} r1 GRANT EXECUTE ON FUNCTIONS TO r3; {FOR} r1 REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
        {FOR} r1 IN SCHEMA s GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
        {FOR} r1 REVOKE USAGE ON TYPES FROM PUBLIC; {FOR} r1 IN SCHEMA s GRANT USAGE ON TYPES TO r2;""",
    "defaults that leave their role nothing": f"{FOR} r1 REVOKE ALL ON TABLES FROM r1; {FOR} r1 REVOKE ALL ON FUNCTIONS FROM r1, PUBLIC;",
    "defaults on schemas": f"{FOR} r1 GRANT USAGE ON SCHEMAS TO r2; {FOR} r1 GRANT CREATE ON SCHEMAS TO r3 WITH GRANT OPTION;",
    "a chain of grantors": """
        GRANT SELECT ON s.t TO r1 WITH GRANT OPTION; SET ROLE r1; GRANT SELECT ON s.t TO r2 WITH GRANT OPTION;
        SET ROLE r2; GRANT SELECT ON s.t TO r3; RESET ROLE;""",
    "grantors of columns": """
        GRANT SELECT (a), UPDATE (b) ON s.t TO r1 WITH GRANT OPTION; SET ROLE r1; GRANT SELECT (a) ON s.t TO r2;
        GRANT UPDATE (b) ON s.t TO r3 WITH GRANT OPTION; RESET ROLE;""",
    "a shorter chain": """
        GRANT SELECT ON s.t TO r1 WITH GRANT OPTION; SET ROLE r1; GRANT SELECT ON s.t TO r3; RESET ROLE;""",
    "owners, with what the old one granted": """
        ALTER TABLE s.t OWNER TO r2; GRANT SELECT ON s.t TO r1 WITH GRANT OPTION; SET ROLE r1; GRANT SELECT ON s.t TO r3;
        RESET ROLE; REVOKE ALL ON s.t FROM r2; GRANT SELECT, UPDATE (a) ON s.t TO r2;
        ALTER FUNCTION s.f(int) OWNER TO r3; REVOKE ALL ON FUNCTION s.f(int) FROM PUBLIC, r3;""",
    "the same by two": """
        GRANT SELECT ON s.t TO r1 WITH GRANT OPTION; GRANT SELECT ON s.t TO r3; SET ROLE r1;
        GRANT SELECT ON s.t TO r3 WITH GRANT OPTION; SET ROLE r3; GRANT SELECT ON s.t TO PUBLIC; RESET ROLE;""",
    "predefined roles": """
        GRANT SELECT ON s.t TO pg_read_all_data; GRANT ALL ON s.t TO pg_monitor WITH GRANT OPTION;
        GRANT EXECUTE ON FUNCTION s.f(int) TO pg_signal_backend; ALTER TABLE s.t OWNER TO r1;""",
    "all by the owner": "GRANT SELECT ON s.t TO r1, r2, r3;",
    "other owners": """
        ALTER TABLE s.t OWNER TO r1; ALTER SEQUENCE s.q OWNER TO r2; ALTER FUNCTION s.f(int) OWNER TO r1;
        ALTER TYPE s.e OWNER TO r2; ALTER VIEW s.v OWNER TO r3; GRANT SELECT ON s.t TO r2; GRANT USAGE ON SEQUENCE s.q TO r1;""",
    "who owned it as a grantee": """
        GRANT ALL ON s.t TO r1 WITH GRANT OPTION; GRANT INSERT (a) ON s.t TO r2;
        GRANT EXECUTE ON FUNCTION s.f(int) TO r1; REVOKE EXECUTE ON FUNCTION s.f(int) FROM PUBLIC;""",
    "columns and their table": """
        GRANT SELECT ON s.t TO r1; GRANT SELECT (a), INSERT (a, b) ON s.t TO r1;
        GRANT UPDATE (c) ON s.t TO r2 WITH GRANT OPTION; GRANT SELECT (a) ON s.v TO r2;""",
    "columns alone": "GRANT SELECT (a, b), INSERT (b) ON s.t TO r1; GRANT UPDATE (c) ON s.t TO r2; GRANT SELECT (ctid) ON s.t TO r3;",
    "a sequence as a table": """
        GRANT SELECT, USAGE, UPDATE ON s.q TO r1; GRANT ALL ON SEQUENCE s.q TO r2 WITH GRANT OPTION; REVOKE ALL ON s.q FROM CURRENT_USER;""",
    "a schema's owner": """
        ALTER SCHEMA s OWNER TO r1; ALTER TABLE s.t OWNER TO r1; GRANT USAGE ON SCHEMA s TO r2 WITH GRANT OPTION;
        SET ROLE r2; GRANT USAGE ON SCHEMA s TO r3; RESET ROLE;""",
    "grant options taken back": """
        GRANT SELECT, INSERT, UPDATE ON s.t TO r1 WITH GRANT OPTION; REVOKE GRANT OPTION FOR INSERT ON s.t FROM r1;
        REVOKE SELECT ON s.t FROM r1; GRANT TRUNCATE, REFERENCES, TRIGGER ON s.t TO PUBLIC;""",
    "nobody": "REVOKE ALL ON s.t, s.v FROM CURRENT_USER; REVOKE ALL ON SCHEMA s2 FROM CURRENT_USER; REVOKE ALL ON TYPE s.e FROM PUBLIC, CURRENT_USER;",
}
SINCE = {
    17: {
        "maintenance": f"""
            GRANT MAINTAIN ON s.t TO r1 WITH GRANT OPTION; GRANT ALL ON s.v TO r2; REVOKE MAINTAIN ON s.v FROM r2;
            {FOR} r1 GRANT MAINTAIN ON TABLES TO r2; REVOKE MAINTAIN ON s.t FROM CURRENT_USER;
            GRANT SELECT ON s.t TO pg_maintain;"""
    },
    18: {
        "large objects": f"""
            {FOR} r1 GRANT SELECT ON LARGE OBJECTS TO r2 WITH GRANT OPTION; {FOR} r2 REVOKE ALL ON LARGE OBJECTS FROM r2;"""
    },
}


class World:
    """A server with the roles, and databases that are dropped with it."""

    def __init__(self, server):
        self.server, self.made = server, []
        self.bindir = server.bindir or find_pg_dump(server.major)

    def database(self, sql):
        name = create_database(self.server)
        self.made.append(name)
        with self.connect(name) as conn:
            conn.execute((BASE + sql).encode())
        return name

    def connect(self, name):
        return psycopg.connect(self.server.conninfo(name), autocommit=True)

    def dump(self, name):
        return dump(self.server.conninfo(name, superuser=True), self.bindir)


@pytest.fixture
def world(server):
    ensure_roles(server, ("r1", "r2", "r3"))
    found = World(server)
    yield found
    for name in found.made:
        drop_database(server, name)


@newest
def test_around_and_back(world):
    states = STATES | {
        k: v for since, more in SINCE.items() if since <= world.server.major for k, v in more.items()
    }
    goals = []
    for name, sql in states.items():
        database = world.database(sql)
        with world.connect(database) as conn:
            goals.append((name, catalog.read(conn), world.dump(database)))
    walker = world.database("")
    wrong = {}
    way = [*goals[1:], *goals[-2::-1]]
    with world.connect(walker) as conn:
        start = catalog.read(conn)
        for name, goal, dumped in way:
            plan = [statement.sql for statement in statements(start, goal)]
            with conn.transaction():
                for sql in plan:
                    conn.execute(sql.encode())
            start = catalog.read(conn)
            left = [statement.sql for statement in statements(start, goal)]
            if said := [*left, *differences(world.dump(walker), dumped)]:
                wrong[name] = (plan, said)
    assert wrong == {}
