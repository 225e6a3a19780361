"""What the statements of a migration do by name, for rules that look for one statement before or after another.

A migration may have thousands of statements of one sort, so each is looked up and none is searched for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pglast import ast
from pglast.enums import ConstrType, ObjectType, TransactionStmtKind

from schemadiff.lint.step import Step, made
from schemadiff.sql.relations import name_of

CREATES = "create"
"""Creates a relation."""
CREATES_POLICY = "create policy"
CREATES_TYPE = "create type"
DROPS_POLICY = "drop policy"
DROPS_ROUTINE = "drop routine"
GRANTS_ON_ROUTINE = "grant on routine"
CARRIES_COUNTER = "carry counter"
"""Gives the counter of a sequence to another one."""
ADDS_NOT_VALID = "add not valid"
CONTROLS = "control"
"""Begins or ends a transaction."""
ANY = "*"
"""Stands for the schema of every statement, whichever schema it names."""
ROUTINES = (ObjectType.OBJECT_FUNCTION, ObjectType.OBJECT_PROCEDURE, ObjectType.OBJECT_ROUTINE)
VALIDATED = (ConstrType.CONSTR_CHECK, ConstrType.CONSTR_FOREIGN, ConstrType.CONSTR_NOTNULL)
SAVEPOINTS = (
    TransactionStmtKind.TRANS_STMT_SAVEPOINT,
    TransactionStmtKind.TRANS_STMT_RELEASE,
    TransactionStmtKind.TRANS_STMT_ROLLBACK_TO,
)
Deed = tuple[str | None, ...]
"""A word for what is done, the schema that is named, and the names."""


@dataclass(frozen=True)
class Deeds:
    """The indexes of statements in ascending order, by what they do."""

    _numbers: Mapping[Deed, Sequence[int]]

    def first(self, what: str, schema: str | None, *names: str) -> int | None:
        """The index of the first statement that does this; without a schema it may name any."""
        found = [numbers[0] for numbers in self._of(what, schema, names)]
        return min(found, default=None)

    def before(self, number: int, what: str, schema: str | None, *names: str) -> int | None:
        """The index of the nearest earlier statement that does this."""
        found = [
            numbers[place - 1]
            for numbers in self._of(what, schema, names)
            if (place := bisect_left(numbers, number))
        ]
        return max(found, default=None)

    def after(self, number: int, what: str, schema: str | None, *names: str) -> int | None:
        """The index of the next later statement that does this."""
        found = [
            numbers[place]
            for numbers in self._of(what, schema, names)
            if (place := bisect_right(numbers, number)) < len(numbers)
        ]
        return min(found, default=None)

    def last(self, what: str, schema: str | None, *names: str) -> int | None:
        """The index of the last statement that does this in this very schema, or that names none."""
        found = [
            self._numbers[deed][-1] for s in {schema, None} if (deed := (what, s, *names)) in self._numbers
        ]
        return max(found, default=None)

    def _of(self, what: str, schema: str | None, names: tuple[str, ...]) -> Iterator[Sequence[int]]:
        for each in (schema, None) if schema else (ANY,):
            if found := self._numbers.get((what, each, *names)):
                yield found


def deeds(steps: Iterable[Step]) -> Deeds:
    """What the statements do."""
    found: dict[Deed, list[int]] = {}
    for number, step in enumerate(steps):
        for what, schema, *names in _deeds(step):
            for each in (schema, ANY):
                found.setdefault((what, each, *names), []).append(number)
    return Deeds(found)


def _deeds(step: Step) -> Iterator[Deed]:
    node = step.node
    for relation in made(node):
        yield CREATES, relation.schema, relation.name
    match node:
        case ast.CreatePolicyStmt(policy_name=str(name), table=table):
            on = name_of(table)
            yield CREATES_POLICY, on.schema, on.name, name
        case ast.DropStmt(objects=objects):
            yield from _dropped(node.removeType, objects or ())
        case ast.GrantStmt(objtype=kind, objects=objects) if kind in ROUTINES:
            yield from ((GRANTS_ON_ROUTINE, None, each.objname[-1].sval) for each in objects or ())
        case ast.SelectStmt(fromClause=sources) if "setval" in step.sql:
            names = (name_of(source) for source in sources or () if isinstance(source, ast.RangeVar))
            yield from ((CARRIES_COUNTER, None, name.schema or "", name.name) for name in names)
        case ast.TransactionStmt(kind=kind) if kind not in SAVEPOINTS:
            yield CONTROLS, None
        case ast.AlterTableStmt():
            added = (each for each in step.constraints(*VALIDATED) if each.skip_validation)
            yield from ((ADDS_NOT_VALID, None, each.conname) for each in added)
        case _:
            yield from _type_made(node)


def _dropped(kind: Any, objects: Iterable[Any]) -> Iterator[Deed]:
    for each in objects:
        if kind in ROUTINES:
            yield DROPS_ROUTINE, None, each.objname[-1].sval
        elif kind == ObjectType.OBJECT_POLICY:
            *schema, table, name = (word.sval for word in each)
            yield DROPS_POLICY, schema[-1] if schema else None, table, name


def _type_made(node: Any) -> Iterator[Deed]:
    match node:
        case (
            ast.CreateEnumStmt(typeName=[*_, ast.String(sval=name)])
            | ast.CreateRangeStmt(typeName=[*_, ast.String(sval=name)])
            | ast.CreateDomainStmt(domainname=[*_, ast.String(sval=name)])
            | ast.CompositeTypeStmt(typevar=ast.RangeVar(relname=name))
        ):
            yield CREATES_TYPE, None, name
