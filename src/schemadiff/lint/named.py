"""Resolves names in policies and bodies: relations, functions and schemas by their unquoted names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from schemadiff.kinds.routine import Function
from schemadiff.kinds.schema import Schema
from schemadiff.lint.bodies import body
from schemadiff.model import Address, Catalog
from schemadiff.sql.identity import identity, unquoted

RELATIONS = frozenset({"table", "view", "materialized view", "foreign table", "sequence"})
CALLED = frozenset({"function", "procedure", "aggregate", "type"})
Name = tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """The objects of a catalogue by name."""

    catalog: Catalog

    @cached_property
    def _relations(self) -> Mapping[Name, Address]:
        found = (
            (identity(address), address) for address in self.catalog.objects if address.type in RELATIONS
        )
        return {one.name: address for one, address in found if one}

    def relation(self, node: Any) -> Address | None:
        """The table, view or sequence that a schema-qualified RangeVar names."""
        return self.relation_in(node.schemaname or "", node.relname)

    def relation_in(self, schema: str, name: str) -> Address | None:
        """The table, view or sequence with that name."""
        return self._relations.get((schema, name))

    @cached_property
    def types(self) -> Mapping[str, frozenset[str]]:
        """For each type name, the schemas that have such a type."""
        found: dict[str, set[str]] = {}
        for address in self.catalog.objects:
            if address.type == "type" and (one := identity(address)):
                found.setdefault(one.name[-1], set()).add(one.name[0])
        return {name: frozenset(schemas) for name, schemas in found.items()}

    @cached_property
    def relations(self) -> Mapping[str, frozenset[str]]:
        """For each relation name, the schemas that have such a relation."""
        found: dict[str, set[str]] = {}
        for schema, name in self._relations:
            found.setdefault(name, set()).add(schema)
        return {name: frozenset(schemas) for name, schemas in found.items()}

    @cached_property
    def unqualified(self) -> frozenset[str]:
        """The names of all relations, types and routines, without their schemas."""
        return frozenset(name[-1] for name in (*self._relations, *self.callable)) | self.types.keys()

    @cached_property
    def schemas(self) -> Mapping[str, Schema]:
        """All schemas."""
        return {unquoted(o.identity): o for o in self.catalog.objects.values() if isinstance(o, Schema)}

    @cached_property
    def functions(self) -> Mapping[Name, tuple[Function, ...]]:
        """All functions and procedures by schema and name: overloads together."""
        found: dict[Name, list[Function]] = {}
        for obj in self.catalog.objects.values():
            if isinstance(obj, Function) and (one := identity(obj.address)):
                found.setdefault(one.name, []).append(obj)
        return {name: tuple(them) for name, them in found.items()}

    @cached_property
    def callable(self) -> frozenset[Name]:
        """The names that can be called, by schema and name: functions, aggregates, and types, as casts."""
        found = (identity(address) for address in self.catalog.objects if address.type in CALLED)
        return frozenset(one.name for one in found if one)

    @cached_property
    def callers(self) -> Mapping[Name, Function]:
        """For each name that bodies call, a function that calls it with its caller's privileges."""
        every = (function for them in self.functions.values() for function in them)
        asking = ((function, body(function)) for function in every if not function.security_definer)
        return {name: function for function, found in asking if found for name in found.calls}

    @cached_property
    def function_names(self) -> frozenset[str]:
        """The names of the functions without schemas."""
        return frozenset(name[-1] for name in self.functions)

    def functions_called(self, name: Name, path: Sequence[str] = ()) -> tuple[Function, ...]:
        """The functions that a call may refer to; a name without schema is searched along the path."""
        names = [name] if name[1:] else [(schema, *name) for schema in path]
        return next((found for one in names if (found := self.functions.get(one))), ())
