"""The sequences of identity columns (``pg_depend``): options belong to the column, privileges and comments to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemadiff.model import MustReplace, Name, Object


@dataclass(frozen=True, kw_only=True)
class IdentitySequence(Object):
    """A sequence that comes and goes with an identity column; privileges and comments refer to it."""

    kind = "sequence"
    catalog = "pg_class"
    rare = "pg_sequence"
    inlines = True
    implicit = True
    query = """
        SELECT c.oid AS _oid, refobjid AS _parent, refobjsubid AS _parent_subid,
               quote_ident(nspname) || '.' || quote_ident(relname) AS identity
        FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = relnamespace
             JOIN pg_depend ON objid = seqrelid AND deptype = 'i'
                  AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
        WHERE c.oid >= 16384 AND relpersistence <> 't'
    """

    def occupies(self) -> Iterator[Name]:
        """Yield nothing: the column occupies the name."""
        yield from ()

    def twin(self) -> tuple[str, ...] | None:
        """Return the column, which identifies it under any name: an identity column has one sequence."""
        return ("identity", str(self.parent))

    def inline_in(self, host: Object) -> bool:
        """Return True: it is created with its column."""
        return True

    def inline(self, parts: Sequence[Object]) -> None:
        """Return None: the definition of the column says it."""

    def finish(self) -> Iterator[str]:
        """Yield nothing: no statement is left."""
        yield from ()

    def create(self) -> Iterator[str]:
        """Yield nothing: the column creates it."""
        yield from ()

    def alter(self, old: Object) -> Iterator[str]:
        """Yield nothing, as the column alters it; raise MustReplace for a sequence that was not an identity's."""
        if not isinstance(old, IdentitySequence):
            raise MustReplace
        yield from ()

    def drop(self) -> Iterator[str]:
        """Yield nothing: it is dropped with the column."""
        yield from ()
