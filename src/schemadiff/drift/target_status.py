"""The state of one target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemadiff.comparison.other_histories import Other
from schemadiff.comparison.skipped import Skipped
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.state import State, Status
from schemadiff.model import Address


@dataclass(frozen=True)
class TargetStatus:
    """The migrations of a target, and how much it differs from ``desired/`` with the pending ones applied."""

    target: str
    """Its name, without secrets."""
    migrations: tuple[Status, ...]
    """By version."""
    differences: int | None
    """The number of statements that would make it equal ``desired/``; None if it was not compared."""
    obstacle: SchemadiffError | None = None
    """The error that prevented the comparison with the files; None if there was none."""
    apply: str = ""
    """The command that applies the pending migrations."""
    flag: str = ""
    """The flag that makes a command use this target."""
    busy: str = ""
    """Who is running migrations on it at this moment; empty if nobody is."""
    mend: str = ""
    """How to make another tool continue after a failed migration; empty if none has failed."""
    skipped: tuple[Skipped, ...] = ()
    """Migrations that another tool considers applied, but has not run, or may not have run."""
    others: tuple[Other, ...] = ()
    """Histories of other tools in the target."""
    beside: tuple[str, ...] = ()
    """Files that another tool runs besides its migrations, and that were left out of the comparison."""
    unmodelled: tuple[Address, ...] = ()
    """Objects of unknown kinds, which were not compared."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many objects were left out of the comparison, by reason."""

    @property
    def uncompared(self) -> str:
        """Why the target was not compared; empty if it was."""
        return str(self.obstacle or "")

    @property
    def exit_code(self) -> int:
        """The obstacle's exit code; else 1 if a migration is edited, partial or missing, or if objects differ.

        Objects of unknown kinds, which were not compared, count as different.
        """
        wrong = {State.EDITED, State.PARTIAL, State.MISSING}
        if self.obstacle:
            return self.obstacle.exit_code
        unequal = self.differences or self.unmodelled
        return int(bool(unequal) or any(row.state in wrong for row in self.migrations))
