"""How an old object frees its name for its replacement while columns full of data still use the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemadiff.model import Object
from schemadiff.sql.sparenames import spare_name

IN_KEY = (
    "{table} is partitioned by {name}, and PostgreSQL cannot change a column of a partition key: in a "
    "migration of your own, detach its partitions, change their columns, recreate {table}, and attach them "
    "again"
)
"""Why a partition key column cannot get another type."""


def set_aside(old: Object) -> str:
    """Return a deterministic temporary name for ``old`` that needs no quotes."""
    return spare_name("replaced", old.identity)


def renamed(old: Object) -> tuple[Sequence[str], str]:
    """Return the rename that frees the name of ``old``, and the DROP of the renamed object.

    ``ALTER TYPE app.mood RENAME TO replaced_...``, and later ``DROP TYPE app.replaced_...``.
    """
    name, kind = set_aside(old), old.kind.upper()
    return [f"ALTER {kind} {old.identity} RENAME TO {name}"], f"DROP {kind} {old.schema}.{name}"


@dataclass(frozen=True, kw_only=True)
class ReadAsText(Object):
    """A type whose values are converted through text: an enum, a domain."""

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """Return the rename if ``new`` is such a type, too."""
        return self.make_room() if isinstance(new, ReadAsText) else None

    def make_room(self) -> tuple[Sequence[str], str]:
        """Return the rename that frees its name, and the DROP of what was renamed."""
        return renamed(self)
