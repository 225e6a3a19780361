"""An index is built CONCURRENTLY: nobody waits, and it takes about twice as long."""

from __future__ import annotations

import re

from schemadiff.kinds.index import Index
from schemadiff.model import Statement
from schemadiff.online.strategy import Place, Safer

_CREATE = re.compile(r"CREATE (UNIQUE )?INDEX ")


def safer(statement: Statement, place: Place) -> Safer | None:
    """The same index, outside of any transaction."""
    if not isinstance(place.made(statement), Index) or not _CREATE.match(statement.sql):
        return None
    return Safer(later=((_CREATE.sub(r"CREATE \1INDEX CONCURRENTLY ", statement.sql, count=1),),))
