"""The order in which to load statements: a declaration comes before the statements that name it, then by kind.

The order is a cheap guess that is nearly always right; the loader retries what fails. Statements of equal rank keep
the order of the files, which matters for GRANT and REVOKE on one object.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Any

from pglast import ast, enums

from schemadiff.desired.binding import Needs, wait_for_better
from schemadiff.desired.checksbelow import column_of, not_null_in_parts, wait_for_checks_below
from schemadiff.desired.chosennames import wait_for_chosen
from schemadiff.desired.declares import declared, home, main
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.referencesbelow import wait_for_references_above

_FIRST = 0
_SCHEMAS = 1
EXTENSIONS = 2
_ALTER_TYPE, _FUNCTION, _AFTER_FUNCTIONS = 9, 10, 13
_TABLE, _COLUMN, _CONSTRAINT, _INDEX, _FOREIGN_KEY, _ATTACH = 20, 21, 24, 25, 26, 27
_OF_WHOLE, _REST_OF_TABLES, _VIEW = 28, 29, 30
_PROGRAM, _OWNER, _GRANT, _COMMENT, _LAST = 50, 60, 65, 70, 80

_RANKS: dict[str, int] = {
    "CreateExtensionStmt": EXTENSIONS, "CreateEnumStmt": 5, "CompositeTypeStmt": 6, "CreateRangeStmt": 6,
    "CreateDomainStmt": 7, "CreateSeqStmt": 8, "CreateConversionStmt": 8, "AlterEnumStmt": _ALTER_TYPE,
    "AlterTypeStmt": _ALTER_TYPE, "AlterDomainStmt": _ALTER_TYPE, "CreateFunctionStmt": _FUNCTION,
    "AlterFunctionStmt": 11, "CreatePLangStmt": 12, "CreateFdwStmt": 12, "CreateAmStmt": 12,
    # Operator classes can be defaults: an index without a named one, if created before, would get another.
    "CreateOpFamilyStmt": 14, "CreateOpClassStmt": 16, "AlterOpFamilyStmt": 17, "CreateForeignServerStmt": 14, "CreateUserMappingStmt": 15, "CreateStmt": _TABLE, "CreateForeignTableStmt": _TABLE,
    "AlterSeqStmt": 22, "IndexStmt": _INDEX, "ViewStmt": _VIEW, "CreateTableAsStmt": _VIEW, "RuleStmt": 35,
    "CreateTrigStmt": 36, "CreateStatsStmt": 37, "AlterStatsStmt": 38, "CreatePolicyStmt": 40, "AlterPolicyStmt": 41,
    "CreatePublicationStmt": 45, "AlterPublicationStmt": 46, "CreateSubscriptionStmt": 47, "DoStmt": _PROGRAM, "AlterObjectDependsStmt": 55,
    "AlterOwnerStmt": _OWNER, "GrantStmt": _GRANT, "CommentStmt": _COMMENT,
    "SecLabelStmt": _COMMENT, "CreateEventTrigStmt": _LAST, "AlterEventTrigStmt": _LAST + 1,
}  # fmt: skip
"""Statements that are not listed (operators, casts, text search ...) come after the functions.

DO blocks come after all objects: a loop over pg_tables must see every table, and statements that need an object that
only a DO block creates are tried again after it.
"""

_ALTER_RANKS = {
    enums.AlterTableType.AT_AddColumn: _COLUMN,
    enums.AlterTableType.AT_AddInherit: _COLUMN,
    enums.AlterTableType.AT_ColumnDefault: _COLUMN + 1,
    enums.AlterTableType.AT_SetNotNull: _COLUMN + 1,
    enums.AlterTableType.AT_AddIdentity: _COLUMN + 1,
    # ATTACH PARTITION adopts matching indexes and constraints of the partition, and creates missing ones under other
    # names.
    enums.AlterTableType.AT_AttachPartition: _ATTACH,
    enums.AlterTableType.AT_ChangeOwner: _OWNER,
}

_NAMED_BY_OTHERS = {
    "relation", "table", "foreign table", "view", "materialized view", "sequence", "type", "function", "procedure",
    "aggregate", "collation", "schema", "object", "text search configuration", "text search dictionary", "server",
}  # fmt: skip


_CHECKS = (enums.ConstrType.CONSTR_CHECK, enums.ConstrType.CONSTR_NOTNULL)


def rank(node: Any) -> int:
    """Return the rank of a statement's kind in the loading order."""
    match node:
        case ast.CreateSchemaStmt():
            return _TABLE if node.schemaElts else _SCHEMAS
        case ast.AlterDefaultPrivilegesStmt():
            # Default privileges in desired/ apply to all of its objects, so they come before every object.
            return EXTENSIONS + 1 if any(o.defname == "schemas" for o in node.options or ()) else _FIRST
        case ast.DefineStmt(kind=enums.ObjectType.OBJECT_TYPE | enums.ObjectType.OBJECT_COLLATION):
            return 4
        case ast.AlterTableStmt():
            # ALTER INDEX ATTACH PARTITION is an AlterTableStmt as well, and comes after the indexes.
            least = _REST_OF_TABLES if node.objtype == enums.ObjectType.OBJECT_INDEX else _COLUMN
            return max(least, *(_alter_rank(c) for c in node.cmds or ()))
        case ast.CreateStmt() if any(isinstance(e, ast.TableLikeClause) for e in node.tableElts or ()):
            return _REST_OF_TABLES
    return _RANKS.get(type(node).__name__, _AFTER_FUNCTIONS)


def _alter_rank(command: Any) -> int:
    if command.subtype != enums.AlterTableType.AT_AddConstraint:
        return _ALTER_RANKS.get(command.subtype, _REST_OF_TABLES)
    return _FOREIGN_KEY if command.def_.contype == enums.ConstrType.CONSTR_FOREIGN else _CONSTRAINT


@dataclass(frozen=True)
class Arranged:
    """Statements in the order in which they should load."""

    statements: Sequence[SourceStatement]
    needs: Sequence[Collection[int]]
    """For each statement, the places of those that should come before it, even if a cycle prevents that."""

    @cached_property
    def place(self) -> Mapping[SourceStatement, int]:
        """The place of each statement in the order."""
        return {statement: place for place, statement in enumerate(self.statements)}


def arrange(statements: Sequence[SourceStatement], path: Sequence[str] = ()) -> Arranged:
    """Return the statements in the order to load them; ``path`` is the search_path of files that set none."""
    ranks = _ranks(statements)
    needs = _needs(statements, ranks, path)
    wait_for_chosen(statements, needs)
    wait_for_better(statements, needs)
    wait_for_checks_below(statements, needs)
    wait_for_references_above(statements, needs)
    keys = [*((r, s.sql) for r, s in zip(ranks, statements, strict=True)), (_AFTER_FUNCTIONS, "")]
    # Statements of the last ranks have no dependencies with names, and would be ready before everything that is in a
    # cycle.
    needed = set[int]().union(*needs)
    last = [i not in needed and rank >= _PROGRAM for i, rank in enumerate(ranks)]
    order = sorted((i for i in _sorted(keys, needs) if i < len(statements)), key=last.__getitem__)
    place = {number: place for place, number in enumerate(order)}
    return Arranged(
        [statements[i] for i in order], [[place[n] for n in needs[i] if n in place] for i in order]
    )


def _ranks(statements: Sequence[SourceStatement]) -> list[int]:
    """Return the rank of each statement.

    What is made for ONLY a partitioned table comes after ATTACH PARTITION, as in a dump: ATTACH would give the partition
    a part of it. So do its checks, which ATTACH would expect in the partition; not a NOT NULL that the partition declares
    itself, which ATTACH makes an inherited one.
    """
    nodes = [s.node for s in statements]
    wholes = {
        str(n.relation.relname) for n in nodes if isinstance(n, ast.CreateStmt) and n.partspec and n.relation
    }
    early = not_null_in_parts(nodes) if wholes else frozenset()
    return [_OF_WHOLE if _follows_parts(n, wholes, early) else rank(n) for n in nodes]


def _follows_parts(node: Any, wholes: Collection[str], early: Collection[tuple[str, str]]) -> bool:
    """Return True for an index or key of ONLY one of the tables ``wholes``, and for a check or NOT NULL of one.

    Not for a NOT NULL among ``early``, as table and column.
    """
    match node:
        case ast.IndexStmt(relation=ast.RangeVar(inh=False, relname=name)):
            return name in wholes
        case ast.AlterTableStmt(relation=ast.RangeVar(inh=inherited, relname=name), cmds=commands):
            added = (c for c in commands or () if name in wholes and _alter_rank(c) == _CONSTRAINT)
            return any(
                not inherited or (c.def_.contype in _CHECKS and (name, column_of(c.def_)) not in early)
                for c in added
            )
    return False


def _needs(statements: Sequence[SourceStatement], ranks: list[int], path: Sequence[str]) -> Needs:
    makers: dict[tuple[str, str], list[int]] = {}
    for index, statement in enumerate(statements):
        for kind, name in _named(statement):
            if kind in _NAMED_BY_OTHERS:
                makers.setdefault(("" if len(name) == 1 else name[0], name[-1]), []).append(index)
    schemas = frozenset(schema for schema, _ in makers)
    needs = [
        set(_makers_of(s, makers, schemas, path)) - {i} if _SCHEMAS < ranks[i] < _PROGRAM else set()
        for i, s in enumerate(statements)
    ]
    for index, model in _copies(statements):
        needs[index] |= {i for i, s in enumerate(statements) if model in s.words and _shapes_table(s.node)}
    return needs


def _named(statement: SourceStatement) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the type and name of the object that the statement creates; for CREATE SCHEMA, also those of its elements."""
    if isinstance(statement.node, ast.CreateSchemaStmt):
        yield from ((one.type, one.name) for one in declared(statement) if not one.about)
    elif made := main(statement):
        yield made.type, made.name


def _copies(statements: Sequence[SourceStatement]) -> Iterator[tuple[int, str]]:
    """Yield each CREATE TABLE (LIKE model), which copies what the model has at that time."""
    for index, statement in enumerate(statements):
        elements = statement.node.tableElts if isinstance(statement.node, ast.CreateStmt) else None
        for element in elements or ():
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
    statement: SourceStatement,
    makers: dict[tuple[str, str], list[int]],
    schemas: frozenset[str],
    path: Sequence[str],
) -> Iterator[int]:
    reachable = (statement.words & schemas) | {
        "",
        "public",
        home(statement),
        *(statement.search_path or path),
    }
    own = _columns(statement.node)
    for word in statement.words:
        found = [i for schema in reachable for i in makers.get((schema, word), ())]
        # A column with the name of another table is no reference to it.
        if found and (word not in own or word in _references(statement.node)):
            yield from found


def _columns(node: Any) -> frozenset[str]:
    match node:
        case ast.CreateStmt():
            return frozenset(e.colname or "" for e in node.tableElts or () if isinstance(e, ast.ColumnDef))
        case ast.IndexStmt():
            parts = (*(node.indexParams or ()), *(node.indexIncludingParams or ()))
            return frozenset(part.name or "" for part in parts)
        case ast.CreateFunctionStmt(funcname=(*_, ast.String(sval=str(name)))):
            # A function need not call another one of its own name.
            return frozenset({name, *(p.name or "" for p in node.parameters or ())})
    return frozenset()


def _references(node: Any) -> Iterator[str]:
    """Yield the last names of the relations, types and functions in a part of the tree."""
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


def _sorted(keys: Sequence[tuple[int, str]], needs: Needs) -> Iterator[int]:
    """Sort by Kahn's algorithm with a heap; of a cycle, which may be one of names only, the lowest key goes first.

    The keys are ranks and texts: the order of the files only decides between statements that are in no cycle.
    """
    waiting = [len(n) for n in needs]
    needed_by: list[list[int]] = [[] for _ in needs]
    for index, those in enumerate(needs):
        for other in those:
            needed_by[other].append(index)
    ready = [(rank, i) for i, (rank, _) in enumerate(keys) if not waiting[i]]
    heapify(ready)
    done: set[int] = set()
    everything: Iterator[int] | None = None
    first: int | None = None
    while len(done) < len(keys):
        if not ready:
            everything = everything or iter(sorted(range(len(keys)), key=keys.__getitem__))
            if first is None or first in done:
                first = next(i for i in everything if i not in done)
            lowest = min(_circle(first, keys, needs, done), key=keys.__getitem__)
            ready.append((keys[lowest][0], lowest))
        _, index = heappop(ready)
        if index in done:
            continue
        done.add(index)
        yield index
        for other in needed_by[index]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, (keys[other][0], other))


def _circle(start: int, keys: Sequence[tuple[int, str]], needs: Needs, done: set[int]) -> list[int]:
    """Return a cycle that a statement is part of, or waits for."""
    path = {start: None}
    following = start
    while (following := min(needs[following] - done, key=keys.__getitem__)) not in path:
        path[following] = None
    found = [*path]
    return found[found.index(following) :]


def roles(statements: Iterable[SourceStatement]) -> frozenset[str]:
    """Return the roles named as owner, grantee or in a policy; without PUBLIC, CURRENT_USER and the like."""
    return frozenset(name for s in statements for name in named_roles(s.node))


def named_roles(node: Any) -> Iterator[str]:
    """Yield the roles that one statement names."""
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
