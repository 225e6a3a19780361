"""Migrations that came too late for a tool that keeps one number: it holds whatever is older for applied, and never runs it.

The number cannot tell them from those that ran. What they make can: the files want it, and nothing of it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadiff.compare import Comparison
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import locate
from schemadiff.desired.splitting import Source
from schemadiff.migrations.file import Migration
from schemadiff.migrations.state import newest_applied
from schemadiff.model import Address, Position
from schemadiff.others.layouts import plain
from schemadiff.others.runners import RUNNERS

HINT = "give it a later version: what is older than that number is never run"


def skipped(comparison: Comparison) -> Iterator[str]:
    """Yield, in words, what the target cannot have seen although its number says so."""
    runner = RUNNERS.get(comparison.settings.layout)
    last = newest_applied(comparison.history) if runner and runner.one_number else None
    here, wanted = comparison.current.objects.keys(), comparison.ours.objects
    missing = [address for address in wanted if address not in here]
    if last is None or not missing:
        return
    # A table is named before its owner and its columns.
    missing.sort(key=lambda address: (wanted[address].parent is not None, address))
    there = [address for address in wanted if address in here]
    for migration in comparison.migrations:
        if migration.version < last.version and (made := _made_in_vain(migration, missing, there)):
            yield (
                f"{migration.path} seems never to have run, for there is no {made}, and {comparison.target.name} "
                f"is at {plain(last.version)}"
            )


def _made_in_vain(
    migration: Migration, missing: Sequence[Address], there: Sequence[Address]
) -> Address | None:
    """The first that a migration makes, where nothing is there of what it makes."""
    statements = [*_statements(migration)]
    found = next(iter(locate(statements, missing)), None)
    return None if locate(statements, there) else found


def _statements(migration: Migration) -> Iterator[SourceStatement]:
    source = Source(migration.path, migration.text)
    for unit in migration.units:
        for each in unit.commands:
            yield SourceStatement(each.sql, Position(migration.path, each.line), each.start, source)
