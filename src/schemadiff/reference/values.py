"""Types on a reference page, with their values."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.composite import Composite
from schemadiff.kinds.domain import Domain, DomainConstraint
from schemadiff.kinds.enum import Enum
from schemadiff.kinds.range import Range
from schemadiff.reference.lookups import Book, Value, own, table
from schemadiff.render.gfm import code
from schemadiff.sql.identity import unquoted


def value(book: Book, of: Value) -> Iterator[str]:
    """Yield the blocks about a type."""
    yield book.heading(of, own(of))
    said = book.comment(of.address)
    what = " · ".join(filter(None, [_what(book, of), book.declared(of)]))
    yield what + (f"<br>{said}" if said else "") + "\n"
    if isinstance(of, Enum):
        yield ", ".join(map(code, of.labels)) + "\n"
    if isinstance(of, Composite):
        rows = [
            (code(unquoted(name)), book.type(data_type))
            for name, data_type in zip(of.names, of.types, strict=True)
        ]
        yield table(("Attribute", "Type"), rows)
    if isinstance(of, Domain):
        checks = book.parts(of.address, DomainConstraint)
        yield table(
            ("Constraint", "Definition", "Description"),
            [(code(unquoted(c.name)), code(c.definition), book.comment(c.address)) for c in checks],
        )


def _what(book: Book, of: Value) -> str:
    match of:
        case Enum():
            return "Enum"
        case Domain():
            default = f", {code(of.default)} where nothing is said" if of.default is not None else ""
            return f"Domain over {book.type(of.base)}{', not null' if of.not_null else ''}{default}"
        case Range():
            return f"Range of {book.type(of.subtype)}"
    return "Composite type"
