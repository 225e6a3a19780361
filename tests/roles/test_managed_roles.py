"""Managed roles of a server: planned both ways, proven, and only those that the files create."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.desired import files
from schemadiff.errors import Problems, SchemadiffError, Unavailable
from schemadiff.roles.managed import Managed
from schemadiff.roles.server import Roles
from schemadiff.settings import Settings, Shadow

STATES = {
    "attributes, settings, memberships and what names roles": (
        """
        CREATE ROLE app LOGIN CONNECTION LIMIT 5;
        CREATE ROLE "odd Näme" CREATEDB NOINHERIT VALID UNTIL '2030-01-01 00:00+02' ROLE app;
        COMMENT ON ROLE app IS 'it''s';
        GRANT pg_monitor TO app WITH ADMIN OPTION;
        ALTER ROLE app SET search_path = app, "a B", public;
        ALTER ROLE app SET statement_timeout = '3s';
        ALTER ROLE app IN DATABASE shop SET work_mem = '8MB';
        GRANT SET ON PARAMETER work_mem TO app WITH GRANT OPTION;
        GRANT ALTER SYSTEM, SET ON PARAMETER log_statement TO "odd Näme";
        GRANT SET ON PARAMETER app.zone TO PUBLIC;
        CREATE TABLE t (a int);
        GRANT SELECT ON t TO app, "odd Näme";
        ALTER TABLE t ENABLE ROW LEVEL SECURITY;
        CREATE POLICY p ON t TO app USING (true);
        ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO "odd Näme";
        """,
        """
        CREATE ROLE app REPLICATION BYPASSRLS CREATEROLE;
        CREATE ROLE other SUPERUSER;
        COMMENT ON ROLE other IS 'o';
        GRANT other TO app;
        GRANT app TO human;
        ALTER ROLE app SET search_path = '';
        ALTER ROLE app SET "app.x" = 'a''b';
        GRANT SET ON PARAMETER work_mem TO app;
        GRANT ALTER SYSTEM ON PARAMETER work_mem TO human;
        CREATE TABLE t (a int);
        GRANT SELECT ON t TO other;
        GRANT ALL ON SCHEMA public TO app;
        ALTER TABLE t OWNER TO app;
        """,
    ),
    "options and grantors of memberships": (
        """
        CREATE ROLE a; CREATE ROLE b NOINHERIT; CREATE ROLE c;
        GRANT a TO b WITH ADMIN OPTION;
        GRANT a TO c WITH INHERIT FALSE, SET FALSE GRANTED BY b;
        """,
        """
        CREATE ROLE a; CREATE ROLE b NOINHERIT; CREATE ROLE c;
        GRANT a TO b WITH INHERIT TRUE;
        GRANT a TO c;
        """,
    ),
}
REFUSED = {
    "CREATE ROLE a PASSWORD 'hunter2'": "a password is a secret",
    "ALTER ROLE a PASSWORD 'hunter2'": "a password is a secret",
    "DROP ROLE a": "DROP ROLE",
    "REVOKE a FROM b": "REVOKE",
    "REVOKE SET ON PARAMETER work_mem FROM a": "REVOKE",
    "GRANT a TO CURRENT_USER": "CURRENT_ROLE, CURRENT_USER and SESSION_USER",
    "ALTER ROLE ALL SET work_mem = '1MB'": "ALTER ROLE ALL",
    "ALTER ROLE a RESET work_mem": "ALTER ROLE ... RESET",
    "ALTER ROLE a SET work_mem FROM CURRENT": "SET ... FROM CURRENT",
    "ALTER GROUP a ADD USER b": "ALTER GROUP",
}


def settings(root, goal, **more):
    shadow = Shadow(provider="embedded", version=18)
    return Settings(root, goal, root / "generated", roles="managed", shadow=shadow, **more)


def written(folder, name, text):
    path = folder / f"{name}.sql"
    path.write_text(text, encoding="utf-8")
    return path


def planned(tmp_path, start, goal):
    one, other = written(tmp_path, "one", start), written(tmp_path, "other", goal)
    return api.plan_between(settings(tmp_path, other), State("one", path=one), State("other", path=other))


@pytest.mark.parametrize("name", STATES)
def test_roles_are_planned_both_ways(tmp_path, name):
    """The way back is proven with each, so one direction and another start see all."""
    one, other = STATES[name]
    there = planned(tmp_path, one, other)
    assert (there.refusals, bool(there.plan), there.proof.ok, there.proof.way_back.ok) == (
        (),
        True,
        True,
        True,
    )
    back = planned(tmp_path, other, one)
    assert (back.refusals, bool(back.plan), back.proof.ok, back.proof.way_back.ok) == ((), True, True, True)


def test_what_refers_to_a_new_role_comes_after_it(tmp_path):
    found = planned(
        tmp_path,
        "CREATE SCHEMA s;",
        """
        CREATE SCHEMA s AUTHORIZATION owner_to_be;
        GRANT USAGE ON SCHEMA s TO reader_to_be;
        CREATE ROLE reader_to_be LOGIN; CREATE ROLE owner_to_be SUPERUSER;
        """,
    )
    assert [s.sql for s in found.plan.statements] == [
        "CREATE ROLE owner_to_be SUPERUSER",
        "CREATE ROLE reader_to_be LOGIN",
        "ALTER SCHEMA s OWNER TO owner_to_be",
        "GRANT USAGE ON SCHEMA s TO reader_to_be",
    ]
    assert [note.message.split(",")[0] for note in found.plan.notes] == [
        "role reader_to_be has LOGIN",
        "role owner_to_be becomes a superuser",
    ]
    assert [str(s.at) for s in found.plan.statements[:2]] == ["other.sql:4:41", "other.sql:4:9"]


def test_what_may_not_be_said_about_roles(tmp_path):
    path = written(tmp_path, "s", ";\n".join(REFUSED))
    with pytest.raises(Problems) as caught:
        files.read(path, tmp_path, roles=True)
    assert [p.message for p in caught.value.problems] == [f"refused: {why}" for why in REFUSED.values()]
    assert "hunter2" not in str(caught.value)


def test_a_role_is_ours_once_the_files_make_it(tmp_path):
    with pytest.raises(Problems) as caught:
        planned(tmp_path, "CREATE SCHEMA s;", "CREATE ROLE a; ALTER ROLE b LOGIN; COMMENT ON ROLE c IS 'x';")
    assert [str(p.message) for p in caught.value.problems] == [
        "role b is not created in desired/, so it is not managed",
        "role c is not created in desired/, so it is not managed",
    ]


def test_nobody_becomes_more_by_what_desired_sql_says(tmp_path):
    """The roles have their attributes where nothing else runs: a DO block that becomes one of them is nobody."""
    with pytest.raises(Problems) as caught:
        planned(
            tmp_path,
            "CREATE SCHEMA s;",
            """
            CREATE ROLE boss SUPERUSER; GRANT pg_execute_server_program TO boss;
            CREATE TABLE t (a text); GRANT ALL ON t TO boss; GRANT USAGE ON SCHEMA public TO boss;
            DO $$ BEGIN SET LOCAL ROLE boss; COPY t FROM PROGRAM 'echo hello'; END $$;
            """,
        )
    assert "permission denied to COPY" in str(caught.value.problems[0])


def test_who_administers_the_server_for_roles_is_not_theirs_to_change(server18):
    """With a setting of his own, a pending migration could make the server load a library."""
    roles = Roles(server18, Managed(), server18.bindir)
    for sql in (
        "ALTER ROLE schemadiff_admin SET session_preload_libraries = '/x.so'",
        "ALTER ROLE CURRENT_USER SET session_preload_libraries = '/x.so'",
        "ALTER ROLE ALL SET session_preload_libraries = '/x.so'",
        f"ALTER ROLE {server18.loader} SUPERUSER",
        "DROP ROLE CURRENT_USER",
    ):
        with pytest.raises(SchemadiffError, match="names none, or one that the throw-away server needs"):
            roles.run("d", sql)
    with pytest.raises(ValueError, match="DROP TABLE"):
        roles.run("d", "DROP TABLE t")


def test_the_roles_of_a_shared_server_are_not_touched(tmp_path, server18):
    one, other = written(tmp_path, "one", "CREATE SCHEMA s;"), written(tmp_path, "other", "CREATE ROLE x_x;")
    shared = replace(
        settings(tmp_path, other), shadow=Shadow(provider="url", url=server18.conninfo("postgres"))
    )
    with pytest.raises(Unavailable) as caught:
        api.plan_between(shared, State("one", path=one), State("other", path=other))
    assert (
        caught.value.message
        == 'roles = "managed" does not work with provider "url": the roles of a server that schemadiff did not start are never changed'
    )
    with psycopg.connect(server18.conninfo("postgres")) as conn:
        assert conn.execute("SELECT FROM pg_roles WHERE rolname = 'x_x'").rowcount == 0


def test_managed_without_the_one_that_connects():
    everybody = Managed(frozenset({"a", "me"}))
    assert everybody.without(frozenset({"me"})) == Managed(frozenset({"a"}))
