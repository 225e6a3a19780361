"""Dropping an index CONCURRENTLY: it waits for the users of the index, and blocks nobody."""

from __future__ import annotations

from schemadiff.kinds.index import Index
from schemadiff.model import Statement, Verb
from schemadiff.online.strategy import Place, Plain, Safer


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return the same drop at the very end, unless something has to wait for it."""
    index = place.before.objects.get(statement.address)
    if not isinstance(index, Index) or statement.verb is not Verb.DROP or index.of is not None:
        return None
    head = f"DROP INDEX {index.identity}"
    if statement.sql != head or index.parent is None or not place.there(index.parent):
        return None
    if why := _hindrance(index, place):
        return Plain(why)
    return Safer(last=((head.replace("INDEX", "INDEX CONCURRENTLY", 1),),))


def _hindrance(index: Index, place: Place) -> str:
    """Return why the index cannot be there until everything else is done, or cannot be dropped then; empty if it can."""
    if index.partitioned:
        return "PostgreSQL has no DROP INDEX CONCURRENTLY for an index of a partitioned table"
    if place.urgent(index):
        return "other statements of the plan have to wait until it is gone"
    if place.taken_over(index) or place.serves_instead(index):
        return "it would become a part of an index of the partitioned table"
    if index.unique and index.table in place.referred:
        return "a foreign key that the plan creates while it is there may choose it, and depend on it"
    return ""
