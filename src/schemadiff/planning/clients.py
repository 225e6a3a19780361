"""What clients of the API see before and after a plan, where the settings name a file with their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff import types as client_types
from schemadiff.comparison.comparison import Comparison
from schemadiff.model import ClientChange

if TYPE_CHECKING:
    from schemadiff.types.introspection import Introspection


def before(comparison: Comparison) -> Introspection | None:
    """Return what clients see of the state that the plan starts from; None if the settings name no types.

    Must be called before any rename runs on the base.
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
    """Return how the plan changes what clients see, breaking changes first.

    ``database`` is the throw-away database that the plan has run on.
    """
    if start is None:
        return ()
    with comparison.workshop.session(database) as conn:
        found = client_types.compared(start, client_types.seen(conn, comparison.settings.types.schemas))
        return tuple(sorted(found, key=lambda change: not change.breaks))
