"""What clients of the API see of the two ends of a plan, where the settings name a file with their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff import types as client_types
from schemadiff.compare import Comparison
from schemadiff.model import ClientChange

if TYPE_CHECKING:
    from schemadiff.types.introspection import Introspection


def before(comparison: Comparison) -> Introspection | None:
    """What they see of the state that a plan starts from; None if nobody said that there are any.

    To be asked before anything is renamed on the base.
    """
    types = comparison.settings.types
    if not types:
        return None
    if comparison.pending:
        with comparison.workshop.session(comparison.base) as conn:
            return client_types.seen(conn, types.schemas)
    with comparison.target.connect() as conn:
        return client_types.seen(conn, types.schemas)


def changed(comparison: Comparison, start: Introspection | None, database: str) -> tuple[ClientChange, ...]:
    """What a plan changes for them, told from the throw-away database that it has run on; what breaks comes first."""
    if start is None:
        return ()
    with comparison.workshop.session(database) as conn:
        found = client_types.compared(start, client_types.seen(conn, comparison.settings.types.schemas))
        return tuple(sorted(found, key=lambda change: not change.breaks))
