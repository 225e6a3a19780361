"""How a statement has to run, derived from its syntax tree: with others, apart, alone, or not at all.

The manual says of some commands that they "cannot be executed inside a transaction block"; this knows all of these.
What only the server can know (a procedure that commits, REINDEX of a partitioned table) a file marks by ``--
schemadiff:unit no-transaction``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from pglast import ast
from pglast.enums import (
    AlterSubscriptionType,
    AlterTableType,
    DiscardMode,
    ReindexObjectType,
    TransactionStmtKind,
    VariableSetKind,
)

_NEVER_IN_A_TRANSACTION = (
    ast.CreatedbStmt,
    ast.DropdbStmt,
    ast.CreateTableSpaceStmt,
    ast.DropTableSpaceStmt,
    ast.AlterSystemStmt,
    # With connect = false, or slot_name = NONE, these could run in one; outside is always possible.
    ast.CreateSubscriptionStmt,
    ast.DropSubscriptionStmt,
)


class Runs(Enum):
    """How a statement has to run."""

    TOGETHER = auto()
    """In one transaction with others."""
    SETTING = auto()
    """It sets a parameter of the session, so it applies to every later unit of its file."""
    APART = auto()
    """In a transaction, but what it creates can only be used after the commit."""
    ALONE = auto()
    """Outside of any transaction block."""


_REINDEX_OF_MANY = {
    ReindexObjectType.REINDEX_OBJECT_SCHEMA,
    ReindexObjectType.REINDEX_OBJECT_SYSTEM,
    ReindexObjectType.REINDEX_OBJECT_DATABASE,
}
_SUBSCRIPTION_REFRESHES = {
    AlterSubscriptionType.ALTER_SUBSCRIPTION_REFRESH,
    AlterSubscriptionType.ALTER_SUBSCRIPTION_SET_PUBLICATION,
    AlterSubscriptionType.ALTER_SUBSCRIPTION_ADD_PUBLICATION,
    AlterSubscriptionType.ALTER_SUBSCRIPTION_DROP_PUBLICATION,
}


def runs(stmt: ast.Node) -> Runs:
    """Return how the statement has to run."""
    if _alone(stmt):
        return Runs.ALONE
    if new_label(stmt) is not None:
        return Runs.APART
    return Runs.SETTING if _sets_session(stmt) else Runs.TOGETHER


def _alone(stmt: ast.Node) -> bool:
    match stmt:
        case (
            ast.IndexStmt(concurrent=True) | ast.DropStmt(concurrent=True) | ast.VacuumStmt(is_vacuumcmd=True)
        ):
            alone = True
        case ast.ReindexStmt(kind=kind, params=params):
            alone = kind in _REINDEX_OF_MANY or _given(params, "concurrently")
        case ast.ClusterStmt(relation=relation):
            alone = relation is None
        case ast.AlterTableStmt(cmds=cmds):
            alone = any(map(_detaches_concurrently, cmds or ()))
        case ast.AlterDatabaseStmt(options=options):
            alone = _given(options, "tablespace")
        case ast.AlterSubscriptionStmt(kind=kind):
            alone = kind in _SUBSCRIPTION_REFRESHES
        case _:
            alone = isinstance(stmt, _NEVER_IN_A_TRANSACTION)
    return alone


def _sets_session(stmt: ast.Node) -> bool:
    match stmt:
        case ast.VariableSetStmt(is_local=local, kind=kind, name=name):
            transaction = kind == VariableSetKind.VAR_SET_MULTI and str(name).startswith("TRANSACTION")
            return not local and not transaction
        case ast.SelectStmt(targetList=targets, fromClause=None):
            return any(map(_sets_config, targets or ()))
    return False


def refusal(stmt: ast.Node) -> tuple[str, str]:
    """Return why a migration file may not contain the statement, and what to do instead; empty if it may."""
    match stmt:
        case ast.TransactionStmt(kind=TransactionStmtKind(name=name)):
            word = name.removeprefix("TRANS_STMT_").replace("_", " ")
            return (
                f"transaction control ({word}) in a migration",
                "each unit already runs in a transaction; `-- schemadiff:unit` on a line of its own starts a new one",
            )
        case ast.DiscardStmt(target=DiscardMode.DISCARD_ALL):
            return "DISCARD ALL would release the lock that apply holds", "use RESET ALL"
        case ast.CopyStmt(filename=None, is_program=False):
            return "COPY from or to the client in a migration", "write INSERT statements instead"
    return "", ""


def new_label(stmt: ast.Node) -> str | None:
    """Return the value that ALTER TYPE ... ADD VALUE adds; None for any other statement."""
    match stmt:
        case ast.AlterEnumStmt(newVal=str(label), oldVal=None):
            return label
    return None


def _given(options: Sequence[ast.DefElem] | None, name: str) -> bool:
    for option in options or ():
        if option.defname == name:
            # The option may be switched off: REINDEX (CONCURRENTLY false).
            value = getattr(option.arg, "sval", None) or getattr(option.arg, "ival", 1)
            return str(value).lower() not in {"false", "off", "0"}
    return False


def _detaches_concurrently(cmd: ast.AlterTableCmd) -> bool:
    match cmd.subtype, cmd.def_:
        case AlterTableType.AT_DetachPartition, ast.PartitionCmd(concurrent=concurrent):
            return bool(concurrent)
    return False


def _sets_config(target: ast.ResTarget) -> bool:
    match target.val:
        case ast.FuncCall(funcname=(*_, ast.String(sval="set_config")), args=(_, _, ast.A_Const(val=local))):
            return not getattr(local, "boolval", True)
    return False
