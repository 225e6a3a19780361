"""Security labels, with a label provider of the tests' own, as PostgreSQL brings none that works everywhere."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.postgres.pg_dump import dump
from schemadiff.postgres.server import Server, scratch_database
from schemadiff.proof.dump import differences

PROVIDER = """
#include "postgres.h"
#include "fmgr.h"
#include "commands/seclabel.h"
PG_MODULE_MAGIC;
void _PG_init(void);
static void relabel(const ObjectAddress *object, const char *label) {}
void _PG_init(void) { register_label_provider("Dum; my", relabel); }
"""
OBJECTS = """
CREATE SCHEMA s;
CREATE TABLE s."T; t" (a integer, "B; b" text);
CREATE VIEW s.v AS SELECT a FROM s."T; t";
CREATE FUNCTION s.f(integer) RETURNS integer LANGUAGE sql RETURN $1;
CREATE AGGREGATE s.agg(integer) (SFUNC = int4pl, STYPE = integer);
CREATE DOMAIN s.d AS integer;
CREATE SEQUENCE s.q;
CREATE FUNCTION s.e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER e ON login EXECUTE FUNCTION s.e();
CREATE PUBLICATION p;
"""
SOME = """
SECURITY LABEL FOR "Dum; my" ON TABLE s."T; t" IS 'it''s secret';
SECURITY LABEL FOR "Dum; my" ON COLUMN s."T; t".a IS 'kept';
SECURITY LABEL FOR "Dum; my" ON FUNCTION s.f(integer) IS 'f';
SECURITY LABEL FOR "Dum; my" ON EVENT TRIGGER e IS 'e';
"""
OTHERS = """
SECURITY LABEL FOR "Dum; my" ON TABLE s."T; t" IS 'open';
SECURITY LABEL FOR "Dum; my" ON COLUMN s."T; t".a IS 'kept';
SECURITY LABEL FOR "Dum; my" ON COLUMN s."T; t"."B; b" IS 'b';
SECURITY LABEL FOR "Dum; my" ON VIEW s.v IS 'v';
SECURITY LABEL FOR "Dum; my" ON COLUMN s.v.a IS 'column of v';
SECURITY LABEL FOR "Dum; my" ON AGGREGATE s.agg(integer) IS 'agg';
SECURITY LABEL FOR "Dum; my" ON DOMAIN s.d IS 'd';
SECURITY LABEL FOR "Dum; my" ON SEQUENCE s.q IS 'q';
SECURITY LABEL FOR "Dum; my" ON SCHEMA s IS 's';
SECURITY LABEL FOR "Dum; my" ON PUBLICATION p IS 'p';
"""


@pytest.fixture(scope="module")
def provider(server18: Server) -> Iterator[Path]:
    """The library, where the server can read it."""
    compiler = shutil.which("cc")
    assert server18.bindir is not None
    headers = server18.bindir.parent / "include" / "postgresql" / "server"
    if compiler is None or not (headers / "postgres.h").exists():
        pytest.skip("no C compiler, or no headers of PostgreSQL's")
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder, "dummy.c"), Path(folder, "dummy.so")
        source.write_text(PROVIDER, encoding="utf-8")
        subprocess.run(
            [compiler, "-shared", "-fPIC", f"-I{headers}", "-o", library, source],
            check=True,
            capture_output=True,
        )
        Path(folder).chmod(0o755)
        yield library


@contextlib.contextmanager
def labelled(server: Server, provider: Path, text: str) -> Iterator[psycopg.Connection]:
    with scratch_database(server) as name:
        with psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as connection:
            preload = sql.SQL("ALTER DATABASE {} SET session_preload_libraries = {}")
            connection.execute(preload.format(sql.Identifier(name), sql.Literal(str(provider))))
        with psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as connection:
            connection.execute(text.encode())
            yield connection


def dumped(server: Server, connection: psycopg.Connection) -> str:
    assert server.bindir is not None
    return dump(server.conninfo(connection.info.dbname, superuser=True), server.bindir)


@pytest.mark.parametrize(
    ("start", "goal"),
    [
        (OBJECTS, OBJECTS + SOME),
        (OBJECTS + SOME, OBJECTS + OTHERS),
        (OBJECTS + OTHERS, OBJECTS + SOME),
        ("", OBJECTS + OTHERS),
    ],
)
def test_labels_come_and_go(server18, provider, start, goal):
    with labelled(server18, provider, start) as current, labelled(server18, provider, goal) as desired:
        plan = statements(catalog.read(current), catalog.read(desired))
        assert any("SECURITY LABEL" in statement.sql for statement in plan)
        for statement in plan:
            current.execute(statement.sql.encode())
        assert statements(catalog.read(current), catalog.read(desired)) == []
        assert differences(dumped(server18, current), dumped(server18, desired)) == ()
