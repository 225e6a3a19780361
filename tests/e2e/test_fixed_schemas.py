"""Extensions whose control file fixes their schema: PostgreSQL makes it, if it is not named and not there.

The server is the embedded one with two more extensions in its folder: one that wants a superuser, and pgmq as it is
outside of what its documentation calls queues, which wants none.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from projects import Project
from psycopg.conninfo import make_conninfo

from schemadiff.postgres import embedded
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import scratch_database

CONTROL = "default_version = '1.0'\nrelocatable = false\n"
EXTENSIONS = {
    "topo": (
        "schema = topology\n",
        "CREATE TABLE topology.layers (id int); GRANT USAGE ON SCHEMA topology TO PUBLIC;",
    ),
    "pgmq": (
        "schema = pgmq\nsuperuser = false\n",
        """
        CREATE TABLE pgmq.meta (queue_name varchar UNIQUE NOT NULL);
        CREATE FUNCTION pgmq.create(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
            EXECUTE format('CREATE TABLE pgmq.%I (msg_id bigint PRIMARY KEY)', 'q_' || name);
            INSERT INTO pgmq.meta VALUES (name);
        END $$;
        GRANT USAGE ON SCHEMA pgmq TO pg_monitor;
        ALTER DEFAULT PRIVILEGES IN SCHEMA pgmq GRANT SELECT ON TABLES TO pg_monitor;
        """,
    ),
    "crony": ("schema = pg_catalog\n", "CREATE SCHEMA cron; CREATE TABLE cron.job (id int);"),
}
SETTINGS = f'[shadow]\nprovider = "local"\nextensions = {sorted(EXTENSIONS)}\n'
TABLE = "CREATE TABLE public.t (id int PRIMARY KEY);"
SAID = {
    "silent": "CREATE EXTENSION topo; CREATE EXTENSION pgmq; CREATE EXTENSION crony;",
    "named": "CREATE EXTENSION topo WITH SCHEMA topology; CREATE EXTENSION pgmq WITH SCHEMA pgmq;"
    "CREATE EXTENSION crony WITH SCHEMA pg_catalog;",
    "made": "CREATE SCHEMA topology; CREATE SCHEMA pgmq; CREATE EXTENSION topo; CREATE EXTENSION pgmq WITH SCHEMA pgmq;"
    "CREATE EXTENSION crony;",
}


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        # Where PostgreSQL runs as somebody else, that one must get here.
        Path(name).chmod(0o755)
        binaries = next(found for found in embedded.installations() if found.major == 18)
        prefix = Path(shutil.copytree(binaries.bindir.parent, Path(name) / "wheel/pg"))
        # They look for their libraries beside the package.
        for libraries in binaries.bindir.parents[2].glob("*.libs"):
            (Path(name) / libraries.name).symlink_to(libraries)
        (folder,) = (path.parent for path in prefix.rglob("plpgsql.control"))
        for extension, (control, script) in EXTENSIONS.items():
            (folder / f"{extension}.control").write_text(CONTROL + control)
            (folder / f"{extension}--1.0.sql").write_text(script)
        patch.setenv("SCHEMADIFF_LOCAL_BINDIRS", str(prefix / "bin"))
        with throwaway(Wanted(provider="local", major=18, extensions=frozenset(EXTENSIONS))) as found:
            yield found


@pytest.fixture
def project(server, tmp_path):
    with scratch_database(server) as name:
        made = Project(tmp_path / "project", server.conninfo(name), server)
        made.settings(SETTINGS)
        yield made


def test_pull(project):
    """The extension alone is written where it makes the schema, and the files are what they were taken from."""
    project.execute(f"CREATE SCHEMA topology; CREATE EXTENSION pgmq; SELECT pgmq.create('jobs'); {TABLE}")
    project.execute("CREATE EXTENSION topo; CREATE EXTENSION crony", superuser=True)
    assert "2 objects made by pgmq" in project.ok("pull").out
    text = (project.root / "desired/_cluster/extensions.sql").read_text()
    assert list(filter(None, text.splitlines())) == [
        f"CREATE EXTENSION IF NOT EXISTS {name};" for name in ("crony", "pgmq", "topo")
    ]
    assert (project.root / "desired/topology/schema.sql").read_text() == "CREATE SCHEMA topology;\n"
    assert not (project.root / "desired/pgmq").exists()
    assert project.ok("drift").out.startswith("no drift")


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_plan(project, said):
    """However it is said, the plan makes the schemas with the extensions, is proven, and leads back."""
    project.desired(said + TABLE)
    planned = project.ok("plan", "--format", "json").json
    statements = [s["sql"] for unit in planned["plan"]["units"] for s in unit["statements"]]
    assert planned["proof"]["way_back"]["ok"]
    assert sorted(statement for statement in statements if "TABLE" not in statement) == [
        "CREATE EXTENSION IF NOT EXISTS crony",
        "CREATE EXTENSION IF NOT EXISTS pgmq",
        "CREATE EXTENSION IF NOT EXISTS topo",
        "CREATE SCHEMA IF NOT EXISTS pgmq",
        "CREATE SCHEMA IF NOT EXISTS topology",
    ]


def test_what_the_script_granted_on_the_schema(project):
    """REVOKE is planned, from nothing and from what is there; what the files do not say again is granted again; pull writes it."""
    with psycopg.connect(project.server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute("DROP ROLE IF EXISTS schemas_boss; CREATE ROLE schemas_boss LOGIN SUPERUSER")
    project = replace(project, target=make_conninfo(project.target, user="schemas_boss"))
    project.settings(SETTINGS)
    revoked = SAID["silent"] + TABLE + "REVOKE ALL ON SCHEMA topology FROM PUBLIC;"
    more = "GRANT USAGE, CREATE ON SCHEMA pgmq TO pg_monitor; GRANT USAGE ON SCHEMA pgmq TO PUBLIC;"
    assert "REVOKE USAGE ON SCHEMA topology FROM PUBLIC" in _changes(project, revoked)
    assert _changes(project, revoked) == set()
    assert _changes(project, revoked + more) == {
        "GRANT CREATE ON SCHEMA pgmq TO pg_monitor",
        "GRANT USAGE ON SCHEMA pgmq TO PUBLIC",
    }
    for path in (project.root / "desired").rglob("*.sql"):
        path.unlink()
    project.ok("pull")
    assert {
        line
        for path in (project.root / "desired").rglob("*.sql")
        for line in path.read_text().splitlines()
        if "ON SCHEMA" in line
    } == {
        "REVOKE USAGE ON SCHEMA topology FROM PUBLIC;",
    }
    assert project.ok("drift").out.startswith("no drift")
    for path in (project.root / "desired").rglob("*.sql"):
        path.unlink()
    project.settings(SETTINGS.replace("[shadow]", 'privileges = "exact"\n[shadow]'))
    assert _changes(project, SAID["silent"] + TABLE) == {"GRANT USAGE ON SCHEMA topology TO PUBLIC"}


def _changes(project, desired):
    """The statements of a plan that is proven there and back, and applied."""
    project.desired(desired)
    planned = project.planned("--format", "json").json
    units = planned["plan"]["units"]
    assert not units or planned["proof"]["way_back"]["ok"]
    return {each["sql"] for unit in units for each in unit["statements"]}
