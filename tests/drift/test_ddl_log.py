"""Nobody can use the log of schema changes to act as the role that installed it."""

from __future__ import annotations

import psycopg
import pytest

from applying import FIRST, migration, query, run
from schemadiff.drift.ddl_log import REMOVE, script
from schemadiff.migrations.apply import apply
from schemadiff.postgres.server import scratch_database

TRAPS = (
    "CREATE TABLE schemadiff.log (by text, application text, tag text, type text, identity text)",
    "CREATE FUNCTION schemadiff.note_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
)


@pytest.fixture
def database18(server18):
    with scratch_database(server18) as name:
        yield name


def test_a_log_in_a_schema_of_somebody_else(server18, database18):
    admin, theirs = server18.conninfo(database18, superuser=True), server18.conninfo(database18)
    apply(theirs, [migration(FIRST, "CREATE TABLE a ()")])
    for trap in TRAPS:
        run(theirs, trap)
        with pytest.raises(psycopg.errors.RaiseException, match="belongs to role postgres, who could have"):
            run(admin, script())
        run(theirs, "DROP TABLE IF EXISTS schemadiff.log; DROP FUNCTION IF EXISTS schemadiff.note_ddl()")
    run(admin, script())
    for replacing in (
        "DROP TABLE schemadiff.log",
        "DROP FUNCTION schemadiff.note_ddl() CASCADE",
        "DROP SCHEMA schemadiff CASCADE",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run(theirs, replacing)
    # Who kept the history there goes on, and is logged.
    apply(theirs, [migration(FIRST, "CREATE TABLE a ()"), migration("20260101000001", "CREATE TABLE b ()")])
    run(theirs, "CREATE TABLE c ()")
    assert query(admin, "SELECT by, tag, identity FROM schemadiff.log WHERE identity LIKE 'public.%' ORDER BY id") == [
        ("postgres", "CREATE TABLE", "public.b"), ("postgres", "CREATE TABLE", "public.c")
    ]  # fmt: skip
    run(admin, REMOVE)
