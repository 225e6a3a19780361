"""The TypeScript type of a PostgreSQL type, for values as PostgREST sends them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from schemadiff.types.introspection import Column, Introspection, Relation, Type
from schemadiff.types.typescript.syntax import (
    JSON,
    UNKNOWN,
    Array,
    Member,
    Name,
    TsType,
    Union,
    nullable,
    quoted,
)

Thing = TypeVar("Thing", Type, Relation)
BY_NAME = {
    "bool": Name("boolean"),
    **dict.fromkeys(("int2", "int4", "int8", "float4", "float8", "numeric"), Name("number")),
    **dict.fromkeys(
        (
            "bytea", "bpchar", "varchar", "date", "text", "citext", "time", "timetz", "timestamp", "timestamptz",
            "uuid", "vector", "interval",
        ),
        Name("string"),
    ),
    "json": JSON,
    "jsonb": JSON,
    "void": Name("undefined"),
    "record": Name("Record<string, unknown>"),
}  # fmt: skip
"""By ``typname`` in any schema: citext and vector come from extensions."""


@dataclass(frozen=True)
class Values:
    """Resolves types by name and oid, among those of the database and the relations of the shown schemas."""

    seen: Introspection

    def of(self, name: str, schema: str) -> TsType:
        """The TypeScript type for ``name`` in ``schema``, or else in any schema."""
        if name in BY_NAME:
            return BY_NAME[name]
        if name.startswith("_"):
            return Array(self.of(name[1:], schema))
        return self._defined(name, schema)

    def _defined(self, name: str, schema: str) -> TsType:
        if (enum := _nearest(self._enums.get(name, ()), schema)) is not None:
            if enum.schema in self.seen.schemas:
                return _member(enum, "Enums")
            labels = tuple(Name(quoted(label)) for label in enum.labels)
            return labels[0] if len(labels) == 1 else Union(labels)
        if (composite := _nearest(self._composites.get(name, ()), schema)) is not None:
            return _member(composite, "CompositeTypes") if composite.schema in self.seen.schemas else UNKNOWN
        if (relation := _nearest(self._relations.get(name, ()), schema)) is not None:
            return Name(_member(relation, "Views" if relation.is_view else "Tables").text + '["Row"]')
        return UNKNOWN

    def by_oid(self, oid: int) -> TsType:
        """The type with an oid."""
        found = self.seen.type_by_oid.get(oid)
        return UNKNOWN if found is None else self.of(found.name, found.schema)

    def column(self, column: Column, *, null: bool, optional: bool = False) -> Member:
        """A column as a member of a row."""
        return Member(column.name, nullable(self.of(column.type, column.type_schema), null=null), optional)

    @cached_property
    def _enums(self) -> dict[str, list[Type]]:
        return _by_name(type_ for type_ in self.seen.types if type_.labels)

    @cached_property
    def _composites(self) -> dict[str, list[Type]]:
        return _by_name(type_ for type_ in self.seen.types if type_.attributes)

    @cached_property
    def _relations(self) -> dict[str, list[Relation]]:
        order = {"r": 0, "p": 0, "f": 1, "v": 2, "m": 3}
        found: dict[str, list[Relation]] = {}
        for relation in sorted(self.seen.relations, key=lambda it: order[it.relkind]):
            found.setdefault(relation.name, []).append(relation)
        return found


def _by_name(types: Iterable[Type]) -> dict[str, list[Type]]:
    found: dict[str, list[Type]] = {}
    for type_ in types:
        found.setdefault(type_.name, []).append(type_)
    return found


def _nearest(found: Iterable[Thing], schema: str) -> Thing | None:
    them = list(found)
    return next((it for it in them if it.schema == schema), them[0] if them else None)


def _member(thing: Type | Relation, section: str) -> Name:
    return Name(f'Database[{quoted(thing.schema)}]["{section}"][{quoted(thing.name)}]')
