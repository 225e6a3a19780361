"""The history tables of other tools, read as ours is: the migrations that a database has run.

A table that is not as expected here is an error: a guess at what a database has run would be worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.migration_tools.runners import KNOWN, RUNNERS, Runner, Table
from schemadiff.migration_tools.versions import REPEATABLE, version_key
from schemadiff.migrations import history
from schemadiff.migrations.file import Migration
from schemadiff.migrations.session import opened
from schemadiff.model.history import UNKNOWN, How, Row
from schemadiff.settings import Settings
from schemadiff.targets import Live

Found = Mapping[str, Any]
BEFORE: Found = {}
"""The row of a migration that has run only according to a later row."""
TABLES = """
    SELECT n.nspname::text, c.relname::text, array_agg(a.attname::text)
    FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relname = ANY(%s) AND a.attnum > 0 AND NOT a.attisdropped
    GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname
"""


def history_of(target: Live, settings: Settings, migrations: Sequence[Migration]) -> tuple[Row, ...]:
    """Return what a target has run, from the history of the tool that applies its migrations."""
    if settings.layout in RUNNERS:
        return read_rows(target.conninfo, settings.layout, migrations, settings.history_table)
    with target.connect() as conn:
        return history.read(conn)


def read_rows(
    conninfo: str, layout: str, migrations: Sequence[Migration], named: str | None = None
) -> tuple[Row, ...]:
    """Return what the database has run, from the tool's own table, or the one named; empty if it does not exist yet.

    Raises:
        SchemadiffError: the table has an unknown form, or is in another place than expected.
    """
    runner = RUNNERS[layout]
    with opened(conninfo, "status") as conn:
        conn.execute("SET default_transaction_read_only = on")
        table = _table(conn, layout, runner, named)
        if table is None:
            return ()
        if not runner.knows(table):
            raise _unknown(layout, runner, table)
        return tuple(_rows(runner, found_in(conn, runner, table), migrations))


def tables(conn: psycopg.Connection[Any], names: Sequence[str]) -> tuple[Table, ...]:
    """Return the tables with these names, in any schema."""
    rows = conn.execute(TABLES, [list(names)]).fetchall()
    return tuple(Table(schema, name, frozenset(columns)) for schema, name, columns in rows)


def found_in(conn: psycopg.Connection[Any], runner: Runner, table: Table) -> Sequence[Found]:
    """Return the rows of a tool's table, one for each version."""
    query = SQL(runner.query).format(table=Identifier(table.schema, table.name))
    try:
        return conn.cursor(row_factory=psycopg.rows.dict_row).execute(query, []).fetchall()
    except psycopg.Error as error:
        raise SchemadiffError(f"cannot read {table}: {postgres_words(error)}") from error


def newest_of(tool: str, rows: Sequence[Found]) -> tuple[str, ...]:
    """Return the versions that were applied last; of a tool that numbers nothing, its query has found them."""
    applied = [str(row["version"]) for row in rows if row.get("applied", True) and row.get("done", True)]
    if tool not in RUNNERS:
        return tuple(sorted(applied))
    numbered = [version for version in applied if not version.startswith(REPEATABLE)]
    return (max(numbered, key=version_key),) if numbered else ()


def _table(conn: psycopg.Connection[Any], layout: str, runner: Runner, named: str | None) -> Table | None:
    schema, _, name = (named or f"{runner.schema}.{runner.table}").rpartition(".")
    found = tables(conn, [name])
    here = next((table for table in found if table.schema == (schema or "public")), None)
    elsewhere = [table for table in found if runner.knows(table)]
    if here is None and (named or (elsewhere and runner.schema == "public")):
        raise SchemadiffError(
            f"there is no table {schema or 'public'}.{name}, the history table of {layout}"
            + (f", but there is {', '.join(map(str, elsewhere))}" if elsewhere else ""),
            hint='set its name: table = "schema.name" under [migrations]',
        )
    return here


def _rows(runner: Runner, found: Sequence[Found], migrations: Sequence[Migration]) -> Iterator[Row]:
    seen = {_key(row): row for row in found if row.get("applied", True)}
    last = max((key for key, row in seen.items() if row.get("up_to")), default="")
    files = {migration.version: migration for migration in migrations}
    for version in sorted(files.keys() | seen.keys()):
        row, file = seen.get(version), files.get(version)
        if row is None and version < last:
            row = BEFORE
        # Flyway's mark that the database existed before has no file.
        marker = row is not None and row.get("up_to") and str(row.get("name") or "").startswith("<<")
        if row is not None and not (marker and file is None):
            known = _row(runner, version, row, file)
            yield known if file is None else _marked_to_rerun(known, row)


def _key(row: Found) -> str:
    version = str(row["version"])
    return version.replace(" ", "_") if version.startswith(REPEATABLE) else version_key(version)


def _row(runner: Runner, version: str, row: Found, migration: Migration | None) -> Row:
    """Return a row of a tool's table in the form of ours."""
    done, finished = row.get("done", True), row.get("finished") or UNKNOWN
    return Row(
        version=version,
        name=migration.name
        if migration
        else ""
        if version.startswith(REPEATABLE)
        else str(row.get("name") or ""),
        sha256=migration.sha256 if migration and _unedited(runner, row, migration) else "",
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


def _marked_to_rerun(row: Row, found: Found) -> Row:
    """Return the row of a repeatable migration, marked to run again if its file was edited."""
    edited = row.applied and not row.sha256 and row.version.startswith(REPEATABLE)
    return replace(row, how=How.AGAIN, kept=str(found["checksum"])) if edited else row


def ran_as(settings: Settings, row: Row, text: str) -> bool:
    """Return True if the text is the one that the tool ran, according to its checksum."""
    runner = RUNNERS[settings.layout]
    return runner.checksum is not None and row.kept == str(runner.checksum(text))


def _unedited(runner: Runner, row: Found, migration: Migration) -> bool:
    """Return False only if the tool itself stores another checksum."""
    kept = row.get("checksum")
    if kept is None or runner.checksum is None:
        return True
    # For repeatable migrations Flyway computes it over the text with placeholders replaced, for others over the file.
    return kept in {runner.checksum(text) for text in (migration.text, migration.raw or migration.text)}


def _unknown(layout: str, runner: Runner, table: Table) -> SchemadiffError:
    lacking, strange = sorted(runner.columns - table.columns), sorted(runner.strange & table.columns)
    has = f"no column {', '.join(lacking)}" if lacking else f"a column {', '.join(strange)}"
    other = next((name for name, each in KNOWN.items() if each.table == table.name and each.knows(table)), "")
    whose = f"it belongs to {other}" if other else f"it is of a version of {layout} that is not known here"
    return SchemadiffError(
        f"{table} has {has}: {whose}",
        hint=f'is layout = "{layout}" under [migrations] right? If so, {layout} itself says what is applied; '
        "please report it with the table's columns",
    )
