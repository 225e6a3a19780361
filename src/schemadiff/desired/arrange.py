"""The order in which statements are loaded: what is named comes before what names it, then by kind.

A cheap guess that is nearly always right; the loader tries again what fails. File order is kept
among equals, which matters for GRANT and REVOKE on one object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Any

from pglast import ast, enums

from schemadiff.desired.declares import home, main
from schemadiff.desired.files import SourceStatement

_FIRST = 0
_SCHEMAS = 1
EXTENSIONS = 2
_ALTER_TYPE, _FUNCTION, _AFTER_FUNCTIONS = 9, 10, 13
_TABLE, _COLUMN, _CONSTRAINT, _INDEX, _FOREIGN_KEY, _ATTACH, _REST_OF_TABLES, _VIEW = (
    20,
    21,
    25,
    26,
    27,
    28,
    29,
    30,
)
_PROGRAM, _OWNER, _GRANT, _COMMENT, _LAST = 50, 60, 65, 70, 80

_RANKS: dict[str, int] = {
    "CreateExtensionStmt": EXTENSIONS, "CreateEnumStmt": 5, "CompositeTypeStmt": 6, "CreateRangeStmt": 6,
    "CreateDomainStmt": 7, "CreateSeqStmt": 8, "CreateConversionStmt": 8, "AlterEnumStmt": _ALTER_TYPE,
    "AlterTypeStmt": _ALTER_TYPE, "AlterDomainStmt": _ALTER_TYPE, "CreateFunctionStmt": _FUNCTION,
    "AlterFunctionStmt": 11, "CreatePLangStmt": 12, "CreateFdwStmt": 12, "CreateAmStmt": 12,
    # What nobody names has them as its default: an index that is made before is another one.
    "CreateOpFamilyStmt": 14, "CreateOpClassStmt": 16, "AlterOpFamilyStmt": 17, "CreateForeignServerStmt": 14, "CreateUserMappingStmt": 15, "CreateStmt": _TABLE, "CreateForeignTableStmt": _TABLE,
    "AlterSeqStmt": 22, "IndexStmt": _INDEX, "ViewStmt": _VIEW, "CreateTableAsStmt": _VIEW, "RuleStmt": 35,
    "CreateTrigStmt": 36, "CreateStatsStmt": 37, "AlterStatsStmt": 38, "CreatePolicyStmt": 40, "AlterPolicyStmt": 41,
    "CreatePublicationStmt": 45, "AlterPublicationStmt": 46, "CreateSubscriptionStmt": 47, "DoStmt": _PROGRAM, "AlterObjectDependsStmt": 55,
    "AlterOwnerStmt": _OWNER, "GrantStmt": _GRANT, "CommentStmt": _COMMENT,
    "SecLabelStmt": _COMMENT, "CreateEventTrigStmt": _LAST, "AlterEventTrigStmt": _LAST + 1,
}  # fmt: skip
"""What is not listed (operators, casts, text search ...) comes after the functions.

DO blocks come after all objects: a loop over pg_tables must see every table, and what needs an
object that only a DO block makes is tried again after it.
"""

_ALTER_RANKS = {
    enums.AlterTableType.AT_AddColumn: _COLUMN,
    enums.AlterTableType.AT_AddInherit: _COLUMN,
    enums.AlterTableType.AT_ColumnDefault: _COLUMN + 1,
    enums.AlterTableType.AT_SetNotNull: _COLUMN + 1,
    enums.AlterTableType.AT_AddIdentity: _COLUMN + 1,
    # What a partition has already is its part of what the parent has; the rest is made, under other names.
    enums.AlterTableType.AT_AttachPartition: _ATTACH,
    enums.AlterTableType.AT_ChangeOwner: _OWNER,
}

_NAMED_BY_OTHERS = {
    "relation", "table", "foreign table", "view", "materialized view", "sequence", "type", "function", "procedure",
    "aggregate", "collation", "schema", "object", "text search configuration", "text search dictionary", "server",
}  # fmt: skip


def rank(node: Any) -> int:
    """The place of a statement's kind in the loading order."""
    match node:
        case ast.CreateSchemaStmt():
            return _TABLE if node.schemaElts else _SCHEMAS
        case ast.AlterDefaultPrivilegesStmt():
            # desired/ says that they hold for all of its objects, so they come before every object.
            return EXTENSIONS + 1 if any(o.defname == "schemas" for o in node.options or ()) else _FIRST
        case ast.DefineStmt(kind=enums.ObjectType.OBJECT_TYPE | enums.ObjectType.OBJECT_COLLATION):
            return 4
        case ast.AlterTableStmt():
            # ALTER INDEX ATTACH PARTITION is one as well, and comes after the indexes.
            least = _REST_OF_TABLES if node.objtype == enums.ObjectType.OBJECT_INDEX else _COLUMN
            return max(least, *(_alter_rank(c) for c in node.cmds or ()))
        case ast.CreateStmt() if any(isinstance(e, ast.TableLikeClause) for e in node.tableElts or ()):
            return _REST_OF_TABLES
    return _RANKS.get(type(node).__name__, _AFTER_FUNCTIONS)


def _alter_rank(command: Any) -> int:
    if command.subtype != enums.AlterTableType.AT_AddConstraint:
        return _ALTER_RANKS.get(command.subtype, _REST_OF_TABLES)
    return _FOREIGN_KEY if command.def_.contype == enums.ConstrType.CONSTR_FOREIGN else _CONSTRAINT


def arrange(statements: Sequence[SourceStatement]) -> list[SourceStatement]:
    """The statements in the order in which they should load."""
    ranks = [rank(s.node) for s in statements]
    needs = _needs(statements, ranks)
    needed_by: list[list[int]] = [[] for _ in statements]
    for index, those in enumerate(needs):
        for other in those:
            needed_by[other].append(index)
    return [statements[i] for i in _sorted(ranks, [len(n) for n in needs], needed_by)]


def _needs(statements: Sequence[SourceStatement], ranks: list[int]) -> list[set[int]]:
    makers: dict[tuple[str, str], list[int]] = {}
    for index, statement in enumerate(statements):
        made = main(statement)
        if made and made.type in _NAMED_BY_OTHERS:
            makers.setdefault(("" if len(made.name) == 1 else made.name[0], made.name[-1]), []).append(index)
    schemas = frozenset(schema for schema, _ in makers)
    needs = [
        set(_makers_of(s, makers, schemas)) - {i} if _SCHEMAS < ranks[i] < _PROGRAM else set()
        for i, s in enumerate(statements)
    ]
    for index, model in _copies(statements):
        needs[index] |= {i for i, s in enumerate(statements) if model in s.words and _shapes_table(s.node)}
    return needs


def _copies(statements: Sequence[SourceStatement]) -> Iterator[tuple[int, str]]:
    """CREATE TABLE (LIKE model), which copies what the model has by then."""
    for index, statement in enumerate(statements):
        if isinstance(statement.node, ast.CreateStmt):
            for element in statement.node.tableElts or ():
                match element:
                    case ast.TableLikeClause(relation=ast.RangeVar(relname=str(model))):
                        yield index, model


def _shapes_table(node: Any) -> bool:
    match node:
        case ast.AlterTableStmt() | ast.IndexStmt() | ast.CreateStatsStmt():
            return True
        case ast.CommentStmt(objtype=kind):
            return kind in (
                enums.ObjectType.OBJECT_COLUMN,
                enums.ObjectType.OBJECT_TABCONSTRAINT,
                enums.ObjectType.OBJECT_INDEX,
            )
    return False


def _makers_of(
    statement: SourceStatement, makers: dict[tuple[str, str], list[int]], schemas: frozenset[str]
) -> Iterator[int]:
    reachable = (statement.words & schemas) | {"", "public", home(statement), *statement.search_path}
    own = _columns(statement.node)
    for word in statement.words:
        found = [i for schema in reachable for i in makers.get((schema, word), ())]
        # A column called like another table is no reference to it.
        if found and (word not in own or word in _references(statement.node)):
            yield from found


def _columns(node: Any) -> frozenset[str]:
    match node:
        case ast.CreateStmt():
            return frozenset(e.colname or "" for e in node.tableElts or () if isinstance(e, ast.ColumnDef))
        case ast.IndexStmt():
            parts = (*(node.indexParams or ()), *(node.indexIncludingParams or ()))
            return frozenset(part.name or "" for part in parts)
    return frozenset()


def _references(node: Any) -> Iterator[str]:
    """The last names of the relations, types and functions in a part of the tree."""
    match node:
        case ast.RangeVar(relname=str(name)):
            yield name
        case ast.TypeName(names=(*_, ast.String(sval=str(name)))):
            yield name
        case ast.FuncCall(funcname=(*_, ast.String(sval=str(name)))):
            yield name
    if isinstance(node, tuple):
        for item in node:
            yield from _references(item)
    elif isinstance(node, ast.Node):
        for attribute in node:
            yield from _references(getattr(node, attribute))


def _sorted(ranks: list[int], waiting: list[int], needed_by: list[list[int]]) -> Iterator[int]:
    """Kahn's algorithm with a heap; in a circle, which may be one of names only, the lowest goes first."""
    ready = [(r, i) for i, r in enumerate(ranks) if not waiting[i]]
    everything = sorted((r, i) for i, r in enumerate(ranks))
    heapify(ready)
    done: set[int] = set()
    rest = iter(everything)
    while len(done) < len(ranks):
        _, index = heappop(ready) if ready else next(rest)
        if index in done:
            continue
        done.add(index)
        yield index
        for other in needed_by[index]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, (ranks[other], other))


def roles(statements: Iterable[SourceStatement]) -> frozenset[str]:
    """The roles that are named as owner, grantee or in a policy; PUBLIC, CURRENT_USER and the like are none."""
    return frozenset(name for s in statements for name in named_roles(s.node))


def named_roles(node: Any) -> Iterator[str]:
    """The roles that one statement names."""
    for role in _role_specs(node):
        if role is not None and role.roletype == enums.RoleSpecType.ROLESPEC_CSTRING:
            yield role.rolename


def _role_specs(node: Any) -> Iterator[Any]:
    match node:
        case ast.GrantStmt():
            yield from node.grantees or ()
            yield node.grantor
        case ast.AlterDefaultPrivilegesStmt():
            yield from _role_specs(node.action)
            for option in node.options or ():
                yield from (option.arg or ()) if option.defname == "roles" else ()
        case ast.CreatePolicyStmt() | ast.AlterPolicyStmt():
            yield from node.roles or ()
        case ast.CreateSchemaStmt():
            yield node.authrole
            for element in node.schemaElts or ():
                yield from _role_specs(element)
        case ast.AlterOwnerStmt():
            yield node.newowner
        case ast.CreateUserMappingStmt():
            yield node.user
        case ast.AlterTableStmt():
            yield from (c.newowner for c in node.cmds or ())
