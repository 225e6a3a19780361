"""The schema that another tool's migrations create: they are replayed on a throw-away server, which then is like any target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
from pglast import ast, parse_sql

from schemadiff.desired.arrange import named_roles
from schemadiff.desired.extensions import left_to_platform
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.rewrites import owning
from schemadiff.desired.splitting import Source, without_psql
from schemadiff.desired.surroundings import named_tablespaces
from schemadiff.errors import Problems, SchemadiffError, postgres_words
from schemadiff.extensions.creating import create, move, not_offered
from schemadiff.extensions.wanted import created, moved
from schemadiff.migration_tools.placeholders import hint
from schemadiff.migration_tools.scripts import Script
from schemadiff.migrations.session import Say, clean
from schemadiff.migrations.split import Command, commands
from schemadiff.model import Position
from schemadiff.postgres.server import ensure_roles, ensure_tablespaces
from schemadiff.presets import PRESETS, Preset
from schemadiff.render.untrusted import one_line
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.sql.effects import effects
from schemadiff.targets import Live

OF_THE_SERVER = (
    ast.AlterDatabaseSetStmt, ast.AlterDatabaseStmt, ast.AlterRoleSetStmt, ast.AlterRoleStmt, ast.AlterSystemStmt,
    ast.CreateRoleStmt, ast.CreateTableSpaceStmt, ast.CreatedbStmt, ast.DropRoleStmt, ast.GrantRoleStmt,
)  # fmt: skip
"""Statements about the whole server, and no schema: they are left out with a message."""

AGAIN = (
    "nothing was written into desired/; fix the file, or remove it from the folder, and run the command again"
)


@contextmanager
def replayed(settings: Settings, name: str, scripts: Iterable[Script], say: Say) -> Iterator[Live]:
    """Yield a database that has run the scripts, as a target.

    Raises:
        SchemadiffError: a statement fails, with its ``path:line`` and PostgreSQL's message.
    """
    parsed = [(script, list(_commands(script))) for script in scripts]
    preset = PRESETS[settings.preset]
    also = tuple(
        _source(s, c)
        for s, found in parsed
        for c, node in found
        if not left_to_platform(node, preset, preset.services)
    )
    with Workshop(settings, also=also, reads=False) as workshop:
        database, server = workshop.database(), workshop.server
        lacking = not_offered(server, preset.services)
        with workshop.connect(database) as conn:
            for script, found in parsed:
                ensure_roles(server, [str(n.role) for _, n in found if isinstance(n, ast.CreateRoleStmt)])
                left = [
                    each
                    for each in found
                    if not _left_to_others(script, *each, lacking=lacking, preset=preset, say=say)
                    and not _handled_elsewhere(workshop, database, *each)
                ]
                _run(conn, script, left)
        yield Live(name, server.conninfo(database), server.version, server.loader, server)


def _commands(script: Script) -> Iterator[tuple[Command, Any]]:
    problems: list[SchemadiffError] = []
    text = without_psql(Source(script.path, script.text), script.text, problems)
    if problems:
        raise Problems(problems)
    try:
        for command in commands(text, script.path):
            yield command, parse_sql(command.sql)[0].stmt
    except SchemadiffError as error:
        if error.at and not error.hint:
            start = Source(script.path, text).line_starts[error.at.line - 1]
            error.hint = hint(text, start + (error.at.column or 1) - 1) or AGAIN
        raise


def _source(script: Script, command: Command) -> SourceStatement:
    at = Position(script.path, command.line)
    return SourceStatement(command.sql, at, command.start, Source(script.path, script.text))


def _left_to_others(
    script: Script, command: Command, node: Any, *, lacking: frozenset[str], preset: Preset, say: Say
) -> bool:
    """Return True, and say so, for a statement that is not about the schema, or that the platform takes care of."""
    why = _left_out(node) or left_to_platform(node, preset, lacking)
    if why:
        first = one_line(command.sql.split("\n", 1)[0])
        say(f"{script.path}:{command.line}: skipped, because {why}: {first}")
    return bool(why)


def _handled_elsewhere(workshop: Workshop, database: str, command: Command, node: Any) -> bool:
    """Return True for a statement that the administrator has run already."""
    ensure_roles(workshop.server, named_roles(node))
    ensure_tablespaces(workshop.server, named_tablespaces(node))
    extensions = [e for e in created([command.sql]) if e.name in workshop.extensions]
    for extension in extensions:
        create(workshop.server, database, extension)
    for extension in moved([command.sql]):
        if extension.name in workshop.extensions:
            move(workshop.server, database, extension)
    return bool(extensions)


def _left_out(node: Any) -> str:
    """Return why a statement is not run; empty if it is."""
    if isinstance(node, OF_THE_SERVER):
        return "it concerns the server, not a schema"
    stdin = isinstance(node, ast.CopyStmt) and node.is_from and not node.filename and not node.is_program
    return "only psql can send its rows" if stdin else ""


def _run(conn: psycopg.Connection[Any], script: Script, found: Iterable[tuple[Command, Any]]) -> None:
    """Run the statements in one transaction, unless the file, or a statement in it, prevents that."""
    every = list(found)
    alone = any(
        isinstance(node, ast.TransactionStmt) or not effects(c.sql).transactional for c, node in every
    )
    if not script.goes_on:
        clean(conn)
    with nullcontext() if alone or not script.transactional else conn.transaction():
        for command, _ in every:
            try:
                _execute(conn, _source(script, command))
            except psycopg.Error as error:
                raise _failed(script, command, error, conn.info.server_version // 10000) from error
    conn.rollback()


def _execute(conn: psycopg.Connection[Any], statement: SourceStatement) -> None:
    """Run a statement; if it changes an owner and fails for lack of privileges, retry it with CREATE granted meanwhile."""
    lent = owning(statement)
    if lent is None:
        conn.execute(statement.sql.encode())
        return
    try:
        with conn.transaction():
            conn.execute(statement.sql.encode())
    except psycopg.errors.InsufficientPrivilege as error:
        try:
            with conn.transaction():
                conn.execute(lent.sql.encode())
        except psycopg.Error:
            raise error from None  # the first says what is wrong with the statement as it is written


def _failed(script: Script, command: Command, error: psycopg.Error, major: int) -> SchemadiffError:
    source, words = Source(script.path, script.text), postgres_words(error)
    within = error.diag.statement_position
    offset = command.start + (int(within) - 1 if within else 0)
    trust = error.sqlstate == "42501"
    return SchemadiffError(
        words,
        at=source.position(offset),
        detail=source.caret(offset),
        hint="if you trust these files, set trusted = true under [shadow]: then a superuser runs them"
        if trust
        else f"{AGAIN}; it ran on PostgreSQL {major}, and version under [shadow] asks for another",
    )
