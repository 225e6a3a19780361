"""Published schemas of other projects, version by version, through the whole round.

Adopted from their migrations, marked on a database that has run them, changed, planned, applied; then somebody
changes the database by hand, drift says exactly that, and pull takes it over.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from material import Package, migrations

from majors import ASKED
from schemadiff.migration_tools.scripts import fill, read
from schemadiff.migrations.split import commands


@dataclass(frozen=True)
class Schema:
    """What is known of one of them."""

    package: Package
    table: str
    """The table that is changed."""
    prepare: Callable[[Path, Path], None]
    """Lays its migrations into the folder db of a project."""
    placeholders: tuple[str, ...] = ()


def plain(source: Path, db: Path) -> None:
    shutil.copytree(source, db)


def in_its_schema(source: Path, db: Path) -> None:
    """The worker makes the schema itself, before its first migration."""
    plain(source, db)
    (db / "000000.sql").write_text("create schema :GRAPHILE_WORKER_SCHEMA;\n")


def by_alembic(source: Path, db: Path) -> None:
    """As SQL, which Alembic prints; no server of the tests has uuid-ossp, so its function is stood in for."""
    ini = db.parent / "alembic.ini"
    ini.write_text(f"[alembic]\nscript_location = {source}\nsqlalchemy.url = postgresql://\n")
    command = [sys.executable, "-B", "-m", "alembic", "-c", str(ini), "upgrade", "head", "--sql"]
    script = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    extension = 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";'
    assert extension in script
    stand_in = "CREATE FUNCTION uuid_generate_v4() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';"
    db.mkdir()
    (db / "all.sql").write_text(script.replace(extension, stand_in))


def one_file(*names: str) -> Callable[[Path, Path], None]:
    """All of it in one file: what the packages of Debian have, where each version adds to what was there."""

    def laid(source: Path, db: Path) -> None:
        db.mkdir()
        with (db / "all.sql").open("wb") as out:
            for name in names:
                content = (source / name).read_bytes()
                out.write(gzip.decompress(content) if name.endswith(".gz") else content)

    return laid


SCHEMAS = {
    "procrastinate": Schema(
        Package(
            "procrastinate",
            "3.10.0",
            "949ad25b4377c30e03a9d0e053d15dfa47ef02b3f12ae8a7f3254686183c152c",
            "procrastinate/sql/migrations",
        ),
        "public.procrastinate_jobs",
        plain,
    ),
    "graphile-worker": Schema(
        Package(
            "graphile-worker",
            "0.17.3",
            "e856732cba70f43083a2254dd79e5a659be80c2429bf922e6fa2acf78e6e52ea",
            "package/sql",
            "npm",
        ),
        "graphile_worker._private_jobs",
        in_its_schema,
        ("GRAPHILE_WORKER_SCHEMA=graphile_worker",),
    ),
    "dbos": Schema(
        Package(
            "dbos",
            "0.26.1",
            "ae10572c61266e99b388b2e9c11d1b04124a63865b5e4bbcb6650cf54aac55cc",
            "dbos/_migrations",
        ),
        "dbos.workflow_status",
        by_alembic,
    ),
    "litellm": Schema(
        Package(
            "litellm-proxy-extras",
            "0.4.110",
            "2a488653b7e5eb97e7a2c84fb67818dfbdbd1d799cd61832f1b5d151c229e907",
            "litellm_proxy_extras/migrations",
        ),
        'public."LiteLLM_TeamTable"',
        plain,
    ),
    "kea": Schema(
        Package(
            "kea-admin",
            "2.2.0-6",
            "a9ef980b40e94a4ca2cb2fc2e5193750a7dcdb73569caae799e3b4793dec069b",
            "usr/share/kea/scripts/pgsql",
            "apt-get",
        ),
        "public.lease4",
        one_file("dhcpdb_create.pgsql"),
    ),
    "zabbix": Schema(
        Package(
            "zabbix-server-pgsql",
            "1:6.0.14+dfsg-1+b1",
            "22409d687e33f64eb70ad52269f570ddb26c2844da0e252cfe15e5a9111a0efa",
            "usr/share/zabbix-server-pgsql",
            "apt-get",
        ),
        "public.hosts",
        one_file("schema.sql.gz"),
    ),
    "tt-rss": Schema(
        Package(
            "tt-rss",
            "21~git20210204.b4cbc79+dfsg-1.2",
            "bb3f779b1711d7f6af9e1c1abb5145747fe90a5a7756d799ab60bb1caf29eb01",
            "usr/share/tt-rss/schema",
            "apt-get",
        ),
        "public.ttrss_feeds",
        one_file("ttrss_schema_pgsql.sql"),
    ),
    "icinga": Schema(
        Package(
            "icinga2-ido-pgsql",
            "2.13.6-2+deb12u2",
            "d113caecb55d7e377a359f3a289c50c0f4c9bf917a9da64bccc2512982201892",
            "usr/share/icinga2-ido-pgsql/schema",
            "apt-get",
        ),
        "public.icinga_hosts",
        one_file("pgsql.sql"),
    ),
    "powerdns": Schema(
        Package(
            "pdns-backend-pgsql",
            "4.7.3-2",
            "6aea02c29e943e99b6c9d7f87b54f12c3409b19f0634241f57ba9606b4c12cdb",
            "usr/share/pdns-backend-pgsql/schema",
            "apt-get",
        ),
        "public.domains",
        one_file("schema.pgsql.sql"),
    ),
    "ejabberd": Schema(
        Package(
            "ejabberd",
            "23.01-1",
            "74c3dc01851b6c4956f65e825a9197abbb2d511cade4a5c08e8bad6f81f58b72",
            "usr/share/ejabberd/sql",
            "apt-get",
        ),
        "public.archive",
        one_file("pg.new.sql"),
    ),
    "sql-ledger": Schema(
        Package(
            "sql-ledger",
            "3.2.6-1",
            "620a3c15e70e0bce2739b3b6567c7808b7a5ea14800a4e1f6aed646c471125e4",
            "usr/share/sql-ledger/sql",
            "apt-get",
        ),
        "public.invoice",
        one_file("Pg-tables.sql", "Pg-indices.sql"),
    ),
}
LARGE = {
    "litellm": "two hundred migrations",
    "kea": "55 tables with a hundred functions",
    "zabbix": "173 tables",
    "icinga": "60 tables",
    "ejabberd": "40 tables",
    "sql-ledger": "67 tables",
    "tt-rss": "32 tables",
    "dbos": "migrations of many versions",
}
"""What takes longer than the others."""


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_whole_round(project18, name):
    if name in LARGE and not ASKED:
        pytest.skip(f"{LARGE[name]}: only where versions are asked for by name")
    project, schema = project18, SCHEMAS[name]
    adopted(project, schema)
    # What the team has is what its database is.
    run_on_the_target(project, schema)
    url, project.target = project.target, None
    project.ok("plan", "--from", "EMPTY", "--to", "desired", "--out", str(project.root / "generated"))
    assert project.ok("check").out == "generated/ and desired/ agree\n"
    project.target = url
    project.ok("apply", "--mark-applied", "all", "--yes")
    assert project.ok("drift").out.startswith("no drift: ")
    # A line more in the files.
    file = file_of(project, schema)
    file.write_text(
        file.read_text().replace(f"{schema.table} (\n", f"{schema.table} (\n    noted_at timestamptz,\n", 1)
    )
    project.ok("plan", "--name", "noted")
    assert f"ALTER TABLE {schema.table} ADD COLUMN noted_at timestamp with time zone;" in project.text(".sql")
    assert "equals desired/" in project.ok("apply", "--yes").out
    assert project.ok("drift").out.startswith("no drift: ")
    # Somebody at night.
    index = index_of(project, schema)
    project.execute(f"alter table {schema.table} add by_hand int; drop index {index}")
    found = project.run("drift", "--format", "json").json
    assert [(m["type"], m["identity"], m["how"]) for m in found["moved"]] == [
        ("index", index, "missing in the database"),
        ("table column", f"{schema.table}.by_hand", "only in the database"),
    ]
    back, along = ([s["sql"].split(" USING ")[0] for s in found[way]] for way in ("back", "along"))
    assert sorted(along) == [f"ALTER TABLE {schema.table} ADD COLUMN by_hand integer", f"DROP INDEX {index}"]
    assert f"ALTER TABLE {schema.table} DROP COLUMN by_hand" in back
    assert [sql.replace("UNIQUE ", "").startswith("CREATE INDEX") for sql in back].count(True) == 1
    project.ok("pull", "--force")
    assert "by_hand" in file.read_text()
    assert project.ok("drift").out.startswith("no drift: ")


def adopted(project, schema):
    """``desired/`` from its migrations."""
    schema.prepare(migrations(schema.package), project.root / "db")
    (project.root / "schemadiff.toml").unlink()
    target, project.target = project.target, None
    values = [word for placeholder in schema.placeholders for word in ("--placeholder", placeholder)]
    project.ok("init", "--from-migrations", "db", *values)
    project.target = target


def run_on_the_target(project, schema):
    """Its migrations, as the team's tool has run them."""
    layout, scripts = read(project.root / "db", project.root)
    values = dict(word.split("=") for word in schema.placeholders)
    with psycopg.connect(project.target, autocommit=True) as conn:
        for script in fill(layout, scripts, values):
            alone = re.search(r"(?i)\b(?:CONCURRENTLY|COMMIT)\b", script.text)
            with nullcontext() if alone else conn.transaction():
                for command in commands(script.text, script.path):
                    conn.execute(command.sql.encode())
    project.execute("drop table if exists alembic_version")


def file_of(project, schema):
    """The file of ``desired/`` that makes the table."""
    start = f"CREATE TABLE {schema.table} (\n"
    return next(p for p in (project.root / "desired").rglob("*.sql") if f"\n{start}" in f"\n{p.read_text()}")


def index_of(project, schema):
    """An index of the table that no constraint needs."""
    ((index,),) = project.query(
        "select (pg_identify_object('pg_class'::regclass, indexrelid, 0)).identity from pg_index"
        f" where indrelid = '{schema.table}'::regclass and not exists (select from pg_constraint"
        " where conindid = indexrelid) order by 1 limit 1"
    )
    return index
