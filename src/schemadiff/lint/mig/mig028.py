"""Maintenance keeps everybody out.

What
    ``VACUUM FULL``, ``CLUSTER``, ``REINDEX`` and ``REFRESH MATERIALIZED VIEW`` without ``CONCURRENTLY``, ``SET LOGGED`` and
    ``SET UNLOGGED``, another tablespace or access method.

Why
    The table, the index or the view is rewritten, and nobody can use it meanwhile.

Instead
    ``REINDEX CONCURRENTLY``; ``REFRESH MATERIALIZED VIEW CONCURRENTLY``, which needs a unique index on the view; for
    tables, a tool such as pg_repack.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import concurrently, doing, finding, kept_out
from schemadiff.lint.step import Step
from schemadiff.model import Finding, LockMode, Severity, Work

CODE = "MIG028"
NAME = "blocking-maintenance"
SEVERITY = Severity.WARNING
ON = Step
MOVES = (
    AlterTableType.AT_SetAccessMethod,
    AlterTableType.AT_SetLogged,
    AlterTableType.AT_SetTableSpace,
    AlterTableType.AT_SetUnLogged,
)
TOOL = "a tool such as pg_repack does that without blocking other sessions"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield maintenance that others have to wait for."""
    maintains = isinstance(
        step.node, ast.VacuumStmt | ast.ClusterStmt | ast.ReindexStmt | ast.RefreshMatViewStmt
    )
    if not maintains and not any(step.altering(*MOVES)):
        return
    worked = [each for each in step.hit(Work.REWRITE, Work.BUILD) if each.lock is not LockMode.EXCLUSIVE]
    if worked:
        better = isinstance(step.node, ast.ReindexStmt | ast.RefreshMatViewStmt)
        message = f"this {doing(worked)} and {kept_out(worked)}"
        instead = concurrently(step.sql) if better else TOOL
        yield finding(CODE, change.weight(worked, SEVERITY), step, message, instead)
