"""Dropping an index CONCURRENTLY: it waits for the users of the index, and blocks nobody."""

from __future__ import annotations

from schemadiff.kinds.index import Index
from schemadiff.model import Statement, Verb
from schemadiff.online.strategy import Place, Safer


def safer(statement: Statement, place: Place) -> Safer | None:
    """Return the same drop at the very end, unless something has to wait for it."""
    index = place.before.objects.get(statement.address)
    if not isinstance(index, Index) or statement.verb is not Verb.DROP or index.partitioned:
        return None
    head = f"DROP INDEX {index.identity}"
    if statement.sql != head or index.parent is None or not place.there(index.parent) or place.urgent(index):
        return None
    if index.of is not None or place.taken_over(index):
        return None
    if index.unique and index.table in place.referred:
        # A foreign key that is created while the index exists may choose it and depend on it.
        return None
    return Safer(last=((head.replace("INDEX", "INDEX CONCURRENTLY", 1),),))
