"""Merges temporary grants: a privilege that consecutive statements need is granted once for all of them."""

from __future__ import annotations

from collections.abc import Iterable

from schemadiff.kinds import lends_on
from schemadiff.model import Catalog, Statement


def lent_once(ordered: Iterable[Statement], new: Catalog) -> list[Statement]:
    """The statements without each REVOKE that the GRANT of the same privilege follows at once, and that GRANT."""
    kept: list[Statement] = []
    for statement in ordered:
        if kept and lends_on(kept[-1], statement, new):
            kept.pop()
        else:
            kept.append(statement)
    return kept
