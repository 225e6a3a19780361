"""Privileges on members of extensions are managed where the files name them, the members themselves never."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from majors import newest_embedded
from schemadiff.postgres.server import ensure_roles

SOME = "CREATE EXTENSION vector;\nCREATE TABLE mine (a int);\nCREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;\n"
GRANTED = (
    SOME
    + "REVOKE EXECUTE ON FUNCTION vector_dims(vector), f() FROM PUBLIC;\n"
    + "GRANT EXECUTE ON FUNCTION public.vector_dims(vector) TO reads WITH GRANT OPTION;\n"
    + "GRANT USAGE ON TYPE vector TO writes, CURRENT_USER;\n"
)
STATEMENTS = [
    "REVOKE ALL ON FUNCTION public.f() FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION public.vector_dims(public.vector) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION public.vector_dims(public.vector) TO reads WITH GRANT OPTION",
    "GRANT USAGE ON TYPE public.vector TO writes",
]
ACL = "SELECT array_agg(grantee::regrole::text || ':' || is_grantable) FROM pg_proc, aclexplode(proacl) WHERE grantee <> proowner AND proname = 'vector_dims' AND proargtypes[0] = 'vector'::regtype"


pytestmark = newest_embedded


@pytest.fixture
def boss(project):
    """A project whose target has the extension, made by a superuser, who connects."""
    server = project.server
    ensure_roles(server, ("reads", "writes"))
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute(
            "DO $$ BEGIN CREATE ROLE members_boss LOGIN SUPERUSER; EXCEPTION WHEN duplicate_object THEN END $$"
        )
    boss = replace(project, target=make_conninfo(project.target, user="members_boss"))
    boss.desired(SOME)
    boss.planned()
    return boss


def test_there_and_back(boss):
    boss.desired(GRANTED)
    planned = boss.planned("--format", "json").json
    assert [s["sql"] for unit in planned["plan"]["units"] for s in unit["statements"]] == STATEMENTS
    assert planned["proof"]["way_back"]["ok"]
    assert boss.query(ACL) == [(["reads:true"],)]
    assert "no changes" in boss.ok("plan").out
    assert boss.ok("drift").out.startswith("no drift")
    boss.ok("rollback", "--yes")
    assert boss.query(ACL) == [(["-:false"],)]


def test_who_may_not_grant_is_told(project):
    """PostgreSQL would only warn; nothing of the transaction is done."""
    ensure_roles(project.server, ("reads", "writes"))
    project.execute("CREATE EXTENSION vector SCHEMA public", superuser=True)
    project.execute(SOME.partition(";")[2])
    project.desired(GRANTED)
    project.ok("plan")
    refused = project.run("apply", "--yes")
    assert (refused.code, "no privileges could be revoked" in refused.both) == (3, True)
    assert project.query("SELECT count(*) FROM pg_proc WHERE proname = 'f' AND proacl IS NULL") == [(1,)]


def test_all_in_a_schema_and_what_the_files_do_not_name(boss):
    """ALL FUNCTIONS takes members along; other grants on members are left alone, but for "exact"."""
    boss.execute(
        "GRANT USAGE ON TYPE vector TO reads; GRANT EXECUTE ON FUNCTION vector_dims(vector) TO writes"
    )
    boss.desired(SOME + "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;\n")
    swept = boss.changes()
    assert "REVOKE EXECUTE ON FUNCTION public.vector_dims(public.vector) FROM writes" in swept
    assert len([sql for sql in swept if sql.endswith("FROM PUBLIC")]) > 50
    assert [sql for sql in swept if "TYPE" in sql] == []
    boss.desired(SOME)
    assert boss.changes() == []
    boss.settings('privileges = "exact"')
    assert sorted(boss.changes()) == [
        "REVOKE EXECUTE ON FUNCTION public.vector_dims(public.vector) FROM writes",
        "REVOKE USAGE ON TYPE public.vector FROM reads",
    ]
    boss.ok("pull", "--force")
    text = "".join(path.read_text() for path in (boss.root / "desired").rglob("*.sql"))
    assert "GRANT USAGE ON TYPE public.vector TO reads" in text
    assert "no changes" in boss.ok("plan").out


def test_in_whose_care(boss):
    """ALTER EXTENSION ... ADD and DROP are steps that dumps do not tell of: a difference there is refused by name."""
    boss.execute("ALTER EXTENSION vector ADD TABLE mine")
    said = boss.run("plan")
    assert (said.code, "table public.mine belongs to extension vector on" in " ".join(said.both.split())) == (
        3,
        True,
    )
    boss.execute(
        "ALTER EXTENSION vector DROP TABLE mine; ALTER EXTENSION vector DROP FUNCTION l2_norm(halfvec)"
    )
    said = boss.run("plan")
    assert (said.code, "ADD function public.l2_norm(public.halfvec)" in " ".join(said.both.split())) == (
        3,
        True,
    )
    boss.execute("ALTER EXTENSION vector ADD FUNCTION l2_norm(halfvec)")
    assert "no changes" in boss.ok("plan").out
