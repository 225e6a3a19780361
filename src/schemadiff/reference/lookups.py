"""Look-ups for a reference page: comments, privileges, parts, and the anchor of each object."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from schemadiff.kinds.comment import Comment
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.domain import Domain
from schemadiff.kinds.enum import Enum
from schemadiff.kinds.foreign_table import ForeignTable
from schemadiff.kinds.privilege import Privilege, Rights
from schemadiff.kinds.range import Range
from schemadiff.kinds.routine import Aggregate, Function
from schemadiff.kinds.table import Table
from schemadiff.kinds.view import MaterializedView, View
from schemadiff.model import Address, Catalog, Object
from schemadiff.render.gfm import code, words

Relation = Table | ForeignTable | View | MaterializedView
Value = Enum | Domain | Composite | Range
Routine = Function | Aggregate
RELATIONS = (Table, ForeignTable, View, MaterializedView)
VALUES = (Enum, Domain, Composite, Range)
ROUTINES = (Function, Aggregate)
NAMED = ("type", "table", "view", "materialized view", "foreign table")
"""The object types whose names can be used as types."""
From = TypeVar("From")
To = TypeVar("To")
Kind = TypeVar("Kind", bound=Object)


@dataclass(frozen=True)
class Book:
    """A catalogue with the look-ups of a reference page."""

    catalog: Catalog
    schemas: tuple[str, ...]
    """The schemas on the page, quoted, in their order."""
    files: Mapping[Address, str] = field(default_factory=dict)
    """The file that declares each object, as a path for links on the page; empty for a database."""

    def every(self, *kinds: type[Kind], schema: str | None = None) -> list[Kind]:
        """The objects of some kinds, by name: of one schema, or of all on the page."""
        wanted = self.schemas if schema is None else (schema,)
        found = (obj for obj in self._sorted if isinstance(obj, kinds) and obj.schema in wanted)
        return list(found)

    @property
    def nowhere(self) -> list[Object]:
        """The objects in no schema (extensions, publications, event triggers), parts excluded, by name."""
        return [obj for obj in self._sorted if obj.schema is None and obj.parent is None]

    @cached_property
    def _sorted(self) -> Sequence[Object]:
        return [self.catalog.objects[address] for address in sorted(self.catalog.objects)]

    def parts(self, whole: Address, kind: type[Kind]) -> list[Kind]:
        """The parts of an object that are of a kind, by position, then by name."""
        found = (self.catalog.objects[a] for a in self.catalog.children.get(whole, ()))
        return sorted((part for part in found if isinstance(part, kind)), key=lambda p: (p.place, p.identity))

    def comment(self, address: Address) -> str:
        """The comment on an object; empty if it has none."""
        found = self.catalog.objects.get(Address(Comment.kind, str(address)))
        return words(found.text) if isinstance(found, Comment) else ""

    def granted(self, address: Address) -> Iterator[tuple[str, str]]:
        """Yield the grantees of an object, its owner excluded, with their privileges in words."""
        for privilege in self.parts(address, Privilege):
            if not privilege.owners:
                yield privilege.grantee, ", ".join(_rights(privilege))

    @cached_property
    def referring(self) -> Mapping[str, frozenset[Address]]:
        """The tables with foreign keys to a table, by its name."""
        keys = (obj for obj in self._sorted if isinstance(obj, Constraint) and obj.parent)
        return _grouped((key.references, key.parent) for key in keys if key.references and key.parent)

    @cached_property
    def called(self) -> Mapping[Address, frozenset[Address]]:
        """The functions that each trigger uses: the one it runs, and those in its condition."""
        return _grouped(self._calls())

    @cached_property
    def calling(self) -> Mapping[Address, frozenset[Address]]:
        """The triggers that use each function."""
        return _grouped((function, trigger) for trigger, function in self._calls())

    def _calls(self) -> Iterator[tuple[Address, Address]]:
        for x, y in self.catalog.depends:
            if x.type == "trigger" and y.type == "function":
                yield x, y

    @cached_property
    def anchors(self) -> Mapping[Address, str]:
        """The anchor of each object that has a heading of its own."""
        found: dict[Address, str] = {}
        seen: Counter[str] = Counter()
        for obj in self.every(*RELATIONS, *VALUES, *ROUTINES):
            name = slug(str(obj.address))
            seen[name] += 1
            found[obj.address] = name if seen[name] == 1 else f"{name}-{seen[name]}"
        return found

    def link(self, address: Address, text: str | None = None) -> str:
        """The name of an object, as a link if it is on the page."""
        shown = code(text or address.identity)
        anchor = self.anchors.get(address)
        return f"[{shown}](#{anchor})" if anchor else shown

    def heading(self, obj: Object, text: str) -> str:
        """The heading of an object, with the anchor of links to it."""
        return f'<a id="{self.anchors[obj.address]}"></a>\n\n#### {code(text)}\n'

    def declared(self, obj: Object) -> str:
        """A link to the file that declares an object; empty if it was read from a database."""
        path = self.files.get(obj.address)
        return f"[{code(path.rpartition('/')[2])}](<{path}>)" if path else ""

    def type(self, text: str) -> str:
        """A type, as a link to its explanation if it is on the page; a table's name is its row type."""
        element = text.removesuffix("[]")
        kinds = (kind for kind in NAMED if Address(kind, element) in self.anchors)
        return self.link(Address(next(kinds, "type"), element), text)


def _grouped(pairs: Iterable[tuple[From, To]]) -> Mapping[From, frozenset[To]]:
    found: dict[From, set[To]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def slug(text: str) -> str:
    """A text as an anchor."""
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-")


def own(obj: Object) -> str:
    """The name of an object without its schema, quoted if SQL needs it."""
    return obj.identity.removeprefix(f"{obj.schema}.")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table without empty columns; empty if there are no rows."""
    kept = [n for n in range(len(heads)) if any(row[n] for row in rows)]
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(line[n] for n in kept) + " |\n" for line in lines) if rows else ""


def _rights(privilege: Privilege) -> Iterator[str]:
    yield from _words(privilege.rights)
    by_right: dict[str, list[str]] = {}
    for column, rights in privilege.columns:
        for right in _words(rights):
            by_right.setdefault(right, []).append(code(column))
    for right, columns in by_right.items():
        yield f"{right} ({', '.join(columns)})"


def _words(rights: Rights) -> Iterator[str]:
    for right, grantable in rights:
        yield f"{right} with grant option" if grantable else right
