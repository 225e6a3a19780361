"""Functions as PostgREST calls them: by name and named arguments, which also select the overload."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from schemadiff.types.collation import english
from schemadiff.types.introspection import Argument, Introspection, Relation, Routine, Type
from schemadiff.types.typescript.syntax import (
    Array,
    Both,
    Member,
    Name,
    Object,
    TsType,
    Union,
    nullable,
    quoted,
)
from schemadiff.types.typescript.values import Values

UNNAMED = frozenset({114, 3802, 25})
"""json, jsonb, text: an unnamed argument of these types can receive the whole request body."""
TRUE, FALSE = Name("true"), Name("false")
ADVICE = "Try renaming the parameters or the function itself in the database so function overloading can be resolved"


@dataclass(frozen=True)
class Routines:
    """The functions of the shown schemas."""

    seen: Introspection
    values: Values

    def members(self, schema: str) -> Iterator[Member]:
        """Yield a member for each function name of a schema, with arguments and result."""
        ours = (it for it in self._callables if it.schema == schema)
        for name, overloads in groupby(ours, key=lambda it: it.name):
            same = sorted(overloads, key=lambda it: (english(it.signature), english(it.result)))
            types = [self._signature(it, same) for it in same]
            yield Member(name, types[0] if len(types) == 1 else Union(tuple(types)))

    def computed(self, relation: Relation) -> Iterator[Member]:
        """Yield the computed fields of a relation: functions with its row as their only argument."""
        for routine in self._of_rows.get(relation.oid, ()):
            if routine.schema == relation.schema:
                yield Member(routine.name, nullable(self._returned(routine), null=True))

    @cached_property
    def _callables(self) -> list[Routine]:
        return [it for it in self.seen.routines if self._callable(it)]

    @cached_property
    def _of_rows(self) -> dict[int, list[Routine]]:
        """The functions of one row argument, by the relation."""
        found: dict[int, list[Routine]] = {}
        for routine in self._callables:
            row = self._row_type(routine.inputs[0].type) if len(routine.inputs) == 1 else None
            if row is not None and row.relation is not None:
                found.setdefault(row.relation, []).append(routine)
        return found

    def _callable(self, routine: Routine) -> bool:
        """True if a call can pass the arguments; an unnamed one must be the whole body, or a row."""
        inputs = routine.inputs
        unnamed = [argument for argument in inputs if not argument.name]
        if not unnamed:
            return True
        if all(argument.has_default and argument.type in UNNAMED for argument in unnamed):
            return True
        one = unnamed[0]
        return len(inputs) == 1 and (one.type in UNNAMED or self._row_type(one.type) is not None)

    def _row_type(self, oid: int) -> Type | None:
        """The type, if it is a relation's row type or a composite type."""
        found = self.seen.type_by_oid.get(oid)
        return found if found is not None and found.relation is not None else None

    def _target(self, routine: Routine) -> str | None:
        """The name of the relation or composite type whose rows the result has."""
        if routine.relation is None:
            return None
        if (relation := self.seen.relation_by_oid.get(routine.relation)) is not None:
            return relation.name
        row = self._row_type(routine.returns)
        return row.name if row is not None else None

    def _signature(self, routine: Routine, overloads: Sequence[Routine]) -> Object:
        none = Name("Record<PropertyKey, never>")
        arguments = tuple(
            Member(it.name, self.values.by_oid(it.type), _optional(routine, it)) for it in routine.inputs
        )
        error = self._ambiguous(routine, overloads) or self._takes_unknown_row(routine)
        members = [
            Member("Args", Object(arguments, broken=False) if arguments else none),
            Member("Returns", self._returns(routine, error)),
        ]
        if (options := self._options(routine)) is not None:
            members.append(Member("SetofOptions", options))
        return Object(tuple(members), broken=False)

    def _returns(self, routine: Routine, error: str) -> TsType:
        # postgrest-js returns no array for a single row (ROWS 1) of a known relation.
        many = routine.setof and (routine.rows > 1 or self._target(routine) is None)
        if error:
            message: TsType = Name(quoted(error))
            flag = Object((Member("error", TRUE),), broken=False)
            return Both(flag, Array(message) if many else message)
        returned = self._returned(routine)
        if many and isinstance(returned, Union):
            # postgres-meta prints no parentheses here, so that only the last label is an array.
            return Union((*returned.members[:-1], Array(returned.members[-1])))
        return Array(returned) if many else returned

    def _returned(self, routine: Routine) -> TsType:
        """The type of one row of the result."""
        if columns := [it for it in routine.arguments if it.mode == "t"]:
            return Object(tuple(Member(it.name, self.values.by_oid(it.type)) for it in columns))
        relation = self.seen.relation_by_oid.get(routine.relation or 0)
        if relation is not None and relation.schema == routine.schema:
            return Object(tuple(self.values.column(it, null=it.nullable) for it in relation.columns))
        return self.values.by_oid(routine.returns)

    def _options(self, routine: Routine) -> Object | None:
        """The options that postgrest-js needs to select from the result as from a relation."""
        target = self._target(routine)
        if target is None:
            return None
        row = self._row_type(routine.arguments[0].type) if len(routine.arguments) == 1 else None
        one = not routine.setof or routine.rows <= 1
        return Object(
            (
                Member("from", Name(quoted("*" if row is None else row.format))),
                Member("to", Name(quoted(target))),
                Member("isOneToOne", TRUE if one else FALSE),
                Member("isSetofReturn", TRUE if routine.setof else FALSE),
            )
        )

    def _ambiguous(self, routine: Routine, overloads: Sequence[Routine]) -> str:
        """PostgREST's error message if it cannot choose among overloads; otherwise empty."""
        inputs, name = routine.inputs, f"{routine.schema}.{routine.name}"
        others = [it for it in overloads if it is not routine and len(it.inputs) == 1]
        if not inputs:
            rivals = [it for it in others if not it.inputs[0].name and it.inputs[0].has_default]
            if not rivals:
                return ""
            return _cannot_choose([f"{name}()", f"{name}( => {self._type_name(rivals[0].returns)})"])
        if len(inputs) > 1 or not inputs[0].name:
            return ""
        same = [it.inputs[0] for it in others if it.inputs[0].name == inputs[0].name]
        rivals_of_it = [it for it in same if it.type != inputs[0].type]
        if not rivals_of_it:
            return ""
        all_of_it = sorted([inputs[0], *rivals_of_it], key=lambda it: it.type)
        return _cannot_choose(f"{name}({it.name} => {self._type_name(it.type)})" for it in all_of_it)

    def _takes_unknown_row(self, routine: Routine) -> str:
        """PostgREST's error message for a function of a row that returns no row: it is a field and cannot be called."""
        inputs = routine.inputs
        if len(inputs) != 1 or inputs[0].name or self._row_type(inputs[0].type) is None:
            return ""
        if self._target(routine) is not None:
            return ""
        return (
            f"the function {routine.schema}.{routine.name} with parameter or with a single unnamed json/jsonb "
            "parameter, but no matches were found in the schema cache"
        )

    def _type_name(self, oid: int) -> str:
        found = self.seen.type_by_oid.get(oid)
        return found.name if found is not None else "unknown"


def _optional(routine: Routine, argument: Argument) -> bool:
    """True if postgres-meta considers an argument to have a default.

    It goes by the place among all arguments instead of among the input arguments, which differs if an OUT argument
    precedes an input.
    """
    needed = sum(not it.has_default for it in routine.inputs)
    return needed <= argument.place < len(routine.inputs)


def _cannot_choose(candidates: Iterable[str]) -> str:
    return f"Could not choose the best candidate function between: {', '.join(candidates)}. {ADVICE}"
