"""GRANT and REVOKE on members of extensions, which belong to the administrator of a throw-away server.

The administrator runs statements that are built anew: privileges, columns and roles are taken from the syntax tree
and quoted again, members have the identity that PostgreSQL prints. He runs nothing else of an untrusted text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, LiteralString, NamedTuple

import psycopg
from pglast import ast, enums, parse_sql
from pglast.enums import GrantTargetType, ObjectType
from pglast.parser import ParseError
from pglast.stream import RawStream
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composable, Identifier

from schemadiff.grants.without_effect import refuse_without_effect
from schemadiff.kinds.privilege import GRANT_ON
from schemadiff.postgres.server import Server

PRIVILEGES: tuple[LiteralString, ...] = (
    "select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain", "usage", "create", "execute",
)  # fmt: skip
ALL_OF: Mapping[Any, frozenset[str]] = {
    ObjectType.OBJECT_TABLE: frozenset({"table", "view", "materialized view", "foreign table"}),
    ObjectType.OBJECT_SEQUENCE: frozenset({"sequence"}),
    ObjectType.OBJECT_FUNCTION: frozenset({"function", "aggregate"}),
    ObjectType.OBJECT_PROCEDURE: frozenset({"procedure"}),
    ObjectType.OBJECT_ROUTINE: frozenset({"function", "aggregate", "procedure"}),
}
"""The types that ALL ... IN SCHEMA includes."""
FINDS: Mapping[Any, LiteralString] = {
    ObjectType.OBJECT_TABLE: "SELECT pg_catalog.to_regclass(%s)::oid",
    ObjectType.OBJECT_SEQUENCE: "SELECT pg_catalog.to_regclass(%s)::oid",
    ObjectType.OBJECT_TYPE: "SELECT pg_catalog.to_regtype(%s)::oid",
    ObjectType.OBJECT_DOMAIN: "SELECT pg_catalog.to_regtype(%s)::oid",
}
ROUTINES = (ObjectType.OBJECT_FUNCTION, ObjectType.OBJECT_PROCEDURE, ObjectType.OBJECT_ROUTINE)
OBJECTS: LiteralString = """
    SELECT o.oid::int8, i.type, i.identity, o.name, n.nspname,
           EXISTS (SELECT FROM pg_catalog.pg_depend
                   WHERE classid = class AND objid = o.oid AND objsubid = 0 AND deptype = 'e' AND refobjid >= 16384)
    FROM (SELECT 'pg_catalog.pg_class'::regclass AS class, oid, relname AS name, relnamespace AS within
              FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, proname, pronamespace FROM pg_catalog.pg_proc
          UNION ALL SELECT 'pg_catalog.pg_type'::regclass, oid, typname, typnamespace FROM pg_catalog.pg_type
          UNION ALL SELECT 'pg_catalog.pg_namespace'::regclass, oid, nspname, 0 FROM pg_catalog.pg_namespace
          UNION ALL SELECT 'pg_catalog.pg_language'::regclass, oid, lanname, 0 FROM pg_catalog.pg_language
          UNION ALL SELECT 'pg_catalog.pg_foreign_server'::regclass, oid, srvname, 0 FROM pg_catalog.pg_foreign_server
          UNION ALL SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid, fdwname, 0
              FROM pg_catalog.pg_foreign_data_wrapper) o
         LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.within,
         pg_catalog.pg_identify_object(class, o.oid, 0) i
    WHERE o.oid >= 16384 AND (o.name = ANY (%(names)s) OR n.nspname = ANY (%(schemas)s))
"""
MEMBERS: LiteralString = "SELECT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE deptype = 'e' AND objid >= 16384 AND refobjid >= 16384)"


class Thing(NamedTuple):
    """An object that privileges can be granted on."""

    oid: int
    type: str
    identity: str
    name: str
    schema: str | None
    member: bool


class Parts(NamedTuple):
    """A GRANT or REVOKE, split by who can run it."""

    administrator: Sequence[str]
    rest: str | None
    """The statement for the loader; None if nothing is left for it."""


def grant_in(sql: str) -> ast.GrantStmt | None:
    """The syntax tree, if the text is a single GRANT or REVOKE that names objects."""
    if not sql.lstrip()[:6].lower().startswith(("grant", "revoke")):
        return None
    try:
        parsed = parse_sql(sql)
    except ParseError:
        # PostgreSQL reports the syntax error when it runs.
        return None
    node: Any = parsed[0].stmt
    named = isinstance(node, ast.GrantStmt) and node.targtype != GrantTargetType.ACL_TARGET_DEFAULTS
    return node if named and len(parsed) == 1 else None


def has_members(conn: psycopg.Connection[Any]) -> bool:
    """True if any extension has members, apart from those that every database has."""
    return conn.cursor(row_factory=tuple_row).execute(MEMBERS).fetchone() == (True,)


def names_in(node: Any) -> set[tuple[str, bool]]:
    """The unqualified names of the objects of a GRANT; with True, of the schemas whose objects it includes."""
    everywhere = node.targtype == GrantTargetType.ACL_TARGET_ALL_IN_SCHEMA
    return {(_last(target), everywhere) for target in node.objects or ()}


def members_named(conn: psycopg.Connection[Any], names: Iterable[tuple[str, bool]]) -> set[tuple[str, bool]]:
    """Those of the names that belong to a member, or to a schema that contains members."""
    found = {
        pair for t in _things(conn, names) if t.member for pair in ((t.name, False), (t.schema or "", True))
    }
    return found & set(names)


def _things(conn: psycopg.Connection[Any], names: Iterable[tuple[str, bool]]) -> list[Thing]:
    asked: dict[bool, list[str]] = {False: [], True: []}
    for name, everywhere in names:
        asked[everywhere].append(name)
    values = {"names": asked[False], "schemas": asked[True]}
    rows = conn.cursor(row_factory=tuple_row).execute(OBJECTS, values).fetchall()
    return [thing for row in rows if (thing := Thing(*row)).type in GRANT_ON]


def parts(conn: psycopg.Connection[Any], sql: str, node: Any, members: Sequence[Thing], loader: str) -> Parts:
    """Split a statement into grants on ``members`` and grants on everything else that ``conn`` sees."""
    if node.targtype == GrantTargetType.ACL_TARGET_ALL_IN_SCHEMA:
        wanted = ALL_OF.get(node.objtype, ())
        rewritten = [
            _rewritten(node, each, loader) for each in members if each.schema and each.type in wanted
        ]
        oids = {each.oid for each in members}
        others = [t for t in _things(conn, names_in(node)) if t.type in wanted and t.oid not in oids]
        rest = [_rewritten(node, each, loader) for each in others]
        return Parts(rewritten, "; ".join(rest) if rest else None) if rewritten else Parts((), sql)
    found = [(target, _find(conn, node.objtype, target, members)) for target in node.objects]
    by_oid = {member.oid: member for member in members}
    rewritten = [_rewritten(node, by_oid[oid], loader) for _, oid in found if oid in by_oid]
    if not rewritten:
        return Parts((), sql)
    node.objects = tuple(target for target, oid in found if oid not in by_oid)
    return Parts(rewritten, RawStream()(node) if node.objects else None)


def _find(conn: psycopg.Connection[Any], kind: Any, target: Any, members: Iterable[Thing]) -> int:
    """The oid of an object that a GRANT names; 0 if it is certainly no member."""
    if all(member.name != _last(target) for member in members):
        return 0
    if kind in ROUTINES:
        name = Identifier(*(part.sval for part in target.objname)).as_string()
        if target.args_unspecified:
            return _scalar(conn, "SELECT pg_catalog.to_regproc(%s)::oid", name) or 0
        types = ", ".join(RawStream()(each) for each in target.objargs or ())
        return _scalar(conn, "SELECT pg_catalog.to_regprocedure(%s)::oid", f"{name}({types})") or 0
    if kind in FINDS:
        return _scalar(conn, FINDS[kind], Identifier(*_names(target)).as_string()) or 0
    return next((m.oid for m in members if m.schema is None and m.name == _last(target)), 0)


def _scalar(conn: psycopg.Connection[Any], query: LiteralString, *values: str) -> Any:
    row = conn.cursor(row_factory=tuple_row).execute(query, values).fetchone()
    return row[0] if row else None


def _names(target: Any) -> list[str]:
    match target:
        case ast.RangeVar(schemaname=schema, relname=name):
            return [str(part) for part in (schema, name) if part]
        case ast.ObjectWithArgs(objname=names) | ast.TypeName(names=names):
            return [part.sval for part in names or ()]
        case ast.String(sval=name):
            return [str(name)]
    return [part.sval for part in target]


def _last(target: Any) -> str:
    return _names(target)[-1]


def _rewritten(node: Any, thing: Thing, loader: str) -> str:
    """The same statement for that one object, built from checked parts."""
    listed = SQL(", ").join(map(_privilege, node.privileges)) if node.privileges else SQL("ALL")
    roles = SQL(", ").join(_role(role, loader) for role in node.grantees)
    # The identity is quoted by PostgreSQL.
    on = SQL(f"{GRANT_ON[thing.type]} {thing.identity}")
    if node.is_grant:
        option = SQL(" WITH GRANT OPTION" if node.grant_option else "")
        return SQL("GRANT {} ON {} TO {}{}").format(listed, on, roles, option).as_string()
    option = SQL("GRANT OPTION FOR " if node.grant_option else "")
    cascade = SQL(" CASCADE" if node.behavior == enums.DropBehavior.DROP_CASCADE else "")
    return SQL("REVOKE {}{} ON {} FROM {}{}").format(option, listed, on, roles, cascade).as_string()


def _privilege(node: Any) -> Composable:
    # The word comes from our list, never from the text.
    name = next((SQL(word) for word in PRIVILEGES if word == node.priv_name), SQL("ALL"))
    columns = SQL(", ").join(Identifier(column.sval) for column in node.cols or ())
    return SQL("{} ({})").format(name, columns) if node.cols else name


def _role(role: Any, loader: str) -> Composable:
    if role.roletype == enums.RoleSpecType.ROLESPEC_PUBLIC:
        return SQL("PUBLIC")
    named = role.roletype == enums.RoleSpecType.ROLESPEC_CSTRING
    return Identifier(role.rolename if named else loader)


def granted_beside(server: Server, database: str, conn: psycopg.Connection[Any], sql: str) -> str | None:
    """Let the administrator run what a GRANT or REVOKE says about members; return the rest for ``conn``, or None.

    The administrator looks up the members himself with an empty search_path: on ``conn``, user-defined operators could
    take precedence and pass a function of the server off as a member.

    Raises:
        psycopg.Error: a privilege cannot be granted.
    """
    node = None if server.trusted else grant_in(sql)
    if node is None or not has_members(conn) or not _plain(node):
        return sql
    # A role that holds a grant option grants in its own name.
    if not members_named(conn, names_in(node)) or _scalar(conn, "SELECT current_user::text") != server.loader:
        return sql
    with closing(psycopg.connect(server.conninfo(database, superuser=True), autocommit=True)) as admin:
        admin.execute("SELECT pg_catalog.set_config('search_path', '', false)")
        members = [thing for thing in _things(admin, names_in(node)) if thing.member]
        found = parts(conn, sql, node, members, server.loader)
        for statement in found.administrator:
            with refuse_without_effect(admin, statement):
                admin.execute(statement.encode())
    return found.rest


def _plain(node: Any) -> bool:
    return all((each.priv_name or "select") in PRIVILEGES for each in node.privileges or ())


def cursors(
    server: Server, database: str, spoken: Callable[[str], str] | None = None
) -> type[psycopg.Cursor[Any]]:
    """A cursor class whose grants on members are run by the administrator; ``spoken`` rewrites each text first."""

    class Beside(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> Beside:
            if isinstance(query, bytes | str) and params is None:
                text = query.decode() if isinstance(query, bytes) else query
                text = spoken(text) if spoken else text
                # granted_beside queries through cursors of this class as well, but never with a GRANT.
                query = (granted_beside(server, database, self.connection, text) or "").encode()
            return super().execute(query, params, **options)

    return Beside
