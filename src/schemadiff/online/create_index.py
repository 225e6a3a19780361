"""Building an index CONCURRENTLY: it blocks nobody, and takes about twice as long. Partitions get theirs one by one."""

from __future__ import annotations

import re

from schemadiff.kinds.index import Index
from schemadiff.model import Statement
from schemadiff.online import build
from schemadiff.online.strategy import Place, Plain, Safer

CREATE = re.compile(r"CREATE (UNIQUE )?INDEX ")


def safer(statement: Statement, place: Place) -> Safer | Plain | None:
    """Return the same index, built outside of any transaction."""
    index = place.made(statement)
    if not isinstance(index, Index) or not CREATE.match(statement.sql) or not index.valid:
        return None
    if not index.partitioned:
        return Safer(later=((CREATE.sub(r"CREATE \1INDEX CONCURRENTLY ", statement.sql, count=1),),))
    parts = place.parts(index)
    if isinstance(parts, Plain):
        return parts
    every = [part for part in parts if isinstance(part, Index)]
    finish = [sql for part in every if part is not index for sql in part.finish()]
    units = build.index(every, {part.address: part.name for part in every})
    return Safer(later=(*units, *((sql,) for sql in finish)), instead=frozenset(p.address for p in every[1:]))
