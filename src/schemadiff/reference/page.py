"""A schema as one Markdown page for people: an overview, a diagram, and a section for each object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadiff.errors import SchemadiffError
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.owner import Owner
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.schema import Schema
from schemadiff.model import MustReplace, Object
from schemadiff.reference.book import (
    RELATIONS,
    ROUTINES,
    VALUES,
    Book,
    Relation,
    Routine,
    Value,
    counted,
    listed,
    own,
    slug,
    table,
)
from schemadiff.reference.picture import picture
from schemadiff.reference.relations import relation
from schemadiff.reference.routines import bare, routine
from schemadiff.reference.values import value
from schemadiff.render.gfm import code, fenced

MADE = "<!-- Written by `schemadiff docs`: change the schema, and write this page anew. -->"
PLACED = (*RELATIONS, *VALUES, *ROUTINES, Schema)
FACTS = (Comment, Owner, Privilege)


def page(book: Book) -> str:
    """The whole page."""
    return "\n".join(block for block in _blocks(book) if block)


def _blocks(book: Book) -> Iterator[str]:
    yield f"{MADE}\n\n# Database schema\n"
    yield _summary(book)
    schemas = [s for s in book.every(Schema) if s.identity in book.schemas]
    for schema in schemas:
        yield from _schema(book, schema)
    yield from _rest(book)


def _summary(book: Book) -> str:
    """The numbers of objects, with links to the schemas."""
    counts = (
        (len(book.every(*RELATIONS)), "table", "tables and views"),
        (len(book.every(*VALUES)), "type", "types"),
        (len(book.every(*ROUTINES)), "function", "functions"),
    )
    found = [counted(*each) for each in counts if each[0]]
    links = [f"[{code(name)}](#{_anchor(name)})" for name in book.schemas]
    return f"{listed(found) or 'Nothing'} in {listed(links)}.\n" if links else "Nothing.\n"


def _schema(book: Book, of: Schema) -> Iterator[str]:
    name = of.identity
    grants = [f"{code(grantee)} ({rights})" for grantee, rights in book.granted(of.address)]
    said = book.said(of.address)
    yield f'<a id="{_anchor(name)}"></a>\n\n## Schema {code(name)}\n'
    yield f"**{code(name)}**: {said}\n" if said else ""
    yield f"May be used by {listed(grants)}.\n" if grants else ""
    yield picture(book, name)
    # Tables first.
    found: list[Relation] = book.every(*RELATIONS, schema=name)
    relations = sorted(found, key=lambda of: (RELATIONS.index(type(of)), of.identity))
    if relations:
        yield "### Tables and views\n"
        yield _overview(book, relations, [own(of) for of in relations])
        for each in relations:
            yield from relation(book, each)
    values: list[Value] = book.every(*VALUES, schema=name)
    if values:
        yield "### Types\n"
        for each_value in values:
            yield from value(book, each_value)
    routines: list[Routine] = sorted(book.every(*ROUTINES, schema=name), key=lambda of: of.identity)
    if routines:
        yield "### Functions\n"
        yield _overview(book, routines, [bare(of) for of in routines])
        for called in routines:
            yield from routine(book, called)


def _overview(book: Book, objects: Sequence[Relation | Routine], names: Sequence[str]) -> str:
    """A table of names and comments, or only the names on one line if nothing has a comment."""
    links = [book.link(of.address, name) for of, name in zip(objects, names, strict=True)]
    said = [book.said(of.address) for of in objects]
    if not any(said):
        return " · ".join(links) + "\n"
    return table(("Name", "Description"), [*zip(links, said, strict=True)])


def _anchor(schema: str) -> str:
    return "schema-" + slug(schema)


def _rest(book: Book) -> Iterator[str]:
    """Yield the SQL of objects that have no section of their own."""
    others = [
        obj for obj in book.every(Object) if obj.parent is None and not isinstance(obj, (*PLACED, *FACTS))
    ]
    nowhere = [obj for obj in book.nowhere if not isinstance(obj, (*PLACED, *FACTS))]
    if not (others or nowhere):
        return
    yield "## Everything else\n"
    yield fenced("\n".join(_made(obj) for obj in [*others, *nowhere]), "sql")


def _made(obj: Object) -> str:
    try:
        return "".join(f"{sql};" for sql in obj.create()) or f"-- {obj.address}"
    except (MustReplace, SchemadiffError):
        return f"-- {obj.address}"
