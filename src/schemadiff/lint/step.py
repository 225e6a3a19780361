"""The statements of a migration with their effects, for the rules of the MIG family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pglast import ast, parse_sql
from pglast.enums import AlterTableType, ConstrType

from schemadiff.model import Address, Affected, Effects, LockMode, Position, Work
from schemadiff.sql.relations import Name, name_of, named


@dataclass(frozen=True)
class Step:
    """One statement of a migration."""

    sql: str
    effects: Effects
    address: Address
    """The object that findings about the statement name."""
    at: Position | None = None
    unit: int = 0
    """The number of its transaction in the migration."""
    alone: bool = False
    """True if it runs outside of a transaction."""
    reason: str = ""
    """Why a plan contains it, if the plan says so."""
    parsed: Any = field(default=None, repr=False, compare=False)  # derived from sql

    @cached_property
    def node(self) -> Any:
        """Its syntax tree."""
        return self.parsed if self.parsed is not None else parse_sql(self.sql)[0].stmt

    @property
    def commands(self) -> tuple[Any, ...]:
        """The commands of an ALTER TABLE; empty for other statements."""
        return tuple(self.node.cmds or ()) if isinstance(self.node, ast.AlterTableStmt) else ()

    def altering(self, *subtypes: Any) -> Iterator[Any]:
        """Yield the commands of an ALTER TABLE that have one of these subtypes."""
        yield from (command for command in self.commands if command.subtype in subtypes)

    def constraints(self, *types: Any) -> Iterator[Any]:
        """Yield the constraints of these types that it adds to an existing table, including those of new columns."""
        for command in self.altering(AlterTableType.AT_AddConstraint, AlterTableType.AT_AddColumn):
            several = (
                [command.def_]
                if command.subtype == AlterTableType.AT_AddConstraint
                else command.def_.constraints
            )
            yield from (each for each in several or () if each.contype in types)

    def hit(self, *work: Work, lock: LockMode = LockMode.SHARE) -> tuple[Affected, ...]:
        """The relations with at least this lock and, if any work is given, with such work."""
        return tuple(
            each
            for each in self.effects.relations
            if each.lock >= lock and (not work or not set(work).isdisjoint(each.work))
        )


def made(node: Any) -> Iterator[Name]:
    """Yield the relations that a statement creates."""
    match node:
        case (
            ast.CreateStmt(relation=relation)
            | ast.CreateForeignTableStmt(base=ast.CreateStmt(relation=relation))
        ):
            yield name_of(relation)
        case ast.CreateTableAsStmt(into=ast.IntoClause(rel=relation)):
            yield name_of(relation)
        case ast.CreateSeqStmt(sequence=relation) | ast.ViewStmt(view=relation):
            yield name_of(relation)
        case ast.IndexStmt(idxname=str(name), relation=relation):
            yield name_of(relation)._replace(name=name)


def told(node: Any, static: Effects) -> Effects:
    """The effects of a statement that was not run, on the relations that its text names."""
    work: tuple[Work, ...] = ()
    if static.rewrites:
        work = (Work.REWRITE,)
    elif static.scans:
        work = (Work.BUILD,) if _builds(node) else (Work.SCAN,)
    if static.measured or static.lock is LockMode.NONE:
        return static
    relations = static.relations or tuple(
        Affected(Address("table", ".".join(filter(None, name))), static.lock, work) for name in named(node)
    )
    return replace(static, relations=relations)


KEYS = (ConstrType.CONSTR_UNIQUE, ConstrType.CONSTR_PRIMARY, ConstrType.CONSTR_EXCLUSION)


def _builds(node: Any) -> bool:
    step = Step("", Effects(), Address("", ""), parsed=node)
    return isinstance(node, ast.IndexStmt | ast.ReindexStmt) or any(step.constraints(*KEYS))
