"""A migration for the rules of the MIG family: its statements, and the state before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import UnionType
from typing import Any

from pglast import ast
from pglast.enums import VariableSetKind

from schemadiff.desired.files import SourceStatement
from schemadiff.kinds.column import Column
from schemadiff.kinds.table import Table
from schemadiff.lint.step import Step, made, told
from schemadiff.model import Address, Affected, Catalog, Severity
from schemadiff.settings.lint import Lint
from schemadiff.sql.identity import unquoted
from schemadiff.sql.relations import Name, named

RELATIONS = ("table", "view", "materialized view", "foreign table", "sequence", "index")
TIMEOUTS = ("lock_timeout", "statement_timeout")


@dataclass(frozen=True)
class Change:
    """A migration, and the catalogue before it. No rule queries a server."""

    steps: tuple[Step, ...]
    settings: Lint
    before: Catalog
    """The catalogue before the migration's first statement."""
    statements: Sequence[SourceStatement] = ()
    """Used for the comments in the migration's files."""
    managed: bool = False
    """True if schemadiff runs the migration: it sets timeouts, splits units, and cleans up after interruptions."""

    def every(self, kind: type[Any] | UnionType) -> tuple[Any, ...]:
        """The statements if ``kind`` is Step; otherwise nothing."""
        return self.steps if kind is Step else ()

    def above(self, address: Address) -> Iterator[Address]:
        """Yield the object's parent, the parent's parent, and so on."""
        obj = self.before.objects.get(address)
        if obj is not None and obj.parent is not None:
            yield obj.parent
            yield from self.above(obj.parent)

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {id(step): number for number, step in enumerate(self.steps)}

    def number(self, step: Step) -> int:
        """The index of a statement, from 0."""
        return self._numbers[id(step)]

    def earlier(self, step: Step) -> Iterator[Step]:
        """Yield the earlier statements in the same transaction, nearest first."""
        if step.alone:
            return
        for other in reversed(self.steps[: self.number(step)]):
            if other.unit != step.unit:
                return
            yield other

    @cached_property
    def drops(self) -> tuple[Step, ...]:
        """The DROP statements."""
        return tuple(s for s in self.steps if "drop" in s.sql.lower() and isinstance(s.node, ast.DropStmt))

    def later(self, step: Step) -> Iterator[Step]:
        """Yield all later statements."""
        yield from self.steps[self.number(step) + 1 :]

    @cached_property
    def made(self) -> Mapping[str, list[tuple[int, Name]]]:
        """The relations that the migration creates, by name, each with the index of its statement."""
        found: dict[str, list[tuple[int, Name]]] = {}
        for number, step in enumerate(self.steps):
            if "create" in step.sql.lower():
                for name in made(step.node):
                    found.setdefault(name.name, []).append((number, name))
        return found

    def maker(self, name: Name, step: Step) -> Step | None:
        """The statement before ``step`` that created the relation."""
        for number, other in self.made.get(name.name, ()):
            if number < self.number(step) and (not name.schema or other.schema in (None, name.schema)):
                return self.steps[number]
        return None

    def is_new(self, step: Step) -> bool:
        """True if this migration created all relations that the statement acts on."""
        names = list(named(step.node))
        return bool(names) and all(self.maker(name, step) for name in names)

    @cached_property
    def _relations(self) -> Mapping[str, list[tuple[str, Address]]]:
        """The relations in ``before`` by name, each with its schema."""
        found: dict[str, list[tuple[str, Address]]] = {}
        for address, obj in self.before.objects.items():
            if address.type in RELATIONS and obj.schema:
                name = unquoted(address.identity[len(obj.schema) + 1 :])
                found.setdefault(name, []).append((unquoted(obj.schema), address))
        return found

    def relation(self, step: Step) -> Address | None:
        """The relation in ``before`` that the statement acts on; if its name has no schema, the one that it locked."""
        for name in named(step.node):
            same = self._relations.get(name.name, [])
            found = [address for schema, address in same if name.schema in (None, schema)]
            locked = {each.relation for each in step.effects.relations}
            return next((a for a in found if a in locked), found[0] if len(found) == 1 else None)
        return None

    def column(self, table: Address | None, name: str) -> Column | None:
        """The column of a table in ``before``, by its unquoted name."""
        children = self.before.children.get(table, ()) if table else ()
        columns = (obj for child in children if isinstance(obj := self.before.objects[child], Column))
        return next((column for column in columns if unquoted(column.name) == name), None)

    def has_default(self, table: Address | None) -> bool:
        """True if a table in ``before`` has a default partition."""
        whole = table.identity if table else None
        return any(
            isinstance(obj, Table) and obj.partition_of == whole and obj.partition_bound == "DEFAULT"
            for obj in self.before.objects.values()
        )

    def made_again(self, name: Name, step: Step) -> bool:
        """True if a later statement creates a relation with that name."""
        places = self.made.get(name.name, ())
        return any(
            number > self.number(step) and other.schema in (None, name.schema) for number, other in places
        )

    def all_made(self, step: Step, objects: Sequence[Any]) -> bool:
        """True if the objects are all relations, routines and schemas that this migration created."""
        names = [
            Name(each.schemaname or None, str(each.relname))
            for each in objects
            if isinstance(each, ast.RangeVar)
        ]
        routines = [(each.objname or ())[-1].sval for each in objects if isinstance(each, ast.ObjectWithArgs)]
        schemas = [each.sval for each in objects if isinstance(each, ast.String)]
        if len(names) + len(routines) + len(schemas) < len(objects) or not objects:
            return False
        new = set(routines) <= self._routines and set(schemas) <= self._schemas
        return new and all(self.maker(name, step) for name in names)

    @cached_property
    def _schemas(self) -> frozenset[str]:
        nodes = (step.node for step in self.steps if "create" in step.sql.lower())
        return frozenset(str(node.schemaname) for node in nodes if isinstance(node, ast.CreateSchemaStmt))

    @cached_property
    def _routines(self) -> frozenset[str]:
        nodes = (step.node for step in self.steps if "create" in step.sql.lower())
        return frozenset(
            (node.funcname or ())[-1].sval for node in nodes if isinstance(node, ast.CreateFunctionStmt)
        )

    def apart(self, one: Step, other: Step) -> bool:
        """True if the two statements are not in one transaction."""
        return one.unit != other.unit or one.alone or other.alone

    def limited(self, step: Step, timeout: str) -> bool:
        """True if the timeout is set for the statement, by the migration or by whoever runs it."""
        if self.managed or self.settings.runner_sets_timeouts:
            return True
        return self._limits[self.number(step)][TIMEOUTS.index(timeout)]

    @cached_property
    def _limits(self) -> Sequence[tuple[bool, ...]]:
        """For each statement, which of ``TIMEOUTS`` have been set before it."""
        found: list[tuple[bool, ...]] = []
        session: dict[str, bool] = {}
        local: dict[str, bool] = {}
        for number, step in enumerate(self.steps):
            if number and self.apart(self.steps[number - 1], step):
                local.clear()
            found.append(tuple(local.get(name, session.get(name, False)) for name in TIMEOUTS))
            for name, on, is_local in _set(step):
                (local if is_local else session)[name] = on
        return found

    def weight(self, relations: Sequence[Affected], worst: Severity, *, small: int | None = None) -> Severity:
        """The severity for the largest relation: the worst, a warning if its size is unknown, info if it is small."""
        limit = self.settings.small_table_rows if small is None else small
        sizes = [_rows(each, limit) for each in relations]
        if any(rows is not None and rows >= limit for rows in sizes):
            return worst
        unknown = any(rows is None for rows in sizes)
        return min(worst, Severity.WARNING, key=lambda s: s.rank) if unknown else Severity.INFO


DENSEST = 291
"""The most rows that fit into a block of 8 kB: each takes 24 bytes and a line pointer (manual, 65.6)."""


def _rows(each: Affected, limit: int) -> int | None:
    """The number of rows; None if it is unknown and may reach the limit."""
    if each.size is None:
        return None
    if not each.size.bytes:
        return 0
    if each.size.rows is not None:
        return each.size.rows
    most = each.size.bytes // 8192 * DENSEST
    return most if most < limit else None


def _set(step: Step) -> Iterator[tuple[str, bool, bool]]:
    """Yield each of ``TIMEOUTS`` that the statement sets: whether to a limit, and whether for the transaction only."""
    if "timeout" not in step.sql.lower():
        return
    match step.node:
        case ast.VariableSetStmt(name=name, args=args, is_local=is_local, kind=kind) if name in TIMEOUTS:
            value = args[0].val if kind == VariableSetKind.VAR_SET_VALUE and args else None
            said = str(getattr(value, "sval", None) or getattr(value, "ival", 0))
            yield str(name), said.strip("0") not in ("", "s", "ms"), bool(is_local)
        case ast.SelectStmt():
            # Set by set_config().
            yield from ((name, True, False) for name in TIMEOUTS if f"'{name}'" in step.sql)


def complete(change: Change) -> Change:
    """The change, with the relations of unmeasured statements derived from their text, except for new relations."""
    steps = []
    for step in change.steps:
        if step.effects.measured or not step.effects.lock:
            steps.append(step)
            continue
        effects = (
            replace(step.effects, relations=()) if change.is_new(step) else told(step.node, step.effects)
        )
        # Keep the syntax tree: parsing again would take most of the rules' time for thousands of steps.
        steps.append(replace(step, effects=effects, parsed=step.node))
    return replace(change, steps=tuple(steps))
