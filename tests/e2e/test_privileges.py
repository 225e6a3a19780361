"""Owners and privileges that the files do not mention stay as they are on the database."""

from __future__ import annotations

import psycopg
import pytest
from projects import Project
from psycopg.conninfo import make_conninfo

from schemadiff.postgres.server import ensure_roles

TABLE = "create table t (id int primary key, name text);\ncreate view v as select id from t;\n"


def grant(project):
    ensure_roles(project.server, ("reads", "writes", "owns"))
    project.desired(TABLE)
    project.planned()
    project.execute(
        "GRANT SELECT, INSERT ON t TO reads WITH GRANT OPTION; GRANT UPDATE (name) ON t TO writes;"
        "GRANT SELECT ON v TO PUBLIC; GRANT USAGE ON SCHEMA public TO reads;"
        "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO reads;"
        "ALTER DEFAULT PRIVILEGES FOR ROLE owns GRANT SELECT ON TABLES TO writes"
    )


@pytest.fixture
def granted(begin, server):
    """A database full of grants that desired/ does not speak of."""
    return begin(server, grant)


def test_what_is_not_spoken_of_is_left_alone(granted):
    granted.execute("SET ROLE reads; GRANT SELECT ON t TO writes; RESET ROLE")
    assert "no changes" in granted.ok("plan").out
    granted.desired(TABLE + "create table u (id int);")
    assert granted.changes() == ["CREATE TABLE public.u (\n    id integer\n)"]
    granted.planned()
    assert "no changes" in granted.ok("plan").out
    assert granted.query("SELECT has_table_privilege('reads', 'u', 'SELECT')") == [(True,)]


def test_what_is_spoken_of_is_compared(granted):
    granted.desired(TABLE + "grant select on t to reads;")
    statements = granted.changes()
    assert [s for s in statements if "reads" in s] != []
    assert [s for s in statements if " v " in s or "DEFAULT" in s or "SCHEMA" in s] == []
    granted.planned()
    assert granted.query(
        "SELECT grantee::regrole::text, string_agg(privilege_type, ',' ORDER BY 1) FROM pg_class, aclexplode(relacl)"
        " WHERE relname = 't' AND grantee <> relowner GROUP BY 1"
    ) == [("reads", "SELECT")]
    assert "no changes" in granted.ok("plan").out


def test_default_privileges_of_the_target_count_for_new_tables(granted):
    """The table comes with rights for reads, of which the files want one only."""
    granted.desired(TABLE + "create table u (id int); grant select on u to reads;")
    granted.planned()
    assert granted.query(
        "SELECT grantee::regrole::text, privilege_type FROM pg_class, aclexplode(relacl)"
        " WHERE relname = 'u' AND grantee <> relowner"
    ) == [("reads", "SELECT")]
    assert "no changes" in granted.ok("plan").out


def test_default_privileges_go_with_their_schema(granted):
    granted.execute(
        "CREATE SCHEMA gone; ALTER DEFAULT PRIVILEGES IN SCHEMA gone GRANT SELECT ON TABLES TO reads"
    )
    assert granted.changes() == ["DROP SCHEMA gone"]


def test_default_privileges_that_are_spoken_of(granted):
    granted.desired(TABLE + "alter default privileges grant select on tables to writes;")
    statements = granted.changes()
    assert any("REVOKE" in s and "FROM reads" in s and "DEFAULT" in s for s in statements)
    assert [s for s in statements if "FOR ROLE owns" in s] == []
    granted.ok("plan", "--allow-data-loss")
    granted.ok("apply", "--yes")
    assert "no changes" in granted.ok("plan").out


def test_exact_and_off(granted):
    granted.settings('privileges = "exact"')
    exact = granted.changes()
    assert any("REVOKE" in s and "reads" in s for s in exact)
    assert any("writes" in s for s in exact)
    granted.settings('privileges = "off"')
    granted.desired(TABLE + "grant delete on t to writes;")
    assert granted.changes() == []


def test_exact_converges(granted):
    granted.settings('privileges = "exact"')
    granted.planned()
    assert "no changes" in granted.ok("plan").out
    granted.ok("rollback", "--yes", "--allow-data-loss")


def test_objects_of_another_owner(project):
    """The connecting role is a member of the owner's: no difference, and what is rebuilt stays the owner's."""
    server = project.server
    ensure_roles(server, ("owns", "reads"))
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute("DO $$ BEGIN CREATE ROLE deploys LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
        conn.execute(f"GRANT owns, {server.loader} TO deploys")
    project.execute(
        "GRANT CREATE ON SCHEMA public TO owns;"
        + TABLE
        + "ALTER TABLE t OWNER TO owns; ALTER VIEW v OWNER TO owns;"
        "REVOKE CREATE ON SCHEMA public FROM owns; GRANT SELECT ON v TO reads"
    )
    deploying = Project(project.root, make_conninfo(project.target, user="deploys"), server)
    deploying.desired(TABLE)
    assert "no changes" in deploying.ok("plan").out

    project.execute("GRANT CREATE ON SCHEMA public TO owns")
    deploying.desired(TABLE.replace("id int", "id bigint"))
    deploying.planned()
    assert deploying.query(
        "SELECT relname, relowner::regrole::text FROM pg_class WHERE relname IN ('t', 'v') ORDER BY 1"
    ) == [("t", "owns"), ("v", "owns")]
    assert deploying.query("SELECT has_table_privilege('reads', 'v', 'SELECT')") == [(True,)]
    assert "no changes" in deploying.ok("plan").out


def test_a_grant_that_does_nothing_is_named(project):
    """PostgreSQL only warns, and what is wanted would not be there without anybody being told."""
    ensure_roles(project.server, ("reads",))
    project.desired(TABLE + "grant select on t to reads;")
    project.planned()
    useless = "\ngrant usage on language plpgsql to reads;\nrevoke execute on function pg_catalog.pg_sleep(float8) from public;"
    project.desired(TABLE + "grant select on t to reads;" + useless)
    # The second time the files are read from the cache.
    for _ in range(2):
        said = " ".join(project.ok("plan").out.split())
        assert "no changes" in said
        assert "desired/schema.sql:4:1: this GRANT has no effect: plpgsql belongs to" in said
        assert "desired/schema.sql:5:1: this REVOKE has no effect: pg_catalog.pg_sleep belongs to" in said
        assert "t belongs" not in said


@pytest.fixture
def of_others(project):
    """Tables of a role that the files do not name as the owner."""
    ensure_roles(project.server, ("owns", "reads"))
    project.execute(
        "CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY, name text); GRANT USAGE, CREATE ON SCHEMA s TO owns;"
        "ALTER TABLE s.t OWNER TO owns; GRANT SELECT ON s.t TO reads, CURRENT_USER"
    )
    return project


OF_OTHERS = "create schema s;\ncreate table s.t (id int primary key, name text);\n"
GRANTED = "SELECT grantee::regrole::text, privilege_type FROM pg_class, aclexplode(relacl) WHERE oid = 's.t'::regclass AND grantee <> relowner"


def test_a_grant_to_the_owner_that_the_files_do_not_know(of_others):
    """He has all as the owner, and what the loading role was granted is not seen in files that it owns."""
    before = of_others.query(GRANTED)
    of_others.desired(OF_OTHERS + "grant select on s.t to owns, reads; grant insert (name) on s.t to owns;")
    assert "no changes" in of_others.ok("plan").out
    of_others.desired(OF_OTHERS + "grant select (id), update on s.t to owns with grant option;")
    of_others.planned()
    assert "no changes" in of_others.ok("plan").out
    assert of_others.query("SELECT relowner::regrole::text FROM pg_class WHERE oid = 's.t'::regclass") == [
        ("owns",)
    ]
    assert of_others.query(GRANTED) == [pair for pair in before if pair[0] != "reads"]
    assert len(before) == 2


def test_a_sequence_belongs_to_whoever_owns_its_table(of_others):
    of_others.desired(OF_OTHERS.replace("name text", "name text, number serial"))
    of_others.planned()
    assert of_others.query("SELECT relowner::regrole::text FROM pg_class WHERE relkind = 'S'") == [("owns",)]
    assert "no changes" in of_others.ok("plan").out
