"""Rights that are lent for as long as a statement takes, once for all that stand together."""

from __future__ import annotations

from collections.abc import Iterable

from schemadiff.kinds import lends_on
from schemadiff.model import Catalog, Statement


def lent_once(ordered: Iterable[Statement], new: Catalog) -> list[Statement]:
    """The same statements, without what takes a right back for the next one to lend it again."""
    kept: list[Statement] = []
    for statement in ordered:
        if kept and lends_on(kept[-1], statement, new):
            kept.pop()
        else:
            kept.append(statement)
    return kept
