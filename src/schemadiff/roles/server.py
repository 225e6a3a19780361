"""The roles of the throw-away databases of a command, on a separate server that is used for nothing else.

The databases of a server share its roles, but ``desired/``, the target and the clone each need their own. So the roles
of each database are kept as statements of ``pg_dumpall --roles-only`` and created on this server when they are needed.
Only schemadiff connects to it, and only statements about roles run there, as an administrator. The functions and DO
blocks of ``desired/`` run elsewhere and so never have the attributes that its roles ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from pglast import ast, parse_sql
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from schemadiff.errors import SchemadiffError
from schemadiff.kinds import SERVER_KINDS
from schemadiff.kinds.role_setting import RoleSetting
from schemadiff.model import Catalog, Object, Reading
from schemadiff.postgres.pg_dump import dump_roles
from schemadiff.postgres.server import Server
from schemadiff.postgres.sessions import CATALOGUE
from schemadiff.roles.managed import Managed, server_catalog
from schemadiff.roles.syntax import about_roles, roles_in, subject

RoleStatements = tuple[str, ...]
"""Statements that create the roles as they are, in an order in which they run."""
LOADER = "schemadiff_loader"
"""The name of the loader on this server, where it is not used."""
ENDLESS = " VALID UNTIL 'infinity'"
"""Equivalent to no VALID UNTIL."""
FOOTER = "--\n-- PostgreSQL database dump complete\n--\n"
GRANTED_BY = " GRANTED BY "


@dataclass
class Roles:
    """The server for roles, and the roles of each database."""

    server: Server
    managed: Managed
    bindir: Path
    states: dict[str, RoleStatements] = field(default_factory=dict)
    shown: str | None = None
    """The database whose roles are on the server now."""
    stale: bool = False
    """True if those roles have changed since ``states`` was written."""

    def put(self, database: str, statements: RoleStatements) -> None:
        """Give a database these roles."""
        self._leave()
        self.states[database] = statements

    def copy(self, database: str, name: str) -> None:
        """Give the copy ``name`` of a database the same roles."""
        self.put(name, self.statements(database))

    def run(self, database: str, statement: str) -> None:
        """Run a statement about roles for a database.

        Raises:
            ValueError: the statement is about something else.
            SchemadiffError: it would change the administrator of the server, and could make the server load a library.
            psycopg.Error: PostgreSQL refuses it.
        """
        (raw,) = parse_sql(statement)
        if not about_roles(raw.stmt):
            raise ValueError(statement)
        self._refuse_own(raw.stmt)
        with self._showing(database) as conn:
            self.stale = True
            _run(conn, statement, raw.stmt)

    def _refuse_own(self, node: Any) -> None:
        if not isinstance(
            node, ast.AlterRoleStmt | ast.AlterRoleSetStmt | ast.DropRoleStmt | ast.CreateRoleStmt
        ):
            return
        named = list(subject(node))
        admin = conninfo_to_dict(self.server.superuser_base).get("user")
        if not named or {admin, self.server.loader} & set(named):
            raise SchemadiffError(
                "this statement about roles names none, or one that the throw-away server needs itself",
                hint="name a role of your own",
            )

    def read(self, database: str) -> Catalog:
        """The catalogue of a database's managed roles."""
        with self._showing(database) as conn:
            return read(conn, self.managed)

    def statements(self, database: str) -> RoleStatements:
        """The managed roles of a database as statements of pg_dumpall."""
        if self.shown == database and self.stale:
            there = self.server.conninfo(self.server.maintenance, superuser=True)
            self.states[database] = live_roles(there, self.bindir, self.managed)
            self.stale = False
        return self.states.get(database, ())

    def _showing(self, database: str) -> psycopg.Connection[Any]:
        conn = psycopg.connect(self.server.conninfo(self.server.maintenance, superuser=True), autocommit=True)
        if self.shown != database:
            self._leave()
            _clear(conn, self.server)
            for statement in self.states.get(database, ()):
                _run(conn, statement, parse_sql(statement)[0].stmt)
            self.shown = database
        return conn

    def _leave(self) -> None:
        if self.shown is not None:
            self.statements(self.shown)
        self.shown = None


def read(conn: psycopg.Connection[Any], managed: Managed) -> Catalog:
    """Read the managed objects of the server that ``conn`` is connected to, in one READ ONLY snapshot."""
    version = conn.info.server_version
    reading = Reading(version, {}, {}, {}, {}, {})
    found: list[Object] = []
    with conn.transaction(force_rollback=True):
        conn.execute(CATALOGUE)
        for kind in SERVER_KINDS:
            if not (query := kind.query_for(version)):
                continue
            cursor = conn.execute(query, {"ours": sorted(managed.roles)})
            names = [column.name for column in cursor.description or ()]
            for row in cursor.fetchall():
                values = {"parent": None, "schema": None} | dict(zip(names, row, strict=True))
                kind.fill(values, reading)
                found.append(kind.restore(values))
    return server_catalog(filter(managed.has, found), version)


def live_roles(conninfo: str, bindir: Path, managed: Managed) -> RoleStatements:
    """The managed roles of a target as statements of pg_dumpall."""
    statements = ours(dump_roles(conninfo, bindir), managed)
    with psycopg.connect(conninfo, autocommit=True) as conn:
        found = read(conn, managed).objects.values()
    # pg_dumpall writes settings of a role in a database with the databases, not with the roles.
    within = (obj for obj in found if isinstance(obj, RoleSetting) and obj.database is not None)
    return (*statements, *(sql for obj in within for sql in obj.create()))


def ours(text: str, managed: Managed) -> Iterator[str]:
    """Yield the statements of ``pg_dumpall --roles-only`` about managed objects, normalized for comparison."""
    for raw in parse_sql(text):
        if not about_roles(raw.stmt) or not managed.speaks_of(raw.stmt):
            continue
        start = raw.stmt_location or 0
        end = start + raw.stmt_len if raw.stmt_len else len(text)
        grantor = getattr(raw.stmt, "grantor", None)
        if grantor is not None and grantor.rolename not in managed.roles:
            # The administrator has another name on each server.
            end = text.rindex(GRANTED_BY, 0, grantor.location + 1)
        lines = text[start:end].strip().splitlines()
        first = next(i for i, line in enumerate(lines) if line and not line.startswith("--"))
        yield "\n".join(lines[first:]).removesuffix(ENDLESS)


def entries(statements: Iterable[str]) -> str:
    """The statements as dump entries, one per role, so that the pg_dump judge compares them like all others."""
    by_role: dict[str, list[str]] = {}
    for statement in statements:
        by_role.setdefault(_whose(statement), []).append(statement)
    return "".join(
        f"--\n-- Name: {role}; Type: ROLE; Schema: -; Owner: -\n--\n\n{_listed(by_role[role])}\n\n"
        for role in sorted(by_role)
    )


def with_roles(text: str, statements: Iterable[str]) -> str:
    """The dump of a database with its roles added."""
    more = entries(statements)
    ends = text.rfind(FOOTER)
    return text[:ends] + more + text[ends:] if ends >= 0 else text + more


def _listed(statements: Sequence[str]) -> str:
    return "\n".join(f"{statement};" for statement in sorted(statements))


def _whose(statement: str) -> str:
    (raw,) = parse_sql(statement)
    match raw.stmt:
        case ast.GrantRoleStmt(grantee_roles=(spec, *_)) | ast.GrantStmt(grantees=(spec, *_)):
            return spec.rolename or "PUBLIC"
    return next(roles_in(raw.stmt), "")


def _run(conn: psycopg.Connection[Any], statement: str, node: Any) -> None:
    """Run a statement, after creating the roles and databases that it needs and that are not managed."""
    known = {name for (name,) in conn.execute("SELECT rolname FROM pg_catalog.pg_roles")}
    made = {node.role} if isinstance(node, ast.CreateRoleStmt) else set()
    # A role that is dropped, altered or commented on must already exist, so it is not created here.
    if isinstance(node, ast.CreateRoleStmt | ast.GrantRoleStmt | ast.GrantStmt):
        for name in sorted(set(roles_in(node)) - known - made):
            conn.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
    if isinstance(node, ast.AlterRoleSetStmt) and node.database:
        _make_database(conn, str(node.database))
    conn.execute(statement.encode())


def _make_database(conn: psycopg.Connection[Any], name: str) -> None:
    if not conn.execute("SELECT FROM pg_catalog.pg_database WHERE datname = %s", [name]).rowcount:
        conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _clear(conn: psycopg.Connection[Any], server: Server) -> None:
    """Drop all roles but the server's own, and revoke all parameter privileges of PUBLIC."""
    found = conn.execute(
        "SELECT rolname FROM pg_catalog.pg_roles WHERE oid >= 16384 AND rolname <> ALL(%s)",
        [[server.loader, conn.info.user]],
    )
    names = [sql.Identifier(name) for (name,) in found]
    if names:
        listed = sql.SQL(", ").join(names)
        conn.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(listed))
        conn.execute(sql.SQL("DROP ROLE {}").format(listed))
    if server.version >= 150000:
        for (name,) in conn.execute("SELECT parname FROM pg_catalog.pg_parameter_acl").fetchall():
            conn.execute(sql.SQL("REVOKE ALL ON PARAMETER {} FROM PUBLIC").format(sql.Identifier(name)))
