"""What the migrations of another tool make: replayed on a throw-away server, which then is like any target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
from pglast import ast, parse_sql

from schemadiff.administer import created, make
from schemadiff.arrange import named_roles
from schemadiff.effects import effects
from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.files import SourceStatement
from schemadiff.layouts import Script
from schemadiff.migrations.session import Say, clean
from schemadiff.migrations.split import Command, commands
from schemadiff.model import Position
from schemadiff.postgres.server import ensure_roles
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.splitting import Source
from schemadiff.targets import Live

OF_THE_SERVER = (
    ast.AlterDatabaseSetStmt, ast.AlterDatabaseStmt, ast.AlterRoleSetStmt, ast.AlterRoleStmt, ast.AlterSystemStmt,
    ast.CreateRoleStmt, ast.CreateTableSpaceStmt, ast.CreatedbStmt, ast.DropRoleStmt, ast.GrantRoleStmt,
)  # fmt: skip
"""What concerns the whole server, and no schema: it is left out, and said."""


@contextmanager
def replayed(settings: Settings, name: str, scripts: Iterable[Script], say: Say) -> Iterator[Live]:
    """A database that has run the scripts, as a target.

    Raises:
        SchemadiffError: a statement fails, with its ``path:line`` and PostgreSQL's message.
    """
    parsed = [(script, list(_commands(script))) for script in scripts]
    also = tuple(_source(script, c) for script, found in parsed for c, _ in found)
    with Workshop(settings, also=also, reads=False) as workshop:
        database, server = workshop.database(), workshop.server
        with workshop.connect(database) as conn:
            for script, found in parsed:
                left = [
                    each for each in found if not _done_otherwise(workshop, database, script, *each, say=say)
                ]
                _run(conn, script, left)
        yield Live(name, server.conninfo(database), server.version, server.loader, server)


def _commands(script: Script) -> Iterator[tuple[Command, Any]]:
    for command in commands(script.text, script.path):
        yield command, parse_sql(command.sql)[0].stmt


def _source(script: Script, command: Command) -> SourceStatement:
    at = Position(script.path, command.line)
    return SourceStatement(command.sql, at, command.start, Source(script.path, script.text))


def _done_otherwise(
    workshop: Workshop, database: str, script: Script, command: Command, node: Any, *, say: Say
) -> bool:
    """True for what is no business of a schema, or what an administrator has done already."""
    if isinstance(node, ast.CreateRoleStmt):
        ensure_roles(workshop.server, [str(node.role)])
    if isinstance(node, OF_THE_SERVER):
        first = command.sql.split("\n", 1)[0]
        say(f"{script.path}:{command.line}: left out, for it concerns the server and no schema: {first}")
        return True
    ensure_roles(workshop.server, named_roles(node))
    extensions = [e for e in created([command.sql]) if e.name in workshop.extensions]
    for extension in extensions:
        make(workshop.server, database, extension)
    return bool(extensions)


def _run(conn: psycopg.Connection[Any], script: Script, found: Iterable[tuple[Command, Any]]) -> None:
    """One transaction, unless the file, or a statement in it, says otherwise."""
    every = list(found)
    alone = any(
        isinstance(node, ast.TransactionStmt) or not effects(c.sql).transactional for c, node in every
    )
    clean(conn)
    with nullcontext() if alone or not script.transactional else conn.transaction():
        for command, _ in every:
            try:
                conn.execute(command.sql.encode())
            except psycopg.Error as error:
                raise _failed(script, command, error) from error
    conn.rollback()


def _failed(script: Script, command: Command, error: psycopg.Error) -> SchemadiffError:
    source, words = Source(script.path, script.text), postgres_words(error)
    within = error.diag.statement_position
    offset = command.start + (int(within) - 1 if within else 0)
    trust = error.sqlstate == "42501"
    return SchemadiffError(
        words,
        at=source.position(offset),
        detail=source.caret(offset),
        hint="if you trust these files, set trusted = true under [shadow]: a superuser runs them then"
        if trust
        else "nothing was written; mend the file, or leave it out of the folder",
    )
