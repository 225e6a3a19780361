"""What the rules of the MIG family look at: the statements of a migration, each with what it did."""

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
    """What findings about it are about."""
    at: Position | None = None
    unit: int = 0
    """The number of the transaction that the migration puts it in."""
    alone: bool = False
    """True if it is in no transaction."""
    reason: str = ""
    """Why a plan has it, where it says so."""
    parsed: Any = field(default=None, repr=False, compare=False)  # derived from sql

    @cached_property
    def node(self) -> Any:
        """Its syntax tree."""
        return self.parsed if self.parsed is not None else parse_sql(self.sql)[0].stmt

    @property
    def commands(self) -> tuple[Any, ...]:
        """The parts of an ALTER TABLE; none of anything else."""
        return tuple(self.node.cmds or ()) if isinstance(self.node, ast.AlterTableStmt) else ()

    def altering(self, *subtypes: Any) -> Iterator[Any]:
        """Yield the parts of an ALTER TABLE of these sorts."""
        yield from (command for command in self.commands if command.subtype in subtypes)

    def constraints(self, *types: Any) -> Iterator[Any]:
        """Yield the constraints of these types that it adds to a table that is there, those of new columns included."""
        for command in self.altering(AlterTableType.AT_AddConstraint, AlterTableType.AT_AddColumn):
            several = (
                [command.def_]
                if command.subtype == AlterTableType.AT_AddConstraint
                else command.def_.constraints
            )
            yield from (each for each in several or () if each.contype in types)

    def hit(self, *work: Work, lock: LockMode = LockMode.SHARE) -> tuple[Affected, ...]:
        """The relations that it locks so, and does such work on, where any is asked for."""
        return tuple(
            each
            for each in self.effects.relations
            if each.lock >= lock and (not work or not set(work).isdisjoint(each.work))
        )


def made(node: Any) -> Iterator[Name]:
    """Yield the relations that a statement makes."""
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
    """The effects of a statement that nobody watched, on the relations that its text names."""
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
