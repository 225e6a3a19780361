"""Extensions (``pg_extension``). Their members are not managed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from psycopg.sql import quote

from schemadiff.model import Object


@dataclass(frozen=True, kw_only=True)
class Extension(Object):
    """An extension and its schema."""

    into: str
    relocatable: bool = field(compare=False)  # what is possible is no part of the state
    # The installed version is up to the server's platform, unless the files name one.
    version: str = field(compare=False)
    pinned: str | None = None
    """The version, if the files name one."""
    fixed: bool = field(default=False, compare=False)  # from the control file, not the state
    """True if its control file fixes the schema, which CREATE EXTENSION creates where it is missing unless told SCHEMA."""
    silent: bool = field(default=False, compare=False)  # its comment is an object of its own
    """True if it has no comment although its control file has one, which CREATE EXTENSION takes over."""

    kind = "extension"
    file = "_cluster/extensions.sql"
    catalog = "pg_extension"
    rare = "pg_extension WHERE oid >= 16384"
    query = """
        SELECT e.oid AS _oid, quote_ident(extname) AS identity, quote_ident(nspname) AS into, quote_ident(nspname) AS schema,
               extrelocatable AS relocatable, extversion AS version,
               EXISTS (SELECT FROM pg_available_extension_versions v
                       WHERE v.name = extname AND v.version = extversion AND v.schema = nspname) AS fixed,
               obj_description(e.oid, 'pg_extension') IS NULL AND EXISTS (
                   SELECT FROM pg_available_extensions a WHERE a.name = extname AND a.comment IS NOT NULL) AS silent
        FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace
        WHERE e.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE EXTENSION."""
        # IF NOT EXISTS: only an administrator can create most extensions, so it may be there already.
        version = f" VERSION {quote(self.pinned)}" if self.pinned else ""
        place = "" if self.fixed else f" SCHEMA {self.into}"
        words = f" WITH{place}{version}" if place or version else ""
        yield f"CREATE EXTENSION IF NOT EXISTS {self.identity}{words}"
        if self.silent:
            yield f"COMMENT ON EXTENSION {self.identity} IS NULL"

    def alter(self, old: Object) -> Iterator[str]:
        """Move it to another schema and update its version; if PostgreSQL cannot, its error says so."""
        assert isinstance(old, Extension)
        if self.into != old.into:
            yield f"ALTER EXTENSION {self.identity} SET SCHEMA {self.into}"
        if self.pinned and self.pinned != old.pinned:
            yield f"ALTER EXTENSION {self.identity} UPDATE TO {quote(self.pinned)}"

    def moved_to(self, new: Object) -> Extension | None:
        """Return it in the schema of ``new``, with its members, if it is relocatable."""
        if not isinstance(new, Extension) or not self.relocatable or self.into == new.into:
            return None
        return replace(self, into=new.into, schema=new.schema)

    @property
    def loss(self) -> str:
        """All that the extension created."""
        return f"extension {self.identity} with all its objects"
