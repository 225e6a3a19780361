"""An index is dropped CONCURRENTLY: it waits for those who use it, and nobody waits for it."""

from __future__ import annotations

from schemadiff.kinds.index import Index
from schemadiff.model import Statement, Verb
from schemadiff.online.strategy import Place, Safer


def safer(statement: Statement, place: Place) -> Safer | None:
    """The same at the very end, unless something waits for the index to be gone."""
    index = place.before.objects.get(statement.address)
    if not isinstance(index, Index) or statement.verb is not Verb.DROP or index.partitioned:
        return None
    head = f"DROP INDEX {index.identity}"
    if statement.sql != head or index.parent is None or not place.there(index.parent) or place.urgent(index):
        return None
    if index.unique and index.table in place.referred:
        # A foreign key that is made while it is there may choose to rest on it.
        return None
    return Safer(last=((head.replace("INDEX", "INDEX CONCURRENTLY", 1),),))
