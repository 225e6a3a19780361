"""A migration for the rules of the MIG family: its statements, and the state before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import UnionType
from typing import Any

from pglast import ast
from pglast.enums import VariableSetKind

from schemadiff.desired.files import SourceStatement
from schemadiff.kinds.column import Column
from schemadiff.kinds.policy import Policy
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.table import Table
from schemadiff.lint.deeds import CREATES, Deeds, deeds
from schemadiff.lint.held import locking_before, working_under
from schemadiff.lint.quoted import quoted
from schemadiff.lint.step import Step, told
from schemadiff.model import Address, Affected, Catalog, Severity
from schemadiff.settings.lint import Lint
from schemadiff.sql.identity import identity, unquoted
from schemadiff.sql.relations import Name, named

ROUTINES = ("function", "procedure")
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

    @cached_property
    def deeds(self) -> Deeds:
        """What its statements do, by name."""
        return deeds(self.steps)

    def before_it(self, step: Step, what: str, schema: str | None, *names: str) -> Step | None:
        """The nearest earlier statement that does this; without a schema to something of any."""
        number = self.deeds.before(self.number(step), what, schema, *names)
        return None if number is None else self.steps[number]

    def after_it(self, step: Step, what: str, schema: str | None, *names: str) -> Step | None:
        """The next later statement that does this; without a schema to something of any."""
        number = self.deeds.after(self.number(step), what, schema, *names)
        return None if number is None else self.steps[number]

    @cached_property
    def _locking(self) -> Sequence[int | None]:
        return locking_before(self.steps)

    def locking_before(self, step: Step) -> Step | None:
        """The nearest earlier statement of the same transaction that locks a relation."""
        number = self._locking[self.number(step)]
        return None if number is None else self.steps[number]

    @cached_property
    def working_under(self) -> Mapping[int, int]:
        """The index of each statement that works on rows while an earlier one keeps everybody out, with that one's."""
        return working_under(self.steps)

    @cached_property
    def _quoted(self) -> Mapping[str, Sequence[int]]:
        return quoted(self.steps)

    def later_with(self, step: Step, text: str) -> Iterator[Step]:
        """Yield the later statements that have a text without quotes between two quotes, and use it when they run."""
        numbers = self._quoted.get(text, ())
        yield from (self.steps[number] for number in numbers[bisect_right(numbers, self.number(step)) :])

    def maker(self, name: Name, step: Step) -> Step | None:
        """The statement before ``step`` that created the relation."""
        number = self.deeds.first(CREATES, name.schema, name.name)
        return None if number is None or number >= self.number(step) else self.steps[number]

    def is_new(self, step: Step) -> bool:
        """True if this migration created all relations that the statement acts on."""
        names = list(named(step.node))
        return bool(names) and all(self.maker(name, step) for name in names)

    @cached_property
    def _relations(self) -> Mapping[Name, list[Address]]:
        """The relations in ``before`` by name, with their schema and without."""
        found: dict[Name, list[Address]] = {}
        for address, obj in self.before.objects.items():
            if address.type in RELATIONS and obj.schema:
                name = unquoted(address.identity[len(obj.schema) + 1 :])
                for schema in (unquoted(obj.schema), None):
                    found.setdefault(Name(schema, name), []).append(address)
        return found

    def relation(self, step: Step) -> Address | None:
        """The relation in ``before`` that the statement acts on; if its name has no schema, the one that it locked."""
        for name in named(step.node):
            found = self._relations.get(name, [])
            locked = {each.relation for each in step.effects.relations}
            return next((a for a in found if a in locked), found[0] if len(found) == 1 else None)
        return None

    @cached_property
    def _columns(self) -> Mapping[tuple[Address | None, str], Column]:
        columns = (obj for obj in self.before.objects.values() if isinstance(obj, Column))
        return {(column.parent, unquoted(column.name)): column for column in columns}

    def column(self, table: Address | None, name: str) -> Column | None:
        """The column of a table in ``before``, by its unquoted name."""
        return self._columns.get((table, name))

    @cached_property
    def _policies(self) -> Mapping[tuple[Address | None, str], Policy]:
        policies = (obj for obj in self.before.objects.values() if isinstance(obj, Policy))
        return {(policy.parent, unquoted(policy.name)): policy for policy in policies}

    def policy(self, table: Address | None, name: str) -> Policy | None:
        """The policy of a table in ``before``, by its unquoted name."""
        return self._policies.get((table, name))

    @cached_property
    def grantees(self) -> Mapping[str, Sequence[str]]:
        """The grantees of the routines in ``before``, but for their owners, by the routines' unquoted names."""
        found: dict[str, list[str]] = {}
        for address, obj in self.before.objects.items():
            routine = obj.parent if isinstance(obj, Privilege) else address
            named_as = identity(routine) if routine and routine.type in ROUTINES else None
            if named_as is not None:
                grantees = found.setdefault(named_as.name[-1], [])
                grantees += [obj.grantee] if isinstance(obj, Privilege) and not obj.owners else []
        return found

    @cached_property
    def _with_default(self) -> frozenset[str | None]:
        tables = (obj for obj in self.before.objects.values() if isinstance(obj, Table))
        return frozenset(table.partition_of for table in tables if table.partition_bound == "DEFAULT")

    def has_default(self, table: Address | None) -> bool:
        """True if a table in ``before`` has a default partition."""
        return table is not None and table.identity in self._with_default

    def made_again(self, name: Name, step: Step) -> bool:
        """True if a later statement creates a relation with that name."""
        number = self.deeds.last(CREATES, name.schema, name.name)
        return number is not None and number > self.number(step)

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
