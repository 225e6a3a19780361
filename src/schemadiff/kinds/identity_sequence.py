"""The sequences of identity columns (``pg_depend``): what they count is the column's, what is said of them is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemadiff.model import MustReplace, Name, Object


@dataclass(frozen=True, kw_only=True)
class IdentitySequence(Object):
    """A sequence that comes and goes with an identity column; grants and comments hang on it."""

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
        """The column has the name."""
        yield from ()

    def twin(self) -> tuple[str, ...] | None:
        """An identity column has one, whatever it is called."""
        return ("identity", str(self.parent))

    def inline_in(self, host: Object) -> bool:
        """With its column, wherever that is made."""
        return True

    def inline(self, parts: Sequence[Object]) -> None:
        """The column says it."""

    def finish(self) -> Iterator[str]:
        """Nothing is left over."""
        yield from ()

    def create(self) -> Iterator[str]:
        """The column's."""
        yield from ()

    def alter(self, old: Object) -> Iterator[str]:
        """The column's; another kind of sequence cannot become one."""
        if not isinstance(old, IdentitySequence):
            raise MustReplace
        yield from ()

    def drop(self) -> Iterator[str]:
        """The column's."""
        yield from ()
