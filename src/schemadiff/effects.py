"""What a statement does to the people using the database, read off its syntax tree.

Locks and rewrites are those that PostgreSQL 13 to 18 were measured to take; where
the text alone does not tell, the worse is assumed. An unknown node means ACCESS EXCLUSIVE.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pglast import ast, parse_sql
from pglast.enums import AlterTableType, ConstrType, ObjectType

from schemadiff.migrations.classify import Runs, runs
from schemadiff.model import Effects
from schemadiff.model import LockMode as L

READS = Effects(L.ACCESS_SHARE)
INSTANT = Effects(L.ACCESS_EXCLUSIVE)
SCANS = Effects(L.ACCESS_EXCLUSIVE, scans=True)
REWRITES = Effects(L.ACCESS_EXCLUSIVE, rewrites=True, scans=True)
QUIET = Effects(L.SHARE_UPDATE_EXCLUSIVE)

ALTER_TABLE: dict[Any, Effects] = {
    AlterTableType.AT_AlterColumnType: REWRITES,
    AlterTableType.AT_AttachPartition: Effects(L.SHARE_UPDATE_EXCLUSIVE, scans=True),
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
"""What is not listed is instant under ACCESS EXCLUSIVE."""

NO_TABLE_LOCK = (
    ast.AlterDefaultPrivilegesStmt,
    ast.AlterDomainStmt,
    ast.AlterEnumStmt,
    ast.AlterExtensionContentsStmt,
    ast.AlterExtensionStmt,
    ast.AlterFunctionStmt,
    ast.AlterSeqStmt,
    ast.AlterTypeStmt,
    ast.CompositeTypeStmt,
    ast.CreateCastStmt,
    ast.CreateDomainStmt,
    ast.CreateEnumStmt,
    ast.CreateExtensionStmt,
    ast.CreateFunctionStmt,
    ast.CreateRangeStmt,
    ast.CreateSchemaStmt,
    ast.CreateSeqStmt,
    ast.DefineStmt,
    ast.GrantRoleStmt,
    ast.VariableSetStmt,
)
DROPS_ON_TABLES = {
    ObjectType.OBJECT_INDEX,
    ObjectType.OBJECT_MATVIEW,
    ObjectType.OBJECT_POLICY,
    ObjectType.OBJECT_RULE,
    ObjectType.OBJECT_TABLE,
    ObjectType.OBJECT_TRIGGER,
    ObjectType.OBJECT_VIEW,
}


def effects(sql: str) -> Effects:
    """What one statement does, by its text alone."""
    node: Any = parse_sql(sql)[0].stmt
    found = _effects(node)
    return replace(found, transactional=False) if runs(node) is Runs.ALONE else found


def _effects(node: Any) -> Effects:  # noqa: PLR0911, PLR0912, C901 - one case a statement reads best
    match node:
        case ast.AlterTableStmt(objtype=ObjectType.OBJECT_TABLE | ObjectType.OBJECT_MATVIEW, cmds=cmds):
            return strongest(map(_alter_table, cmds or ()))
        case ast.AlterTableStmt(objtype=ObjectType.OBJECT_INDEX | ObjectType.OBJECT_VIEW):
            return QUIET
        case ast.IndexStmt(concurrent=True) | ast.ReindexStmt():
            return Effects(L.SHARE_UPDATE_EXCLUSIVE, scans=True)
        case ast.IndexStmt():
            return Effects(L.SHARE, scans=True)
        case ast.DropStmt(concurrent=True):
            return QUIET
        case ast.DropStmt(removeType=kind):
            return INSTANT if kind in DROPS_ON_TABLES else Effects()
        case ast.CreateStmt(partbound=bound) if bound is not None:
            return SCANS
        case ast.CreateStmt(constraints=_, tableElts=parts):
            return Effects(L.SHARE_ROW_EXCLUSIVE) if any(map(_references, parts or ())) else Effects()
        case ast.CreateTrigStmt():
            return Effects(L.SHARE_ROW_EXCLUSIVE)
        case ast.CreatePolicyStmt() | ast.AlterPolicyStmt() | ast.RuleStmt() | ast.RenameStmt():
            return INSTANT
        case ast.AlterOwnerStmt(objectType=kind) | ast.AlterObjectSchemaStmt(objectType=kind):
            return INSTANT if kind in DROPS_ON_TABLES else Effects()
        case ast.ViewStmt() | ast.CreateTableAsStmt():
            return READS
        case ast.CommentStmt(objtype=ObjectType.OBJECT_TABLE | ObjectType.OBJECT_COLUMN):
            return QUIET
        case ast.CommentStmt() | ast.GrantStmt():
            return Effects()
        case ast.CreateStatsStmt():
            return QUIET
        case ast.AlterDomainStmt(subtype="C" | "O"):
            return Effects(L.SHARE, scans=True)
    return Effects() if isinstance(node, NO_TABLE_LOCK) else INSTANT


def _references(part: Any) -> bool:
    match part:
        case ast.Constraint(contype=ConstrType.CONSTR_FOREIGN):
            return True
        case ast.ColumnDef(constraints=constraints):
            return any(map(_references, constraints or ()))
    return False


def _alter_table(cmd: Any) -> Effects:
    match cmd.subtype:
        case AlterTableType.AT_AddConstraint:
            return _add_constraint(cmd.def_)
        case AlterTableType.AT_AddColumn:
            return _add_column(cmd.def_)
    return ALTER_TABLE.get(cmd.subtype, INSTANT)


def _add_constraint(constraint: Any) -> Effects:
    checked = not constraint.skip_validation
    if constraint.contype == ConstrType.CONSTR_FOREIGN:
        return Effects(L.SHARE_ROW_EXCLUSIVE, scans=checked)
    return Effects(L.ACCESS_EXCLUSIVE, scans=checked and not constraint.indexname)


def _add_column(column: Any) -> Effects:
    """Instant, unless old rows must be filled or checked one by one."""
    found = INSTANT
    for constraint in column.constraints or ():
        match constraint:
            case ast.Constraint(contype=ConstrType.CONSTR_IDENTITY):
                found = REWRITES
            case ast.Constraint(contype=ConstrType.CONSTR_GENERATED, generated_kind="v"):
                continue
            case ast.Constraint(contype=ConstrType.CONSTR_GENERATED):
                found = REWRITES
            case ast.Constraint(contype=ConstrType.CONSTR_DEFAULT, raw_expr=expression):
                found = strongest((found, REWRITES if _may_be_volatile(expression) else INSTANT))
            case ast.Constraint(contype=ConstrType.CONSTR_CHECK | ConstrType.CONSTR_UNIQUE):
                found = strongest((found, SCANS))
    return found


STABLE = {"now", "current_user", "current_setting", "statement_timestamp", "transaction_timestamp"}
"""Functions that are worked out once for all old rows."""


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
    """What all of them do together."""
    effects_ = tuple(several)
    return Effects(
        lock=max((e.lock for e in effects_), default=L.NONE),
        rewrites=any(e.rewrites for e in effects_),
        scans=any(e.scans for e in effects_),
        loses_data="; ".join(e.loses_data for e in effects_ if e.loses_data),
        transactional=all(e.transactional for e in effects_),
    )
