"""The tools that apply migrations: their commands, and what their history tables look like, with an entry for each."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import LiteralString

from schemadiff.errors import UsageError
from schemadiff.migration_tools.versions import plain
from schemadiff.migrations.state import Status, late
from schemadiff.model.history import Row
from schemadiff.settings import Settings


@dataclass(frozen=True)
class Table:
    """A table with the name of a tool's history."""

    schema: str
    name: str
    columns: frozenset[str]

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class Runner:
    """One tool's history table."""

    command: str
    """The command by which the tool applies what is pending."""
    schema: str
    table: str
    columns: frozenset[str]
    """Columns that must exist."""
    query: LiteralString
    """Selects from ``{table}`` the column ``version``, and, as far as the tool stores them, ``name``, ``finished``,
    ``by``, ``done``, ``checksum``, ``applied`` (false for what was rolled back) and ``up_to`` (true if all before it
    has run).
    """
    mend: str = ""
    """The command by which the tool continues after a failed migration, once its leftovers are removed; empty if none."""
    late: str = ""
    """The option of ``command`` that also runs migrations older than applied ones; empty if it always does."""
    one_number: bool = False
    """True if it only stores the version that ran last, and takes every older one for applied."""
    strange: frozenset[str] = frozenset()
    """Columns that show that a table of this name is another tool's."""
    checksum: Callable[[str], object] | None = None
    """The tool's checksum of a file's text; None if it has none."""
    undo: str = ""
    """The command by which the tool undoes the migration that it applied last; empty if it has none that keeps the rows."""

    def mending(self, rows: Sequence[Row]) -> str:
        """Return how to continue after failed migrations; empty if none has failed."""
        failed = ", ".join(replace(row, version=plain(row.version)).title for row in rows if row.partial)
        return (
            f"{failed} failed: remove what it left behind, then {self.mend}" if failed and self.mend else ""
        )

    def knows(self, table: Table) -> bool:
        """Return True if the table has the form that this tool gives it."""
        return self.columns <= table.columns and not self.strange & table.columns


def crc32_of_lines(text: str) -> int:
    r"""Return Flyway's checksum: Java's CRC32, as a signed integer, over the lines without their ends.

    >>> crc32_of_lines("create table a (x int);\r\n")
    1179048090
    """
    found = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"):
        found = zlib.crc32(line.encode(), found)
    return found - (1 << 32) if found >> 31 else found


RUNNERS: Mapping[str, Runner] = {
    "supabase": Runner(
        "supabase db push",
        "supabase_migrations",
        "schema_migrations",
        frozenset({"version"}),
        "SELECT version FROM {table}",
        late="--include-all",
        strange=frozenset({"dirty", "inserted_at"}),
    ),
    "flyway": Runner(
        "flyway migrate",
        "public",
        "flyway_schema_history",
        frozenset({"version", "description", "type", "checksum", "installed_by", "installed_on", "success"}),
        "SELECT DISTINCT ON (coalesce(version, 'R__' || description))"
        " coalesce(version, 'R__' || description) AS version, description AS name,"
        " installed_on AT TIME ZONE 'UTC' AS finished, installed_by AS by, success AS done, checksum,"
        " type NOT IN ('DELETE', 'UNDO_SQL') AND type NOT LIKE 'UNDO%%' AS applied,"
        " type LIKE '%%BASELINE' AS up_to FROM {table}"
        " WHERE version IS NOT NULL OR description NOT LIKE '<< %%' ORDER BY 1, installed_rank DESC",
        "flyway repair",
        "-outOfOrder=true",
        checksum=crc32_of_lines,
        undo="flyway undo (in its paid editions only)",
    ),
    "dbmate": Runner(
        "dbmate up",
        "public",
        "schema_migrations",
        frozenset({"version"}),
        "SELECT version FROM {table}",
        strange=frozenset({"dirty", "inserted_at", "statements"}),
        undo="dbmate rollback",
    ),
    "golang-migrate": Runner(
        "migrate up",
        "public",
        "schema_migrations",
        frozenset({"version", "dirty"}),
        "SELECT version::text, NOT dirty AS done, true AS up_to FROM {table} WHERE version >= 0",
        "migrate force with the version before it",
        one_number=True,
        undo="migrate down 1",
    ),
    "sqlx": Runner(
        "sqlx migrate run",
        "public",
        "_sqlx_migrations",
        frozenset({"version", "description", "installed_on", "success", "checksum"}),
        "SELECT version::text, description AS name, installed_on AS finished, success AS done, checksum FROM {table}",
        "DELETE FROM _sqlx_migrations WHERE NOT success",
        checksum=lambda text: hashlib.sha384(text.encode()).digest(),
        undo="sqlx migrate revert",
    ),
    "goose": Runner(
        "goose up",
        "public",
        "goose_db_version",
        frozenset({"version_id", "is_applied", "tstamp"}),
        "SELECT DISTINCT ON (version_id) version_id::text AS version, tstamp AT TIME ZONE 'UTC' AS finished,"
        " is_applied AS applied FROM {table} WHERE version_id > 0 ORDER BY version_id, id DESC",
        late="-allow-missing",
        undo="goose down",
    ),
    "sql-migrate": Runner(
        "sql-migrate up",
        "public",
        "gorp_migrations",
        frozenset({"id", "applied_at"}),
        "SELECT substring(id from '^[0-9]+') AS version, applied_at AS finished FROM {table} WHERE id ~ '^[0-9]'",
        undo="sql-migrate down -limit=1",
    ),
    "node-pg-migrate": Runner(
        "node-pg-migrate up --no-single-transaction",
        "public",
        "pgmigrations",
        frozenset({"id", "name", "run_on"}),
        "SELECT substring(name from '^[0-9]+') AS version, run_on AT TIME ZONE 'UTC' AS finished FROM {table}"
        " WHERE name ~ '^[0-9]'",
        late="--no-check-order",
        undo="node-pg-migrate down",
    ),
}
KNOWN: Mapping[str, Runner] = {
    **RUNNERS,
    "alembic": Runner(
        "alembic upgrade head",
        "public",
        "alembic_version",
        frozenset({"version_num"}),
        "SELECT version_num AS version FROM {table}",
    ),
    "django": Runner(
        "python manage.py migrate",
        "public",
        "django_migrations",
        frozenset({"id", "app", "name", "applied"}),
        "SELECT app || '.' || name AS version FROM {table} ORDER BY id DESC LIMIT 1",
    ),
    "drizzle": Runner(
        "drizzle-kit migrate",
        "drizzle",
        "__drizzle_migrations",
        frozenset({"id", "hash", "created_at"}),
        "SELECT created_at::text AS version FROM {table} ORDER BY created_at DESC LIMIT 1",
    ),
    "knex": Runner(
        "knex migrate:latest",
        "public",
        "knex_migrations",
        frozenset({"id", "name", "batch", "migration_time"}),
        "SELECT name AS version FROM {table} ORDER BY id DESC LIMIT 1",
    ),
    "liquibase": Runner(
        "liquibase update",
        "public",
        "databasechangelog",
        frozenset({"id", "author", "filename", "dateexecuted", "orderexecuted", "md5sum"}),
        "SELECT filename || '::' || id || '::' || author AS version FROM {table}"
        " ORDER BY dateexecuted DESC, orderexecuted DESC LIMIT 1",
    ),
    "prisma": Runner(
        "prisma migrate deploy",
        "public",
        "_prisma_migrations",
        frozenset({"migration_name", "started_at", "finished_at", "rolled_back_at", "checksum"}),
        "SELECT migration_name AS version, finished_at IS NOT NULL AS done FROM {table}"
        " WHERE rolled_back_at IS NULL AND (finished_at IS NULL OR migration_name = (SELECT max(migration_name)"
        " FROM {table} WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL))",
    ),
}
"""These, and tools whose migrations schemadiff does not write; of theirs only what is newest or has failed is read."""


def applying(settings: Settings, found: Sequence[Status], target: str) -> str:
    """Return the command that applies what is pending."""
    runner, ours = RUNNERS.get(settings.layout), f"schemadiff apply{settings.flag(target)}"
    command, flag = (runner.command, runner.late) if runner else (ours, "--out-of-order")
    return f"{command} {flag}".rstrip() if late(found) else command


def refuse_others(settings: Settings, *, undo: bool = False) -> None:
    """Refuse to run migrations, or to undo one, if another tool keeps the history.

    Raises:
        UsageError: another tool keeps it.
    """
    if runner := RUNNERS.get(settings.layout):
        hint = f"apply with it: {runner.command}"
        if undo:
            back = f"take the change back in {settings.desired.name}/, and plan the next migration"
            hint = (
                f"roll back with it: {runner.undo}"
                if runner.undo
                else f"it has no rollback that keeps the rows: {back}"
            )
        raise UsageError(
            f"{settings.migrations} is written for {settings.layout}, which applies it and keeps its own history",
            hint=hint,
        )
