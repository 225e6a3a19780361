"""A constraint was never checked against the rows that are there.

What
    A constraint of a table or a domain that is NOT VALID, on PostgreSQL 18 also NOT NULL; with
    ``--live`` also one that is only so in the database.

Why
    It holds for new rows alone: the old ones may say anything, so the planner does not count on it, and
    neither can anybody else. NOT VALID is the first of two steps, and the second is easily forgotten.

Instead
        ALTER TABLE notes VALIDATE CONSTRAINT notes_author_fkey;

    That reads the table without keeping anybody from writing. One that was added just now is validated in the
    next migration.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.domain import DomainConstraint
from schemadiff.lint.observed import LiveConstraint
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Object, Severity

CODE = "CON010"
NAME = "constraint-not-valid"
SEVERITY = Severity.WARNING
ON = Constraint | DomainConstraint | Column | LiveConstraint
Thing = Constraint | DomainConstraint | Column | LiveConstraint


def check(obj: Thing, schema: Subject) -> Iterator[Finding]:
    """Yield the constraint if old rows need not obey it."""
    if isinstance(obj, LiveConstraint):
        yield from _live(obj, schema)
        return
    for what, instead in _not_valid(obj):
        yield Finding(
            CODE,
            SEVERITY,
            f"{what} is not valid: older rows may violate it",
            obj.address,
            schema.place(obj),
            instead,
            safe=True,
        )


def _live(obj: LiveConstraint, schema: Subject) -> Iterator[Finding]:
    wanted = schema.whole.objects.get(obj.address)
    if wanted and any(_not_valid(wanted)):
        return  # said of what desired/ declares
    at = schema.at.get(obj.address)
    instead = f"ALTER TABLE {obj.table} VALIDATE CONSTRAINT {obj.name};"
    message = f"{obj.address} of the database is not valid: older rows may violate it"
    yield Finding(CODE, SEVERITY, message, obj.address, at, instead)


def _not_valid(obj: Object) -> Iterator[tuple[str, str]]:
    match obj:
        case Constraint() if obj.definition.endswith(" NOT VALID") and not obj.inherited_from:
            yield str(obj.address), f"ALTER TABLE {obj.table} VALIDATE CONSTRAINT {obj.name};"
        case DomainConstraint(validated=False):
            yield str(obj.address), f"ALTER DOMAIN {obj.domain} VALIDATE CONSTRAINT {obj.name};"
        case Column(not_null=True, not_null_valid=False) if not obj.inherited_from:
            what = f"NOT NULL of {obj.identity}"
            yield what, f"ALTER TABLE {obj.table} VALIDATE CONSTRAINT {obj.not_null_name};"
