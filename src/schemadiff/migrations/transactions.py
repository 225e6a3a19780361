"""The statements of a migration file of any tool, and the transactions that the file or the tool puts them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pglast import ast, parser
from pglast.enums import TransactionStmtKind as Kind

from schemadiff.desired.splitting import Source, without_psql
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.foreign import Script
from schemadiff.migrations.split import Command, commands, special, units
from schemadiff.sql.classify import Runs, runs

BEGINS = (Kind.TRANS_STMT_BEGIN, Kind.TRANS_STMT_START)
ENDS = (Kind.TRANS_STMT_COMMIT, Kind.TRANS_STMT_ROLLBACK)
HARMLESS = ("\\restrict", "\\unrestrict")
"""Commands that pg_dump writes for psql, which have no meaning here."""


@dataclass(frozen=True)
class Placed:
    """A statement, and the transaction that it runs in."""

    command: Command
    unit: int
    alone: bool = False
    """True if it runs outside of any transaction."""
    control: bool = False
    """True if it begins or ends a transaction itself."""
    parsed: Any = field(default=None, repr=False, compare=False)

    @cached_property
    def node(self) -> Any:
        """Its syntax tree."""
        return self.parsed if self.parsed is not None else parser.parse_sql(self.command.sql)[0].stmt


def placed(script: Script, *, per_file: bool) -> tuple[Placed, ...]:
    """Return the statements of a file; with ``per_file`` its tool runs it in one transaction, unless it says otherwise.

    Raises:
        SchemadiffError: it is not SQL, with ``path:line``.
    """
    if script.managed:
        return tuple(
            Placed(command, number, alone=not unit.transactional)
            for number, unit in enumerate(units(script.text, script.path))
            for command in unit.commands
        )
    return tuple(_placed(script, whole=per_file and not script.wants_no_transaction))


def _placed(script: Script, *, whole: bool) -> Iterator[Placed]:
    problems: list[SchemadiffError] = []
    text = without_psql(Source(script.path, script.text), script.text, problems)
    for problem in problems:
        if not problem.message.endswith(HARMLESS):
            raise problem
    unit, inside = 0, whole
    for command in commands(text, script.path):
        node = parser.parse_sql(command.sql)[0].stmt if special(command.sql) else None
        if isinstance(node, ast.TransactionStmt) and node.kind in (*BEGINS, *ENDS):
            unit += 1
            inside = whole or node.kind in BEGINS
            yield Placed(command, unit, control=True, parsed=node)
            continue
        if inside:
            yield Placed(command, unit, parsed=node)
            continue
        unit += 1
        yield Placed(command, unit, alone=node is not None and runs(node) is Runs.ALONE, parsed=node)
