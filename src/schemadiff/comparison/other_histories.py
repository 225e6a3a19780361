"""The history tables of other tools in a target, besides the one that counts here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemadiff.comparison.comparison import Comparison
from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools.history_tables import found_in, newest_of, tables
from schemadiff.migration_tools.runners import KNOWN, Runner, Table
from schemadiff.model import Address, Note, Severity
from schemadiff.presets import PRESETS
from schemadiff.scope import Scope
from schemadiff.settings import Settings
from schemadiff.targets import Live


@dataclass(frozen=True)
class Other:
    """One of these history tables."""

    tool: str
    """Empty if no known tool has such a table."""
    table: str
    newest: tuple[str, ...] = ()
    """The versions that were applied last: one, or more if the tool has several heads."""
    failed: tuple[str, ...] = ()
    """Versions that failed or are incomplete, according to the tool."""
    error: str = ""
    """Why its content is not known."""


def others_of(comparison: Comparison) -> Iterator[Other]:
    """Yield the history tables that are found, without the one of the tool that the settings name."""
    settings = comparison.settings
    counted = KNOWN.get(settings.layout)
    platform = PRESETS[settings.preset].schemas - {KNOWN["supabase"].schema}
    with comparison.target.connect() as conn:
        names = sorted({runner.table for runner in KNOWN.values()})
        for table in tables(conn, names):
            own = counted is not None and counted.table == table.name and counted.knows(table)
            if table.schema not in platform and not own:
                yield _look(comparison.target, table)


def written_out(target: Live, settings: Settings) -> Iterator[Note]:
    """Yield notes for other tools' history tables that are treated as part of the schema."""
    scope = Scope.of(settings)
    with target.connect() as conn:
        found = tables(conn, sorted({runner.table for runner in KNOWN.values()}))
    for table in found:
        tool = next(iter(_whose(table)), None)
        if tool and not scope.leaves_out(Address("table", str(table)), table.schema):
            yield Note(
                f"{table} is the history table of {tool}, not a part of the schema",
                Severity.WARNING,
                hint=f'set ignore = ["{table}*"] in schemadiff.toml, and pull again into an empty folder',
            )


def _look(target: Live, table: Table) -> Other:
    runners = _whose(table)
    if not runners:
        by_name = [name for name, runner in KNOWN.items() if runner.table == table.name]
        words = f"it is of a version of {' or '.join(by_name)} that is not known here"
        return Other("", str(table), error=words)
    tool, runner = next(iter(runners.items()))
    try:
        with target.connect() as conn:
            rows = found_in(conn, runner, table)
    except SchemadiffError as error:
        return Other(tool, str(table), error=error.message)
    failed = tuple(str(row["version"]) for row in rows if not row.get("done", True))
    return Other(tool, str(table), newest_of(tool, rows), failed)


def _whose(table: Table) -> Mapping[str, Runner]:
    """Return the tools that have such a table, the one with its schema first."""
    found = {name: r for name, r in KNOWN.items() if r.table == table.name and r.knows(table)}
    return dict(sorted(found.items(), key=lambda pair: pair[1].schema != table.schema))
