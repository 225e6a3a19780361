"""What a statement declares, with names and positions: objects, their parts, and comments, owners and privileges.

Names come from pglast, and are resolved in a simple way (the search_path of the file, then public). They serve to find
positions and a sensible loading order; PostgreSQL decides what an object is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pglast import ast, enums, parser

from schemadiff.desired.defaultnames import check_of_domain, constraint_name, index_name, sequence_name
from schemadiff.desired.files import SourceStatement
from schemadiff.sql.typenames import TYPES, UNQUALIFIED, fold_type


class Declared(NamedTuple):
    """An object, a part of one, or a comment, owner or privilege of one, and its position in the statement."""

    type: str
    """As in an address: "table", "table column", "policy"; "enum value" and "attribute" exist only here."""
    name: tuple[str, ...]
    """Schema first, unquoted: ("public", "t", "c"); ("app",) for a schema."""
    offset: int = 0
    """The offset in the statement's ``sql``."""
    arguments: tuple[str, ...] | None = None
    """For a routine: the last name of each input type, with ``[]`` for an array."""
    about: str = ""
    """"comment", "owner" or "privilege" if the statement only sets that of the object."""
    role: str = ""
    """The grantee of a privilege, "" for PUBLIC; or the role of default privileges, "" for whoever runs it."""
    guessed: bool = False
    """True if PostgreSQL chooses the name, so that this guess may be wrong."""


_INPUT = ("i", "b", "v", "d")  # modes of parameters that are part of a routine's identity
_SERIAL = {"serial", "serial2", "serial4", "serial8", "bigserial", "smallserial"}
_DEFAULTS = {
    enums.ConstrType.CONSTR_DEFAULT,
    enums.ConstrType.CONSTR_GENERATED,
    enums.ConstrType.CONSTR_IDENTITY,
}
_ATTRIBUTES = {
    enums.ConstrType.CONSTR_NULL,
    enums.ConstrType.CONSTR_ATTR_DEFERRABLE,
    enums.ConstrType.CONSTR_ATTR_NOT_DEFERRABLE,
    enums.ConstrType.CONSTR_ATTR_DEFERRED,
    enums.ConstrType.CONSTR_ATTR_IMMEDIATE,
    getattr(enums.ConstrType, "CONSTR_ATTR_ENFORCED", None),  # since PostgreSQL 18
    getattr(enums.ConstrType, "CONSTR_ATTR_NOT_ENFORCED", None),
}
_INDEXED = {
    enums.ConstrType.CONSTR_PRIMARY,
    enums.ConstrType.CONSTR_UNIQUE,
    enums.ConstrType.CONSTR_EXCLUSION,
}


def home(statement: SourceStatement) -> str:
    """Return the schema in which the statement creates objects with unqualified names."""
    return next((s for s in statement.search_path if s not in ("$user", "")), "public")


def declared(statement: SourceStatement) -> Iterator[Declared]:
    """Yield what the statement declares: the object first, then its parts."""
    match statement.node:
        case ast.CreateEnumStmt(typeName=names):
            name = qualified(names, home(statement))
            yield Declared("type", name)
            yield from _enum_values(statement, name)
        case node:
            yield from declared_by(node, home(statement))


def main(statement: SourceStatement) -> Declared | None:
    """Return the object that the statement creates; None if it only alters one, or sets its comment, owner or privileges."""
    if not type(statement.node).__name__.startswith(
        ("Create", "Define", "Composite", "View", "Index", "Rule")
    ):
        return None
    return next((d for d in declared(statement) if not d.about), None)


def declared_by(node: Any, schema: str) -> Iterator[Declared]:
    """Yield what a syntax tree declares; ``schema`` is the one for unqualified names."""
    match node:
        case ast.CreateStmt():
            yield from _table(node, "table", schema)
        case ast.CreateForeignTableStmt(base=base):
            yield from _table(base, "foreign table", schema)
        case ast.AlterTableStmt():
            yield from _alter_table(node, schema)
        case ast.CreateSchemaStmt():
            yield from _schema(node)
        case ast.CreateDomainStmt():
            yield from _domain(node, schema)
        case ast.AlterDomainStmt(typeName=name, def_=ast.Constraint() as check):
            yield from _checks(qualified(name, schema), (check,))
        case ast.CompositeTypeStmt(typevar=type_, coldeflist=attributes):
            name = relation(type_, schema)
            yield Declared("type", name)
            yield from (Declared("attribute", (*name, each.colname), _at(each)) for each in attributes or ())
        case _ if type(node).__name__ in _ONE:
            yield _ONE[type(node).__name__](node, schema)
        case _:
            yield from _declared_facts(node, schema)


def _declared_facts(node: Any, schema: str) -> Iterator[Declared]:
    match node:
        case ast.CommentStmt(objtype=kind, object=target):
            yield from _about("comment", kind, target, schema)
        case ast.AlterOwnerStmt(objectType=kind, object=target):
            yield from _about("owner", kind, target, schema)
        case ast.AlterDefaultPrivilegesStmt():
            yield from _default_acls(node)
        case ast.GrantStmt(objtype=kind, objects=targets, grantees=roles):
            yield from _privileges(kind, targets or (), roles or (), schema)


def _part_of(kind: str, whole: Any, name: str, schema: str) -> Declared:
    return Declared(kind, (*relation(whole, schema), name))


def _index(node: Any, schema: str) -> Declared:
    home_of_table, table = relation(node.relation, schema)
    name = node.idxname or index_name(table, node)
    return Declared("index", (home_of_table, name), guessed=not node.idxname)


def _routine(node: Any, schema: str) -> Declared:
    kind = "procedure" if node.is_procedure else "function"
    return Declared(kind, qualified(node.funcname, schema), 0, _parameters(node.parameters or ()))


def _defined(node: Any, schema: str) -> Declared:
    aggregate = node.kind == enums.ObjectType.OBJECT_AGGREGATE and node.args
    arguments = _parameters(node.args[0] or ()) if aggregate else None
    return Declared(TYPES.get(node.kind, "object"), qualified(node.defnames, schema), 0, arguments)


def _role(node: Any) -> str:
    """Return the role's name as in identities; "" for the role that runs the statement."""
    return "public" if node.roletype == enums.RoleSpecType.ROLESPEC_PUBLIC else node.rolename or ""


_ONE: dict[str, Callable[[Any, str], Declared]] = {
    "CreateAmStmt": lambda n, _: Declared("access method", (n.amname,)),
    "CreateConversionStmt": lambda n, s: Declared("conversion", qualified(n.conversion_name, s)),
    "CreateEventTrigStmt": lambda n, _: Declared("event trigger", (n.trigname,)),
    "CreateExtensionStmt": lambda n, _: Declared("extension", (n.extname,)),
    "CreateFdwStmt": lambda n, _: Declared("foreign-data wrapper", (n.fdwname,)),
    "CreateForeignServerStmt": lambda n, _: Declared("server", (n.servername,)),
    "CreateFunctionStmt": _routine,
    "CreateOpClassStmt": lambda n, s: Declared("operator class", qualified(n.opclassname, s)),
    "CreateOpFamilyStmt": lambda n, s: Declared("operator family", qualified(n.opfamilyname, s)),
    "CreatePLangStmt": lambda n, _: Declared("language", (n.plname,)),
    "CreatePolicyStmt": lambda n, s: _part_of("policy", n.table, n.policy_name, s),
    "CreatePublicationStmt": lambda n, _: Declared("publication", (n.pubname,)),
    "CreateRangeStmt": lambda n, s: Declared("type", qualified(n.typeName, s)),
    "CreateSeqStmt": lambda n, s: Declared("sequence", relation(n.sequence, s)),
    "CreateStatsStmt": lambda n, s: Declared("statistics object", qualified(n.defnames or (), s)),
    "CreateSubscriptionStmt": lambda n, _: Declared("subscription", (n.subname,)),
    "CreateTableAsStmt": lambda n, s: Declared("materialized view", relation(n.into.rel, s)),
    "CreateTrigStmt": lambda n, s: _part_of("trigger", n.relation, n.trigname, s),
    "CreateUserMappingStmt": lambda n, _: Declared("user mapping", (n.servername, _role(n.user))),
    "DefineStmt": _defined,
    "IndexStmt": _index,
    "RuleStmt": lambda n, s: _part_of("rule", n.relation, n.rulename, s),
    "ViewStmt": lambda n, s: Declared("view", relation(n.view, s)),
}
"""Statements that declare one object, by node class."""


def _schema(node: Any) -> Iterator[Declared]:
    name = node.schemaname or (node.authrole.rolename if node.authrole else None)
    if name is None:
        return
    yield Declared("schema", (name,))
    for element in node.schemaElts or ():
        yield from declared_by(element, name)


def _table(node: Any, kind: str, schema: str) -> Iterator[Declared]:
    name = relation(node.relation, schema)
    yield Declared(kind, name, _at(node.relation) if kind == "table" else 0)
    for element in node.tableElts or ():
        yield from _element(element, name)


def _element(element: Any, table: tuple[str, ...]) -> Iterator[Declared]:
    match element:
        case ast.ColumnDef():
            yield from _column(element, table)
        case ast.Constraint():
            yield from _constraint(element, table, None)


def _column(node: Any, table: tuple[str, ...]) -> Iterator[Declared]:
    name = (*table, node.colname)
    yield Declared("table column", name, _at(node))
    if node.typeName and node.typeName.names[-1].sval in _SERIAL:
        yield Declared("default value", name, _at(node))
        yield Declared("sequence", (table[0], sequence_name(table[1], node.colname)), _at(node), guessed=True)
    for constraint in node.constraints or ():
        yield from _constraint(constraint, table, node.colname)


def constraint_in(node: Any, table: tuple[str, ...], column: str | None) -> tuple[str, ...]:
    """Return the name of a constraint inside CREATE TABLE, after the table's; empty if the clause makes no constraint."""
    found = (d.name for d in _constraint(node, table, column) if d.type == "table constraint")
    return next(found, ())


def _constraint(node: Any, table: tuple[str, ...], column: str | None) -> Iterator[Declared]:
    if node.contype in _ATTRIBUTES:
        return
    offset = _at(node)
    if column and node.contype in _DEFAULTS:
        yield Declared("default value", (*table, column), offset)
        if node.contype == enums.ConstrType.CONSTR_IDENTITY:
            yield Declared("sequence", (table[0], sequence_name(table[1], column)), offset, guessed=True)
        return
    name = node.conname or constraint_name(table[1], column, node)
    yield Declared("table constraint", (*table, name), offset, guessed=not node.conname)
    if node.contype in _INDEXED:
        yield Declared("index", (table[0], name), offset, guessed=not node.conname)


def _alter_table(node: Any, schema: str) -> Iterator[Declared]:
    table = relation(node.relation, schema)
    kind = TYPES.get(node.objtype, "table")
    for command in node.cmds or ():
        match command:
            case ast.AlterTableCmd(subtype=enums.AlterTableType.AT_AddColumn, def_=column):
                yield from _column(column, table)
            case ast.AlterTableCmd(subtype=enums.AlterTableType.AT_AddConstraint, def_=constraint):
                yield from _constraint(constraint, table, None)
            case ast.AlterTableCmd(
                subtype=enums.AlterTableType.AT_ColumnDefault | enums.AlterTableType.AT_AddIdentity,
                name=str(column),
            ):
                yield Declared("default value", (*table, column))
            case ast.AlterTableCmd(subtype=enums.AlterTableType.AT_ChangeOwner):
                yield Declared(kind, table, about="owner")


def _domain(node: Any, schema: str) -> Iterator[Declared]:
    name = qualified(node.domainname, schema)
    yield Declared("type", name)
    yield from _checks(name, node.constraints or ())


def _checks(name: tuple[str, ...], constraints: Iterable[Any]) -> Iterator[Declared]:
    for constraint in constraints:
        if constraint.contype == enums.ConstrType.CONSTR_CHECK:
            made = constraint.conname or check_of_domain(name[1])
            yield Declared(
                "domain constraint", (*name, made), _at(constraint), guessed=not constraint.conname
            )


def _enum_values(statement: SourceStatement, name: tuple[str, ...]) -> Iterator[Declared]:
    strings = [t for t in parser.scan(statement.sql) if t.name == "SCONST"]
    for value, token in zip(statement.node.vals or (), strings, strict=False):
        yield Declared("enum value", (*name, value.sval), token.start)


def _about(about: str, kind: Any, target: Any, schema: str, role: str = "") -> Iterator[Declared]:
    wanted = TYPES.get(kind)
    if wanted is None:
        return
    match target:
        case ast.RangeVar():
            yield Declared(wanted, relation(target, schema), about=about, role=role)
        case ast.ObjectWithArgs():
            arguments = _parameters(target.objfuncargs or target.objargs or ())
            given = None if target.args_unspecified else arguments
            yield Declared(wanted, qualified(target.objname, schema), 0, given, about, role)
        case ast.TypeName(names=names):
            yield Declared(wanted, qualified(names, schema), about=about, role=role)
        case ast.String(sval=str(name)):
            yield Declared(wanted, (name,), about=about, role=role)
        case (ast.TypeName(names=names), ast.String(sval=str(part))):
            yield Declared(wanted, (*qualified(names, schema), part), about=about, role=role)
        case tuple():
            yield Declared(wanted, _parts(wanted, target, schema), about=about, role=role)


def _parts(wanted: str, names: tuple[Any, ...], schema: str) -> tuple[str, ...]:
    """Return the parts of a name given as a list: ``t``, ``s.t``, or ``t.c``, ``s.t.c`` for parts of a relation."""
    # For operator classes and families, the list starts with the access method.
    given = tuple(n.sval for n in names[wanted.startswith("operator ") :])
    full = 3 if wanted in ("table column", "table constraint", "policy", "trigger", "rule") else 2
    return given if wanted in UNQUALIFIED or len(given) >= full else (schema, *given)


def _privileges(kind: Any, targets: Iterable[Any], roles: Iterable[Any], schema: str) -> Iterator[Declared]:
    for role in roles:
        for target in targets:
            yield from _about("privilege", kind, target, schema, role.rolename or "")


def _default_acls(node: Any) -> Iterator[Declared]:
    """Yield default privileges, named (schema or "", type); the role is "" for whoever runs the statement."""
    options = {o.defname: o.arg or () for o in node.options or ()}
    kind = TYPES.get(node.action.objtype, "")
    for role in options.get("roles") or (None,):
        for schema in options.get("schemas") or (None,):
            where = schema.sval if schema else ""
            yield Declared("default acl", (where, kind), role=(role.rolename or "") if role else "")


def relation(node: Any, schema: str) -> tuple[str, ...]:
    """Return the schema and the name of a relation; ``schema`` is the one for unqualified names."""
    return (node.schemaname or schema, node.relname)


def qualified(names: Any, schema: str) -> tuple[str, ...]:
    """Return the schema and the name in a list of names; ``schema`` is the one for unqualified ones."""
    given = tuple(n.sval for n in names)
    return given[-2:] if len(given) > 1 else (schema, *given)


def _parameters(parameters: Iterable[Any]) -> tuple[str, ...]:
    types = (p for p in parameters if getattr(p, "mode", None) is None or p.mode.value in _INPUT)
    return tuple(_type(getattr(p, "argType", p)) for p in types)


def _type(node: Any) -> str:
    if node is None:  # the side of an operator that has no operand
        return "none"
    return fold_type(node.names[-1].sval) + ("[]" if node.arrayBounds else "")


def _at(node: Any) -> int:
    return max(0, node.location or 0)
