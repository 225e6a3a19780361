"""A statement that no transaction may hold is put into one.

What
    ``CREATE``, ``DROP`` or ``REINDEX INDEX CONCURRENTLY``, ``DETACH PARTITION ... CONCURRENTLY``, ``VACUUM`` and
    their like, together with other statements, where the tool that runs the file puts it into one transaction
    (``[lint] transaction_per_file``), or between ``BEGIN`` and ``COMMIT``.

Why
    PostgreSQL refuses it (25001), so the migration fails when it is run.

Instead
    A file of its own, and what tells the tool that it wants no transaction. In files that schemadiff runs,
    such a statement gets a unit of its own without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.sql.classify import Runs, runs

CODE = "MIG003"
NAME = "ban-concurrent-in-transaction"
SEVERITY = Severity.ERROR
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a statement that has to be alone and is not."""
    if change.managed or step.alone or runs(step.node) is not Runs.ALONE:
        return
    yield finding(
        CODE,
        SEVERITY,
        step,
        "this cannot run inside a transaction block, but its file runs in one",
        "put it into a file of its own that runs without a transaction",
    )
