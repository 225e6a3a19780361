"""Extensions (``pg_extension``). Members are the extension's business, never ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemadiff.model import Object


@dataclass(frozen=True, kw_only=True)
class Extension(Object):
    """An extension and the schema that it was put in."""

    into: str
    relocatable: bool = field(compare=False)  # says what is possible, not what is
    # What a server has installed is its platform's decision; the same files must fit all of them.
    version: str = field(compare=False)

    kind = "extension"
    file = "_cluster/extensions.sql"
    catalog = "pg_extension"
    rare = "pg_extension WHERE oid >= 16384"
    query = """
        SELECT e.oid AS _oid, quote_ident(extname) AS identity, quote_ident(nspname) AS into, quote_ident(nspname) AS schema,
               extrelocatable AS relocatable, extversion AS version
        FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace
        WHERE e.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE EXTENSION."""
        # IF NOT EXISTS: only an administrator can make most extensions, so one may have been there before.
        yield f"CREATE EXTENSION IF NOT EXISTS {self.identity} WITH SCHEMA {self.into}"

    def alter(self, old: Object) -> Iterator[str]:
        """Move it; PostgreSQL refuses where the extension is not relocatable, and says so."""
        yield f"ALTER EXTENSION {self.identity} SET SCHEMA {self.into}"

    @property
    def loss(self) -> str:
        """Its tables and types go with it."""
        return f"extension {self.identity} with all that it brought"
