"""The statements that ``desired/`` may contain: an allow-list by pglast's node class.

``desired/`` declares the schema, not the steps to reach it, and it comes from people who may open a pull request
without being trusted: a statement that is not known to be harmless is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pglast import ast, enums

from schemadiff.desired.permitted_roles import refusal_of_role
from schemadiff.desired.refusal import Refusal
from schemadiff.roles.syntax import about_roles
from schemadiff.secret import is_secret

_STEPS = "write the schema you want, not the steps: delete this statement; plan works out what to do"
_DATA = "put changes of data into a migration in generated/"
_TRANSACTION = "delete it: loading and migrations have their own transactions"
_CLUSTER = "it concerns the whole server, not a schema: delete it, and run it where the server is set up"
_ROLES = (
    'roles are managed only with roles = "managed" in the settings; roles that are only named here are '
    "created on the throw-away server, without LOGIN"
)
_NOTHING = "it changes nothing in a schema: delete it"


class Setting(NamedTuple):
    """An accepted SET; ``search_path`` is None if it sets something else that does not matter."""

    search_path: tuple[str, ...] | None = None


ALLOWED = frozenset({
    "AlterDefaultPrivilegesStmt", "AlterDomainStmt", "AlterEnumStmt", "AlterEventTrigStmt", "AlterFunctionStmt", "AlterObjectDependsStmt",
    "AlterOperatorStmt", "AlterOpFamilyStmt", "AlterOwnerStmt", "AlterPolicyStmt", "AlterPublicationStmt",
    "AlterSeqStmt", "AlterStatsStmt", "AlterTableStmt", "AlterTSConfigurationStmt", "AlterTSDictionaryStmt",
    "AlterTypeStmt", "CommentStmt", "CompositeTypeStmt", "CreateAmStmt", "CreateCastStmt",
    "CreateConversionStmt", "CreateDomainStmt", "CreateEnumStmt", "CreateEventTrigStmt", "CreateExtensionStmt",
    "CreateFdwStmt", "CreateForeignServerStmt", "CreateForeignTableStmt", "CreatePLangStmt", "CreateFunctionStmt", "CreateOpClassStmt", "CreateOpFamilyStmt",
    "CreatePolicyStmt", "CreatePublicationStmt", "CreateRangeStmt", "CreateSchemaStmt", "CreateSeqStmt",
    "CreateStatsStmt", "CreateStmt", "CreateSubscriptionStmt", "CreateTableAsStmt", "CreateTransformStmt", "CreateTrigStmt", "CreateUserMappingStmt", "DefineStmt",
    "DoStmt", "GrantStmt", "IndexStmt", "RuleStmt", "SecLabelStmt", "VariableSetStmt", "ViewStmt",
})  # fmt: skip
"""Node classes that ``desired/`` may contain, some with conditions (``refusal``)."""

REFUSED = {
    "TransactionStmt": Refusal("transaction control", _TRANSACTION),
    "ConstraintsSetStmt": Refusal("SET CONSTRAINTS", _TRANSACTION),
    "InsertStmt": Refusal("INSERT changes rows", _DATA),
    "UpdateStmt": Refusal("UPDATE changes rows", _DATA),
    "DeleteStmt": Refusal("DELETE changes rows", _DATA),
    "MergeStmt": Refusal("MERGE changes rows", _DATA),
    "CopyStmt": Refusal("COPY moves rows", _DATA),
    "TruncateStmt": Refusal("TRUNCATE changes rows", _DATA),
    "RefreshMatViewStmt": Refusal("REFRESH MATERIALIZED VIEW changes rows", _DATA),
    "SelectStmt": Refusal("a bare SELECT does nothing for a schema", "delete it, or turn it into a view"),
    "CallStmt": Refusal("CALL runs a procedure", _DATA),
    "RenameStmt": Refusal(
        "a rename is a step",
        "give the object its new name where it is declared, with `-- schemadiff:renamed from the_old_name` above it",
    ),
    "AlterObjectSchemaStmt": Refusal(
        "SET SCHEMA is a step",
        "declare the object in the schema where it should be, and delete this statement",
    ),
    "DropStmt": Refusal("DROP", _STEPS),
    "DropOwnedStmt": Refusal("DROP OWNED", _STEPS),
    "ReassignOwnedStmt": Refusal("REASSIGN OWNED", _STEPS),
    "DropUserMappingStmt": Refusal("DROP USER MAPPING", _STEPS),
    "DropSubscriptionStmt": Refusal("DROP SUBSCRIPTION", _STEPS),
    "CreatedbStmt": Refusal("CREATE DATABASE", _CLUSTER),
    "AlterDatabaseStmt": Refusal("ALTER DATABASE", _CLUSTER),
    "AlterDatabaseSetStmt": Refusal("ALTER DATABASE", _CLUSTER),
    "AlterDatabaseRefreshCollStmt": Refusal("ALTER DATABASE", _CLUSTER),
    "DropdbStmt": Refusal("DROP DATABASE", _CLUSTER),
    "CreateTableSpaceStmt": Refusal("CREATE TABLESPACE", _CLUSTER),
    "AlterTableSpaceOptionsStmt": Refusal("ALTER TABLESPACE", _CLUSTER),
    "AlterTableMoveAllStmt": Refusal("a move of everything to another tablespace", _CLUSTER),
    "DropTableSpaceStmt": Refusal("DROP TABLESPACE", _CLUSTER),
    "AlterSystemStmt": Refusal("ALTER SYSTEM", _CLUSTER),
    "CreateRoleStmt": Refusal("CREATE ROLE", _ROLES),
    "AlterRoleStmt": Refusal("ALTER ROLE", _ROLES),
    "AlterRoleSetStmt": Refusal("ALTER ROLE", _ROLES),
    "DropRoleStmt": Refusal("DROP ROLE", _ROLES),
    "GrantRoleStmt": Refusal("membership of roles", _ROLES),
    "VacuumStmt": Refusal("VACUUM or ANALYZE", _NOTHING),
    "ClusterStmt": Refusal("CLUSTER", _NOTHING),
    "ReindexStmt": Refusal("REINDEX", _NOTHING),
    "CheckPointStmt": Refusal("CHECKPOINT", _NOTHING),
    "LoadStmt": Refusal("LOAD", "it loads a file of the server: delete it"),
    "ListenStmt": Refusal("LISTEN", _NOTHING),
    "UnlistenStmt": Refusal("UNLISTEN", _NOTHING),
    "NotifyStmt": Refusal("NOTIFY", _NOTHING),
    "ExplainStmt": Refusal("EXPLAIN", _NOTHING),
    "PrepareStmt": Refusal("PREPARE", _NOTHING),
    "ExecuteStmt": Refusal("EXECUTE", _NOTHING),
    "DeallocateStmt": Refusal("DEALLOCATE", _NOTHING),
    "DeclareCursorStmt": Refusal("a cursor", _NOTHING),
    "FetchStmt": Refusal("FETCH", _NOTHING),
    "ClosePortalStmt": Refusal("CLOSE", _NOTHING),
    "LockStmt": Refusal("LOCK", _NOTHING),
    "DiscardStmt": Refusal("DISCARD", _NOTHING),
    "VariableShowStmt": Refusal("SHOW", _NOTHING),
    "AlterCollationStmt": Refusal("ALTER COLLATION ... REFRESH VERSION", _NOTHING),
    "AlterExtensionStmt": Refusal(
        "ALTER EXTENSION ... UPDATE", "write CREATE EXTENSION ... VERSION '...' instead"
    ),
    "AlterExtensionContentsStmt": Refusal(
        "ALTER EXTENSION ... ADD or DROP", "only the extension's own script may do that"
    ),
    "AlterSubscriptionStmt": Refusal("ALTER SUBSCRIPTION", "change CREATE SUBSCRIPTION instead"),
    "AlterUserMappingStmt": Refusal("ALTER USER MAPPING", "change CREATE USER MAPPING instead"),
    "ImportForeignSchemaStmt": Refusal(
        "IMPORT FOREIGN SCHEMA reads another server",
        "write CREATE FOREIGN TABLE for each table that you want",
    ),
    "AlterForeignServerStmt": Refusal("ALTER SERVER", "change CREATE SERVER instead"),
    "AlterFdwStmt": Refusal("ALTER FOREIGN DATA WRAPPER", "change CREATE FOREIGN DATA WRAPPER instead"),
}
"""Statements that people tend to write there, and what to do instead."""

# Settings at the top of pg_dump's output, none of which changes the schema.
_HARMLESS = {
    "statement_timeout": None, "lock_timeout": None, "idle_in_transaction_session_timeout": None,
    "transaction_timeout": None, "check_function_bodies": None, "xmloption": None, "client_min_messages": None,
    "row_security": None, "escape_string_warning": None, "default_tablespace": {""},
    "default_table_access_method": {"heap"}, "default_with_oids": {"false", "off"},
    "standard_conforming_strings": {"on", "true"}, "client_encoding": {"utf8", "utf-8", "unicode"},
}  # fmt: skip

_STEP_COMMANDS = {
    enums.AlterTableType.AT_DropColumn: "DROP COLUMN",
    enums.AlterTableType.AT_DropConstraint: "DROP CONSTRAINT",
    enums.AlterTableType.AT_DropInherit: "NO INHERIT",
    enums.AlterTableType.AT_DropOf: "NOT OF",
    enums.AlterTableType.AT_DetachPartition: "DETACH PARTITION",
    enums.AlterTableType.AT_DetachPartitionFinalize: "DETACH PARTITION",
    enums.AlterTableType.AT_DropIdentity: "DROP IDENTITY",
    enums.AlterTableType.AT_DropExpression: "DROP EXPRESSION",
}

_SYSTEM_OBJECTS: dict[Any, Refusal] = {
    enums.ObjectType.OBJECT_DATABASE: Refusal("about a database", _CLUSTER),
    enums.ObjectType.OBJECT_TABLESPACE: Refusal("about a tablespace", _CLUSTER),
    enums.ObjectType.OBJECT_PARAMETER_ACL: Refusal("about a server parameter", _ROLES),
    enums.ObjectType.OBJECT_ROLE: Refusal("about a role", _ROLES),
    enums.ObjectType.OBJECT_LARGEOBJECT: Refusal("about a large object, which is data", _DATA),
}


def refusal(node: Any, *, roles: bool = False) -> Refusal | None:
    """Return the reason why ``desired/`` may not contain this statement, or None; ``roles`` is True if roles are managed."""
    name = type(node).__name__
    if roles and about_roles(node):
        return refusal_of_role(node)
    if setting(node) is not None:
        return None
    if name in REFUSED:
        return _into(node) or REFUSED[name]
    if name not in ALLOWED:
        return Refusal(
            f"a statement that is not known here ({name})", "delete it, and report that you need it"
        )
    return _condition(node) or _refused_access(node)


def _into(node: Any) -> Refusal | None:
    if isinstance(node, ast.SelectStmt) and node.intoClause is not None:
        return Refusal("SELECT INTO moves rows", "write CREATE TABLE with the columns that you want")
    return None


def _condition(node: Any) -> Refusal | None:
    found: Refusal | None = None
    match node:
        case ast.VariableSetStmt():
            found = _refused_setting(node)
        case ast.CreateTableAsStmt(objtype=enums.ObjectType.OBJECT_TABLE):
            found = Refusal("CREATE TABLE AS moves rows", "write CREATE TABLE with the columns that you want")
        case ast.AlterTableStmt():
            found = next((r for c in node.cmds or () if (r := _command(c)) is not None), None)
        case ast.AlterDomainStmt(subtype="X"):
            found = Refusal("ALTER DOMAIN ... DROP CONSTRAINT", _STEPS)
        case (
            ast.GrantStmt(objtype=kind) | ast.CommentStmt(objtype=kind) | ast.AlterOwnerStmt(objectType=kind)
        ):
            found = _SYSTEM_OBJECTS.get(kind)
        case ast.AlterPublicationStmt(action=enums.AlterPublicationAction.AP_DropObjects):
            found = Refusal("ALTER PUBLICATION ... DROP", _STEPS)
        case (
            ast.CreateStmt(relation=ast.RangeVar(relpersistence="t"))
            | ast.ViewStmt(view=ast.RangeVar(relpersistence="t"))
            | ast.CreateSeqStmt(sequence=ast.RangeVar(relpersistence="t"))
        ):
            found = Refusal("a temporary object ends with its session", "delete it")
    return found


def _refused_access(node: Any) -> Refusal | None:
    """Return the refusal of a statement that reaches out of the database, or None."""
    match node:
        case (
            ast.CreateUserMappingStmt(options=options)
            | ast.CreateForeignServerStmt(options=options)
            | ast.CreateFdwStmt(options=options)
        ):
            return _secret(options or ())
        case ast.CreateSubscriptionStmt():
            return _subscription(node)
    return None


def _secret(options: Iterable[Any]) -> Refusal | None:
    """Return the refusal of an option with a secret; nothing of it is printed, not even its line."""
    for option in options:
        value = str(option.arg.sval) if isinstance(option.arg, ast.String) else ""
        if is_secret(option.defname, value):
            return Refusal(
                f"option {option.defname} is a secret",
                "remove it, and set it by hand where it is needed: it is neither read nor compared",
                quiet=True,
            )
    return None


def _subscription(node: Any) -> Refusal | None:
    given = {o.defname: o.arg for o in node.options or ()}
    connects = given["connect"].sval if isinstance(given.get("connect"), ast.String) else "true"
    if node.conninfo:
        return Refusal(
            "the address of another server is a secret and differs by environment",
            "write CONNECTION '', and set the address by hand: ALTER SUBSCRIPTION ... CONNECTION",
            quiet=True,
        )
    if connects not in ("false", "off", "0"):
        return Refusal(
            "a subscription that connects",
            "write WITH (connect = false, slot_name = NONE), and enable it by hand once it has an address",
        )
    return None


def _command(command: Any) -> Refusal | None:
    if command.subtype == enums.AlterTableType.AT_SetTableSpace:
        return Refusal("SET TABLESPACE", _CLUSTER)
    step = _STEP_COMMANDS.get(command.subtype)
    return Refusal(f"ALTER TABLE ... {step}", _STEPS) if step else None


def setting(node: Any) -> Setting | None:
    """Return the effect of an accepted SET, or None for anything else."""
    match node:
        case ast.VariableSetStmt(name="search_path", kind=enums.VariableSetKind.VAR_SET_VALUE):
            return Setting(tuple(_value(a) for a in node.args or ()))
        case ast.VariableSetStmt(
            name="search_path", kind=enums.VariableSetKind.VAR_SET_DEFAULT | enums.VariableSetKind.VAR_RESET
        ):
            return Setting(())
        case ast.VariableSetStmt(kind=enums.VariableSetKind.VAR_RESET_ALL):
            return Setting(())
        case ast.VariableSetStmt() if _refused_setting(node) is None:
            return Setting()
        case ast.SelectStmt():
            return _set_config(node)
    return None


def _refused_setting(node: Any) -> Refusal | None:
    name = node.name or ""
    if name in ("role", "session_authorization"):
        return Refusal(
            f"SET {name.replace('_', ' ').upper()}", "write ALTER ... OWNER TO for each object instead"
        )
    if name not in _HARMLESS:
        return Refusal(f"SET {name}", "only search_path may be set here; it applies to its own file")
    values = _HARMLESS[name]
    given = {_value(a).lower() for a in node.args or ()}
    if values is None or given <= values:
        return None
    return Refusal(
        f"SET {name} to {', '.join(sorted(given))}",
        f"only {' or '.join(map(repr, sorted(values)))} is accepted",
    )


def _value(constant: Any) -> str:
    value = constant.val
    return str(
        value.sval if isinstance(value, ast.String) else getattr(value, "ival", getattr(value, "fval", ""))
    )


def _set_config(node: Any) -> Setting | None:
    """Return the effect of what pg_dump writes: SELECT pg_catalog.set_config('search_path', '', false)."""
    match node:
        case ast.SelectStmt(
            targetList=(ast.ResTarget(val=ast.FuncCall(funcname=names, args=(ast.A_Const() as name, ast.A_Const() as path, _))),),
            fromClause=None, whereClause=None, withClause=None, intoClause=None,
        ) if names and names[-1].sval == "set_config" and _value(name) == "search_path":  # fmt: skip
            parts = re.findall(r'"(?:[^"]|"")*"|[^\s,]+', _value(path))
            return Setting(tuple(p.strip('"').replace('""', '"') for p in parts) or ("",))
    return None
