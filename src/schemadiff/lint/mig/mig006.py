"""A unique or exclusion constraint is added and its index built under the lock.

What
    ``ADD UNIQUE``, ``ADD PRIMARY KEY``, ``ADD EXCLUDE`` and a new column with one of these, where the index is
    built on the spot. A primary key ``USING INDEX`` over columns that may be NULL reads the table as well.

Why
    Nobody reads or writes the table until the index is built.

Instead
        CREATE UNIQUE INDEX CONCURRENTLY notes_slug_key ON notes (slug);
        ALTER TABLE notes ADD CONSTRAINT notes_slug_key UNIQUE USING INDEX notes_slug_key;

    For a primary key, first make sure of NOT NULL as MIG007 says. For EXCLUDE there is no such way.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import ConstrType

from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, kept_out
from schemadiff.lint.step import KEYS, Step
from schemadiff.model import Finding, Severity, Work

CODE = "MIG006"
NAME = "disallowed-unique-constraint"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX"
NO_WAY = "it cannot be avoided: run it when there is little traffic"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a constraint whose index is built, or whose columns are read, under the lock."""
    if not any(step.constraints(*KEYS)):
        return
    if worked := step.hit(Work.BUILD) or step.hit(Work.SCAN):
        excludes = any(step.constraints(ConstrType.CONSTR_EXCLUSION))
        doing = "building the index" if step.hit(Work.BUILD) else "looking for NULLs in every row"
        message = f"{doing} {kept_out(worked)}"
        yield finding(CODE, change.weight(worked, SEVERITY), step, message, NO_WAY if excludes else INSTEAD)
