"""Which rows belong into the partitions that a plan makes or binds anew, in PostgreSQL's words.

``pg_get_partition_constraintdef()`` keeps a lock on what it is asked about until the transaction ends. So it is not
asked about each partition of a target, but about these few, in a database of our own where ``desired/`` is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, LiteralString

import psycopg

from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Catalog

BELONGS: LiteralString = "SELECT pg_catalog.pg_get_partition_constraintdef(pg_catalog.to_regclass(%s))"


def bounded(
    start: Catalog, goal: Catalog, loaded: Callable[[], AbstractContextManager[psycopg.Connection[Any]]]
) -> Catalog:
    """The goal with what the bounds mean that are not there at the start; ``loaded`` is where it can be read."""
    fresh = [*_fresh(start, goal)]
    if not fresh:
        return goal
    with loaded() as conn:
        told = {link.address: replace(link, belongs=_belongs(conn, link)) for link in fresh}
    return replace(goal, objects={**goal.objects, **told})


def _fresh(start: Catalog, goal: Catalog) -> Iterator[Inheritance]:
    """Yield the bounds that rows can stand in the way of: neither where all is new, nor where nothing changes."""
    for address, link in goal.objects.items():
        if not isinstance(link, Inheritance) or not link.bound:
            continue
        if link.above not in start.objects and link.below not in start.objects:
            continue
        old = start.objects.get(address)
        if not isinstance(old, Inheritance) or old.bound != link.bound:
            yield link


def _belongs(conn: psycopg.Connection[Any], link: Inheritance) -> str | None:
    # Each in a transaction of its own: the locks of thousands do not fit in PostgreSQL's table of them.
    with conn.transaction():
        # Names outside of pg_catalog are printed with their schema.
        conn.execute("SET LOCAL search_path = ''")
        row = conn.execute(BELONGS, (link.child,)).fetchone()
    return row[0] if row else None
