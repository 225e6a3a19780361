"""Throw-away databases on servers that are not ours: ``[shadow] provider = "url"`` and ``"target"``."""

from __future__ import annotations

import pytest

from schemadiff.postgres.server import ensure_roles
from schemadiff.roles.alias import Alias

SCHEMA = """
create schema s;
create table s.t (id int primary key);
create view s.v as select id from s.t;
grant select on s.t to reads;
alter default privileges in schema s grant select on tables to reads;
alter table s.t owner to current_user;
create policy p on s.t to current_user using (true);
"""


@pytest.fixture(params=["superuser by url", "target"])
def shared(project, request):
    """A project whose throw-away databases are on the target's own server."""
    ensure_roles(project.server, ("reads",))
    superuser = project.server.conninfo("postgres", superuser=True)
    how = f'provider = "url"\nurl = "{superuser}"' if "url" in request.param else 'provider = "target"'
    project.settings(f"[shadow]\n{how}\n")
    return project


def databases(project):
    return {name for (name,) in project.query("SELECT datname FROM pg_database")}


def roles(project):
    return {name for (name,) in project.query("SELECT rolname FROM pg_roles")}


def test_a_round_that_leaves_nothing(shared):
    before = databases(shared), roles(shared)
    shared.desired(SCHEMA)
    planned = shared.planned("--second-opinion")
    assert "schemadiff_" not in shared.text(".sql").replace("schemadiff_history", "")
    assert "proven on a clone" in " ".join(planned.out.split())
    assert "no changes" in shared.ok("plan").out
    shared.desired(SCHEMA.replace("id int", "id bigint") + "create table s.u (id int);")
    shared.planned()
    assert "no changes" in shared.ok("plan").out
    shared.ok("rollback", "--yes", "--allow-data-loss")
    assert (databases(shared), roles(shared)) == before


def test_sql_for_the_role_is_said_to_the_loader():
    alias = Alias("app", "schemadiff_0a1b2c3d")
    assert alias.spoken("GRANT SELECT ON app.app TO app, other") == (
        'GRANT SELECT ON app.app TO "schemadiff_0a1b2c3d", other'
    )
    assert alias.spoken('ALTER TABLE "pö" OWNER TO "app"; COMMENT ON TABLE app IS \'app\'') == (
        'ALTER TABLE "pö" OWNER TO "schemadiff_0a1b2c3d"; COMMENT ON TABLE app IS \'app\''
    )
    assert alias.spoken("GRANT app TO") == "GRANT app TO"
    assert Alias("app", "app").spoken("GRANT a TO app") == "GRANT a TO app"
    assert alias.read('"schemadiff_0a1b2c3d"') == alias.read("schemadiff_0a1b2c3d") == "app"
    assert Alias("user", "x").quoted == '"user"'
