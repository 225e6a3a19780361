"""Collations (``pg_collation``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, LiteralString

from psycopg.sql import quote

from schemadiff.kinds.aside import renamed
from schemadiff.model import Object

PROVIDERS = {"i": "icu", "c": "libc", "b": "builtin"}
HEAD: LiteralString = """
    SELECT c.oid AS _oid, collowner AS _owner, quote_ident(nspname) AS schema,
           quote_ident(nspname) || '.' || quote_ident(collname) AS identity,
           collprovider::text AS provider, collisdeterministic AS deterministic,
           collcollate::text AS lc_collate, collctype::text AS lc_ctype,
"""
TAIL: LiteralString = """
    FROM pg_collation c JOIN pg_namespace n ON n.oid = collnamespace
    WHERE c.oid >= 16384
"""


@dataclass(frozen=True, kw_only=True)
class Collation(Object):
    """A collation; none of its properties can be altered."""

    provider: str
    deterministic: bool
    lc_collate: str | None
    lc_ctype: str | None
    locale: str | None
    rules: str | None

    kind = "collation"
    catalog = "pg_collation"
    rare = "pg_collation WHERE oid >= 16384"
    rebuildable = True
    query = HEAD + "collcollate AS locale, NULL AS rules" + TAIL
    query_15: ClassVar[LiteralString] = HEAD + "colliculocale AS locale, NULL AS rules" + TAIL
    query_16: ClassVar[LiteralString] = HEAD + "colliculocale AS locale, collicurules AS rules" + TAIL
    query_17: ClassVar[LiteralString] = HEAD + "colllocale AS locale, collicurules AS rules" + TAIL

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: ICU's locale is in collcollate in 14, in colliculocale in 15 and 16, in colllocale since 17."""
        if version >= 170000:
            return cls.query_17
        if version >= 160000:
            return cls.query_16
        return cls.query_15 if version >= 150000 else cls.query

    def create(self) -> Iterator[str]:
        """CREATE COLLATION."""
        options = [f"provider = {PROVIDERS[self.provider]}"]
        if self.provider == "c":
            options += [f"lc_collate = {quote(self.lc_collate)}", f"lc_ctype = {quote(self.lc_ctype)}"]
        else:
            options += [f"locale = {quote(self.locale)}"]
        options += [f"rules = {quote(self.rules)}"] if self.rules else []
        options += [] if self.deterministic else ["deterministic = false"]
        yield f"CREATE COLLATION {self.identity} ({', '.join(options)})"

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """Rename it: a collation orders values and does not change them."""
        return renamed(self)
