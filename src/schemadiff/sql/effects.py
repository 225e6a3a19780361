"""What a statement does to the people using the database, derived from its syntax tree.

Locks and rewrites are those measured on PostgreSQL 13 to 18. Where the text alone does not tell, the worse is assumed:
ACCESS EXCLUSIVE for an unknown node.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch
from typing import Any

from pglast import ast, parse_sql
from pglast.enums import AlterTableType, ConstrType, DropBehavior, ObjectType

from schemadiff.model import Effects
from schemadiff.model import LockMode as L
from schemadiff.sql.classify import Runs, runs

READS = Effects(L.ACCESS_SHARE)
WRITES = Effects(L.ROW_EXCLUSIVE)
INSTANT = Effects(L.ACCESS_EXCLUSIVE)
SCANS = Effects(L.ACCESS_EXCLUSIVE, scans=True)
REWRITES = Effects(L.ACCESS_EXCLUSIVE, rewrites=True, scans=True)
QUIET = Effects(L.SHARE_UPDATE_EXCLUSIVE)

ALTER_TABLE: dict[Any, Effects] = {
    AlterTableType.AT_AlterColumnType: REWRITES,
    AlterTableType.AT_AttachPartition: SCANS,
    AlterTableType.AT_ClusterOn: QUIET,
    AlterTableType.AT_DisableTrig: Effects(L.SHARE_ROW_EXCLUSIVE),
    AlterTableType.AT_DropCluster: QUIET,
    AlterTableType.AT_EnableAlwaysTrig: Effects(L.SHARE_ROW_EXCLUSIVE),
    AlterTableType.AT_EnableReplicaTrig: Effects(L.SHARE_ROW_EXCLUSIVE),
    AlterTableType.AT_EnableTrig: Effects(L.SHARE_ROW_EXCLUSIVE),
    AlterTableType.AT_ResetOptions: QUIET,
    AlterTableType.AT_ResetRelOptions: QUIET,
    AlterTableType.AT_SetAccessMethod: REWRITES,
    AlterTableType.AT_SetExpression: REWRITES,
    AlterTableType.AT_SetLogged: REWRITES,
    AlterTableType.AT_SetNotNull: SCANS,
    AlterTableType.AT_SetOptions: QUIET,
    AlterTableType.AT_SetRelOptions: QUIET,
    AlterTableType.AT_SetStatistics: QUIET,
    AlterTableType.AT_SetTableSpace: REWRITES,
    AlterTableType.AT_SetUnLogged: REWRITES,
    AlterTableType.AT_ValidateConstraint: Effects(L.SHARE_UPDATE_EXCLUSIVE, scans=True),
}
"""Subcommands that are not listed take ACCESS EXCLUSIVE for an instant."""

NO_TABLE_LOCK = (
    ast.AlterDefaultPrivilegesStmt,
    ast.AlterEnumStmt,
    ast.AlterExtensionContentsStmt,
    ast.AlterExtensionStmt,
    ast.AlterFunctionStmt,
    ast.AlterRoleSetStmt,
    ast.AlterRoleStmt,
    ast.AlterTypeStmt,
    ast.CompositeTypeStmt,
    ast.CreateCastStmt,
    ast.CreateDomainStmt,
    ast.CreateEnumStmt,
    ast.CreateEventTrigStmt,
    ast.CreateExtensionStmt,
    ast.CreateFunctionStmt,
    ast.CreateRangeStmt,
    ast.CreateSchemaStmt,
    ast.CreateSeqStmt,
    ast.DefineStmt,
    ast.DropRoleStmt,
    ast.GrantRoleStmt,
    ast.GrantStmt,
    ast.TransactionStmt,
    ast.VariableSetStmt,
)
ALWAYS: dict[type[Any], Effects] = {
    **dict.fromkeys(NO_TABLE_LOCK, Effects()),
    ast.AlterPublicationStmt: QUIET,
    ast.AlterSeqStmt: Effects(L.SHARE_ROW_EXCLUSIVE),
    ast.ClusterStmt: REWRITES,
    ast.CreatePublicationStmt: QUIET,
    ast.CreateStatsStmt: QUIET,
    ast.CreateTableAsStmt: Effects(L.ACCESS_SHARE, scans=True),
    ast.CreateTrigStmt: Effects(L.SHARE_ROW_EXCLUSIVE),
    ast.DeleteStmt: WRITES,
    ast.InsertStmt: WRITES,
    ast.MergeStmt: WRITES,
    ast.UpdateStmt: WRITES,
}
"""Statements whose effects do not depend on their clauses; those that do depend on them have a function each, below.

A statement in neither takes ACCESS EXCLUSIVE for an instant: that is right for policies and rules, and the strongest
lock for what is unknown.
"""
DROPS_ON_TABLES = {
    ObjectType.OBJECT_FOREIGN_TABLE,
    ObjectType.OBJECT_INDEX,
    ObjectType.OBJECT_MATVIEW,
    ObjectType.OBJECT_POLICY,
    ObjectType.OBJECT_RULE,
    ObjectType.OBJECT_SEQUENCE,
    ObjectType.OBJECT_TABLE,
    ObjectType.OBJECT_TRIGGER,
    ObjectType.OBJECT_VIEW,
}
PARTS_OF_TABLES = {ObjectType.OBJECT_COLUMN, ObjectType.OBJECT_TABCONSTRAINT, ObjectType.OBJECT_ATTRIBUTE}
SERIAL = {"bigserial", "serial", "serial2", "serial4", "serial8", "smallserial"}


def effects(sql: str) -> Effects:
    """Return the effects of one statement, derived from its text alone."""
    return effects_of(parse_sql(sql)[0].stmt)


def effects_of(node: Any) -> Effects:
    """Return the effects of one statement, given as a syntax tree."""
    found = _effects(node)
    return replace(found, transactional=False) if runs(node) is Runs.ALONE else found


@singledispatch
def _effects(node: Any) -> Effects:
    return ALWAYS.get(type(node), INSTANT)


@_effects.register(ast.AlterTableStmt)
def _alter_relation(node: Any) -> Effects:
    match node.objtype:
        case ObjectType.OBJECT_TABLE | ObjectType.OBJECT_MATVIEW:
            return strongest(map(_alter_table, node.cmds or ()))
        case ObjectType.OBJECT_INDEX:
            return QUIET
    return INSTANT


@_effects.register(ast.AlterDomainStmt)
def _alter_domain(node: Any) -> Effects:
    match node:
        case ast.AlterDomainStmt(subtype="C", def_=ast.Constraint(skip_validation=True)):
            return Effects()
        case ast.AlterDomainStmt(subtype="C" | "O" | "V"):
            return Effects(L.SHARE, scans=True)
    return Effects()


@_effects.register(ast.AlterOwnerStmt)
@_effects.register(ast.AlterObjectSchemaStmt)
def _change_owner_or_schema(node: Any) -> Effects:
    return INSTANT if node.objectType in DROPS_ON_TABLES else Effects()


@_effects.register(ast.CommentStmt)
def _comment(node: Any) -> Effects:
    on_a_table = node.objtype in {ObjectType.OBJECT_TABLE, ObjectType.OBJECT_COLUMN}
    return QUIET if on_a_table else Effects()


@_effects.register(ast.DropStmt)
def _drop(node: Any) -> Effects:
    if node.concurrent:
        return QUIET
    cascades = node.behavior == DropBehavior.DROP_CASCADE
    return INSTANT if cascades or node.removeType in DROPS_ON_TABLES else Effects()


@_effects.register(ast.IndexStmt)
def _create_index(node: Any) -> Effects:
    return Effects(L.SHARE_UPDATE_EXCLUSIVE if node.concurrent else L.SHARE, scans=True)


@_effects.register(ast.LockStmt)
def _lock(node: Any) -> Effects:
    return Effects(L(node.mode or L.ACCESS_EXCLUSIVE))


@_effects.register(ast.RefreshMatViewStmt)
def _refresh(node: Any) -> Effects:
    return Effects(L.EXCLUSIVE, scans=True) if node.concurrent else REWRITES


@_effects.register(ast.ReindexStmt)
def _reindex(node: Any) -> Effects:
    # Reading the table is allowed, but the planner locks every index of a table that it plans a query on, and has to
    # wait.
    return SCANS if runs(node) is not Runs.ALONE else Effects(L.SHARE_UPDATE_EXCLUSIVE, scans=True)


@_effects.register(ast.RenameStmt)
def _rename(node: Any) -> Effects:
    if node.renameType == ObjectType.OBJECT_INDEX:
        return QUIET
    return INSTANT if node.renameType in DROPS_ON_TABLES | PARTS_OF_TABLES else Effects()


@_effects.register(ast.VacuumStmt)
def _vacuum(node: Any) -> Effects:
    return REWRITES if any(option.defname == "full" for option in node.options or ()) else QUIET


@_effects.register(ast.ViewStmt)
def _create_view(node: Any) -> Effects:
    return INSTANT if node.replace else READS


@_effects.register(ast.CreateStmt)
def _create_table(node: Any) -> Effects:
    """Return the effects on other tables: nobody can be using the table that the statement creates."""
    if node.partbound is not None:
        return SCANS
    parts = node.tableElts or ()
    if any(map(_references, parts)):
        return Effects(L.SHARE_ROW_EXCLUSIVE)
    if node.inhRelations:
        return QUIET
    return READS if any(isinstance(part, ast.TableLikeClause) for part in parts) else Effects()


def _references(part: Any) -> bool:
    match part:
        case ast.Constraint(contype=ConstrType.CONSTR_FOREIGN):
            return True
        case ast.ColumnDef(constraints=constraints):
            return any(map(_references, constraints or ()))
    return False


def _alter_table(cmd: Any) -> Effects:
    match cmd.subtype, cmd.def_:
        case AlterTableType.AT_AddConstraint, constraint:
            return _add_constraint(constraint)
        case AlterTableType.AT_AddColumn, column:
            return _add_column(column)
        case AlterTableType.AT_AlterConstraint, ast.ATAlterConstraint(
            alterEnforceability=True, is_enforced=True
        ):
            return SCANS
    return ALTER_TABLE.get(cmd.subtype, INSTANT)


def _add_constraint(constraint: Any) -> Effects:
    checked = not constraint.skip_validation
    if constraint.contype == ConstrType.CONSTR_FOREIGN:
        return Effects(L.SHARE_ROW_EXCLUSIVE, scans=checked)
    # A primary key sets its columns NOT NULL, which may still need a scan, even with a prepared index.
    ready = bool(constraint.indexname) and constraint.contype != ConstrType.CONSTR_PRIMARY
    return Effects(L.ACCESS_EXCLUSIVE, scans=checked and not ready)


def _add_column(column: Any) -> Effects:
    """Return the effects of ADD COLUMN: instant, unless existing rows must be filled or checked one by one."""
    kinds = {constraint.contype for constraint in column.constraints or ()}
    found = [INSTANT, *(_column_constraint(each, kinds) for each in column.constraints or ())]
    *schema, name = [part.sval for part in column.typeName.names]
    # A user-defined type may be a domain with a CHECK constraint.
    if name in SERIAL or schema not in ([], ["pg_catalog"]):
        found.append(REWRITES)
    return strongest(found)


def _column_constraint(constraint: Any, beside: set[Any]) -> Effects:  # noqa: PLR0911 - one case a constraint
    match constraint:
        case ast.Constraint(contype=ConstrType.CONSTR_GENERATED, generated_kind="v"):
            return INSTANT
        case ast.Constraint(contype=ConstrType.CONSTR_IDENTITY | ConstrType.CONSTR_GENERATED):
            return REWRITES
        case ast.Constraint(contype=ConstrType.CONSTR_DEFAULT, raw_expr=expression):
            return REWRITES if _may_be_volatile(expression) else INSTANT
        case ast.Constraint(
            contype=ConstrType.CONSTR_CHECK | ConstrType.CONSTR_UNIQUE | ConstrType.CONSTR_PRIMARY
        ):
            return SCANS
        case ast.Constraint(contype=ConstrType.CONSTR_NOTNULL):
            return INSTANT if beside & FILLED else SCANS
        case ast.Constraint(contype=ConstrType.CONSTR_FOREIGN):
            return SCANS if beside & FILLED else INSTANT
    return INSTANT


FILLED = {ConstrType.CONSTR_DEFAULT, ConstrType.CONSTR_IDENTITY}
"""Constraints that give a new column a value in existing rows."""
STABLE = {"now", "current_user", "current_setting", "statement_timestamp", "transaction_timestamp"}
"""Functions that are evaluated once for all existing rows."""


def _may_be_volatile(expression: Any) -> bool:
    match expression:
        case ast.FuncCall(funcname=names, args=args):
            return not names or names[-1].sval not in STABLE or any(map(_may_be_volatile, args or ()))
        case ast.TypeCast(arg=arg):
            return _may_be_volatile(arg)
        case ast.A_Const() | ast.SQLValueFunction() | ast.A_ArrayExpr(elements=None):
            return False
        case ast.A_ArrayExpr(elements=elements):
            return any(map(_may_be_volatile, elements or ()))
    return True


def strongest(several: Iterable[Effects]) -> Effects:
    """Return the combined effects of several statements: the strongest lock, and every other effect that any of them has."""
    effects_ = tuple(several)
    return Effects(
        lock=max((e.lock for e in effects_), default=L.NONE),
        rewrites=any(e.rewrites for e in effects_),
        scans=any(e.scans for e in effects_),
        loses_data="; ".join(e.loses_data for e in effects_ if e.loses_data),
        transactional=all(e.transactional for e in effects_),
    )
