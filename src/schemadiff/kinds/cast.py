"""Casts (``pg_cast``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemadiff.model import Object

CONTEXT = {"e": "", "a": " AS ASSIGNMENT", "i": " AS IMPLICIT"}


@dataclass(frozen=True, kw_only=True)
class Cast(Object):
    """A cast from one type to another; its identity names both."""

    method: str
    """f (a function), i (input and output functions) or b (the bytes are the same)."""
    function: str | None
    context: str

    kind = "cast"
    catalog = "pg_cast"
    rare = "pg_cast WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT c.oid AS _oid, identity, castmethod::text AS method, castcontext::text AS context,
               CASE WHEN castfunc <> 0 THEN castfunc::regprocedure::text END AS function
        FROM pg_cast c, pg_identify_object('pg_cast'::regclass, c.oid, 0)
        WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_cast'::regclass AND objid = c.oid AND deptype = 'i')
              AND c.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE CAST."""
        how = {"f": f"WITH FUNCTION {self.function}", "i": "WITH INOUT", "b": "WITHOUT FUNCTION"}[self.method]
        yield f"CREATE CAST {self.identity} {how}{CONTEXT[self.context]}"
