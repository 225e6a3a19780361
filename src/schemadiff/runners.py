"""The history tables of other tools, read as ours is: which of their migrations a database has seen.

A table that is not as it is known here is an error: to guess what a database has seen would be worse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, LiteralString

import psycopg

from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.layouts import version_key
from schemadiff.migrations.file import Migration
from schemadiff.migrations.history import Row
from schemadiff.migrations.session import connect

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""When a migration was applied that its tool keeps no time of."""
Found = Mapping[str, Any]


@dataclass(frozen=True)
class Runner:
    """One tool's history table."""

    command: str
    """How the tool applies what is pending."""
    table: str
    columns: frozenset[str]
    """Those that must be there."""
    query: LiteralString
    """Rows with ``version``, and where they are kept ``name``, ``finished``, ``by`` and ``done``."""
    counts: Callable[[str, Sequence[Found]], Found | None] | None = None
    """Which row says that a version is applied, where that is not the row of that version."""


def _up_to(version: str, rows: Sequence[Found]) -> Found | None:
    """One row says how far it got."""
    return next((row for row in rows if version <= version_key(str(row["version"]))), None)


RUNNERS: Mapping[str, Runner] = {
    "supabase": Runner(
        "supabase db push",
        "supabase_migrations.schema_migrations",
        frozenset({"version"}),
        "SELECT version FROM supabase_migrations.schema_migrations",
    ),
    "flyway": Runner(
        "flyway migrate",
        "public.flyway_schema_history",
        frozenset({"version", "description", "installed_by", "installed_on", "success"}),
        "SELECT version, description AS name, installed_on AT TIME ZONE 'UTC' AS finished, installed_by AS by,"
        " success AS done FROM public.flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank",
    ),
    "dbmate": Runner(
        "dbmate up",
        "public.schema_migrations",
        frozenset({"version"}),
        "SELECT version FROM public.schema_migrations",
    ),
    "golang-migrate": Runner(
        "migrate up",
        "public.schema_migrations",
        frozenset({"version", "dirty"}),
        "SELECT version::text, NOT dirty AS done FROM public.schema_migrations",
        _up_to,
    ),
    "sqlx": Runner(
        "sqlx migrate run",
        "public._sqlx_migrations",
        frozenset({"version", "description", "installed_on", "success"}),
        "SELECT version::text, description AS name, installed_on AS finished, success AS done"
        " FROM public._sqlx_migrations",
    ),
    "goose": Runner(
        "goose up",
        "public.goose_db_version",
        frozenset({"version_id", "is_applied", "tstamp"}),
        "SELECT DISTINCT ON (version_id) version_id::text AS version, tstamp AT TIME ZONE 'UTC' AS finished,"
        " is_applied AS applied FROM public.goose_db_version WHERE version_id > 0 ORDER BY version_id, id DESC",
    ),
}
COLUMNS = """
    SELECT attname::text FROM pg_catalog.pg_attribute
    WHERE attrelid = pg_catalog.to_regclass(%s) AND attnum > 0 AND NOT attisdropped
"""


def read_rows(conninfo: str, layout: str, migrations: Sequence[Migration]) -> tuple[Row, ...]:
    """What the database has seen, by the tool's own table; nothing where there is none yet.

    Raises:
        SchemadiffError: the table is not as this version knows it.
    """
    runner = RUNNERS[layout]
    with closing(connect(conninfo, "status")) as conn:
        conn.execute("SET default_transaction_read_only = on")
        try:
            there = {str(name) for (name,) in conn.execute(COLUMNS, [runner.table]).fetchall()}
            if not there:
                return ()
            if lacking := sorted(runner.columns - there):
                raise _unknown(layout, runner, lacking)
            cursor = conn.cursor(row_factory=psycopg.rows.dict_row).execute(runner.query)
            found = cursor.fetchall()
        except psycopg.Error as error:
            raise SchemadiffError(f"cannot read {runner.table}: {postgres_words(error)}") from error
    return tuple(_rows(runner, found, migrations))


def _rows(runner: Runner, found: Sequence[Found], migrations: Sequence[Migration]) -> Iterator[Row]:
    there = [row for row in found if row.get("applied", True)]
    seen = {version_key(str(row["version"])): row for row in there}
    files = {migration.version: migration for migration in migrations}
    for version in sorted(files.keys() | (set() if runner.counts else seen.keys())):
        row = runner.counts(version, there) if runner.counts else seen.get(version)
        if row is not None:
            yield _row(version, row, files.get(version))


def _row(version: str, row: Found, migration: Migration | None) -> Row:
    """As our own table would have it; that a file was edited, the tools find out themselves."""
    done, finished = row.get("done", True), row.get("finished") or UNKNOWN
    return Row(
        version=version,
        name=migration.name if migration else str(row.get("name") or ""),
        sha256=migration.sha256 if migration else "",
        down_sha256=None,
        how="apply",
        started=finished,
        finished=finished if done else None,
        by=str(row.get("by") or ""),
        units=1,
        units_done=int(done),
        running=None if done else 0,
        progress="",
    )


def _unknown(layout: str, runner: Runner, lacking: Sequence[str]) -> SchemadiffError:
    return SchemadiffError(
        f"{runner.table} has no column {', '.join(lacking)}: it is of a version of {layout} that is not known here",
        hint=f'is layout = "{layout}" under [migrations] right? If so, {layout} itself says what is applied; '
        "please report it with the table's columns",
    )
