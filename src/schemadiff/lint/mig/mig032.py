"""The file begins or ends transactions itself.

What
    ``BEGIN``, ``COMMIT`` and ``ROLLBACK`` in a file that the tool puts into a transaction (``[lint] transaction_per_file``);
    elsewhere a BEGIN inside a transaction, and one that no COMMIT follows.

Why
    BEGIN inside of a transaction does nothing but warn, and the first COMMIT ends the one of the tool: what follows, and
    what the tool notes about the migration, is not undone when something fails.

Instead
    Leave transactions to the tool. In files that schemadiff runs, ``-- schemadiff:unit`` begins a new one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import TransactionStmtKind

from schemadiff.lint.change import Change
from schemadiff.lint.deeds import CONTROLS, SAVEPOINTS
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity

CODE = "MIG032"
NAME = "transaction-control"
SEVERITY = Severity.ERROR
ON = Step
BEGINS = (TransactionStmtKind.TRANS_STMT_BEGIN, TransactionStmtKind.TRANS_STMT_START)


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield what interferes with the transactions of whoever runs the file."""
    if not isinstance(step.node, ast.TransactionStmt) or step.node.kind in SAVEPOINTS:
        return
    word = step.sql.split()[0].upper()
    if change.settings.transaction_per_file or change.managed:
        yield finding(
            CODE,
            SEVERITY,
            step,
            f"{word}: the tool that runs this file begins and ends its transaction",
            "delete it",
        )
        return
    if step.node.kind not in BEGINS:
        return
    other = change.after_it(step, CONTROLS, None)
    if other is None:
        yield finding(
            CODE,
            SEVERITY,
            step,
            f"{word}: no COMMIT follows, so all of it is undone",
            "write COMMIT at the end",
        )
    elif other.node.kind in BEGINS:
        yield finding(CODE, SEVERITY, other, "BEGIN inside of a transaction does nothing", "delete it")
