"""Runs migrations on a throw-away server, each on the state before it, and records the effects of their statements.

The state before a file is the result of the earlier files in its folder, or the state of a target.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Self

import psycopg
from pglast import ast
from pglast.stream import RawStream

from schemadiff.desired.arrange import named_roles
from schemadiff.desired.extensions import is_platforms
from schemadiff.desired.splitting import Source
from schemadiff.desired.surroundings import named_tablespaces
from schemadiff.errors import SchemadiffError, postgres_words
from schemadiff.extensions.creating import create_and_move, not_offered
from schemadiff.lint.change import Change, complete
from schemadiff.lint.step import Step, made
from schemadiff.migrations.foreign import Script
from schemadiff.migrations.replay import endless, limit
from schemadiff.migrations.session import clean
from schemadiff.migrations.split import special
from schemadiff.migrations.transactions import Placed, placed
from schemadiff.model import Address, Catalog, Effects
from schemadiff.postgres.server import ensure_roles, ensure_tablespaces
from schemadiff.proof.observe import Observer
from schemadiff.proof.probe import Probe
from schemadiff.proof.relations import Relations, relations
from schemadiff.settings.lint import Lint
from schemadiff.shadow import Workshop
from schemadiff.sql.classify import Runs, runs
from schemadiff.sql.effects import effects_of
from schemadiff.sql.relations import named

_ROLES = re.compile(
    r"\b(?:grant|revoke|owner|policy|role|user|group|authorization|privileges)\b", re.IGNORECASE
)
"""Only statements with one of these words name roles; parsing costs 0.3 ms each."""
_ABOUT_ROLES = re.compile(r"\s*(?:create|alter|drop)\s+(?:role|user|group)\s+(?!mapping\b)", re.IGNORECASE)
"""Statements on roles, which the loader may not run: the server's roles are created beforehand, and stay."""
_ASKS = re.compile(r"\b(?:type|policy|detach|function|procedure|routine|grant)\b", re.IGNORECASE)
"""The rules only use the catalogue before the migration for files with these words."""
APART = (Runs.ALONE, Runs.APART)
Size = Callable[[Sequence[Effects]], Sequence[Effects]]
"""Adds the target's sizes to effects."""


@dataclass
class Rehearsal:
    """A throw-away database on which migrations run, one after the other, until the context ends."""

    workshop: Workshop
    database: str
    settings: Lint
    size: Size = tuple
    _conn: psycopg.Connection[Any] = field(init=False)
    _roles: set[str] = field(init=False)
    """The roles that are known to exist."""
    _lacking: frozenset[str] = field(init=False)
    """The services of the platform that the server does not offer."""

    def __enter__(self) -> Self:
        self._conn = self.workshop.connect(self.database)
        self._roles = {self.workshop.server.loader}
        self._lacking = not_offered(self.workshop.server, self.workshop.preset.services)
        # With prepared statements psycopg sends DEALLOCATE ALL after each ALTER.
        self._conn.prepare_threshold = None
        return self

    def __exit__(self, *error: object) -> None:
        self._conn.close()

    def run(self, script: Script) -> None:
        """Run a file without recording effects.

        Raises:
            SchemadiffError: a statement fails; the error has ``path:line``.
        """

        def run(sql: str, static: Effects, _: Any = None) -> Effects:
            self._conn.execute(sql.encode())
            return static

        statements = self._begin(script)
        for _ in _Running(self._conn, script, run, run, shared=self.workshop.server.shared).each(
            statements, look=False
        ):
            pass

    def watch(self, script: Script) -> Change:
        """Run a file and return its statements with their effects.

        Raises:
            SchemadiffError: a statement fails; the error has ``path:line``.
        """
        statements = self._begin(script)
        before = self._before(script)
        observer = Observer(self._conn, relations(self._conn), self.workshop.timezone)
        with closing(Probe(observer, lambda: self.workshop.connect(self.database))) as probe:
            running = _Running(
                self._conn, script, observer.run, probe.run, observer.begin, self.workshop.server.shared
            )
            seen = self.size([*running.each(statements, look=True)])
        source = Source(script.path, script.text)
        steps = tuple(
            Step(
                each.command.sql,
                effects,
                _address(each, effects, observer.known, script.path),
                source.position(each.command.start),
                each.unit,
                alone=each.alone,
                parsed=each.node,
            )
            for each, effects in zip(statements, seen, strict=True)
        )
        return complete(Change(steps, self.settings, before, managed=script.managed))

    def _begin(self, script: Script) -> Sequence[Placed]:
        statements = tuple(
            each
            for each in placed(script, per_file=self.settings.transaction_per_file)
            if not is_platforms(each.command.sql, self.workshop.preset, self._lacking)
        )
        commands = (each.command.sql for each in statements)
        create_and_move(self.workshop.server, self.database, commands, self.workshop.extensions)
        wanted = {role for each in statements for role in _roles(each)} - self._roles
        if wanted and not self.workshop.server.shared:
            # Connecting once for each of a thousand files takes longer than running their statements.
            ensure_roles(self.workshop.server, wanted)
            self._roles |= wanted
        if not self.workshop.server.shared:
            ensure_tablespaces(
                self.workshop.server, {name for each in statements for name in named_tablespaces(each.node)}
            )
        clean(self._conn)
        limit(self._conn)
        return statements

    def _before(self, script: Script) -> Catalog:
        if _ASKS.search(script.text) or self.settings.ignore:
            return self.workshop.read(self.database)
        return Catalog({}, frozenset(), frozenset(), version=self.workshop.server.version)


@dataclass(frozen=True)
class _Running:
    """Runs the statements of one file."""

    conn: psycopg.Connection[Any]
    script: Script
    inside: Callable[[str, Effects, Any], Effects]
    outside: Callable[[str, Effects], Effects]
    begin: Callable[[], None] = lambda: None
    shared: bool = False
    """True if the server's roles are not ours."""

    def each(self, statements: Sequence[Placed], *, look: bool) -> Iterator[Effects]:
        """Yield the effects of each statement, run in the file's transactions as far as PostgreSQL permits."""
        for _, group in groupby(statements, key=lambda each: each.unit):
            together = list(group)
            for whole, some in groupby(together, key=_possible):
                part = list(some)
                yield from self._transaction(part, look=look) if whole else self._alone(part)

    def _transaction(self, statements: Sequence[Placed], *, look: bool) -> list[Effects]:
        found = []
        each = statements[0]
        try:
            with self.conn.transaction():
                self.begin()
                for each in statements:
                    static = effects_of(each.node) if look else Effects()
                    found.append(self._one(each, static))
                    limit(self.conn, after=each.command.sql)
        except psycopg.Error as error:
            raise self._failed(each, error) from error
        return found

    def _one(self, each: Placed, static: Effects) -> Effects:
        sql = each.command.sql
        if _ABOUT_ROLES.match(sql) and not self.shared:
            return static
        if "extension" in sql.lower() and isinstance(each.node, ast.CreateExtensionStmt):
            # create_and_move() may have created the extension already.
            each.node.if_not_exists = True
            sql = RawStream()(each.node)
        return self.inside(sql, static, each.node if static.lock else None)

    def _alone(self, statements: Sequence[Placed]) -> Iterator[Effects]:
        for each in statements:
            static = effects_of(each.node)
            if each.control:
                yield Effects()
                continue
            try:
                yield self.outside(each.command.sql, static)
            except psycopg.Error as error:
                raise self._failed(each, error) from error

    def _failed(self, each: Placed, error: psycopg.Error) -> SchemadiffError:
        source = Source(self.script.path, self.script.text)
        within = error.diag.statement_position
        offset = each.command.start + (int(within) - 1 if within else 0)
        words, *more = postgres_words(error).splitlines()
        return SchemadiffError(
            words,
            at=source.position(offset),
            detail="\n".join([source.caret(offset), *more]),
            hint=endless(error),
        )


def _possible(each: Placed) -> bool:
    """True if the statement may share a transaction with others; a new enum value can only be used after its own."""
    sql = each.command.sql
    if each.control or each.alone:
        return False
    return not (special(sql) and runs(each.node) in APART)


def _roles(each: Placed) -> Iterator[str]:
    if not _ROLES.search(each.command.sql):
        return
    yield from named_roles(each.node)
    if isinstance(each.node, ast.CreateRoleStmt):
        yield str(each.node.role)


def _address(each: Placed, effects: Effects, known: Relations, path: str) -> Address:
    """The object of the statement: a relation that exists or that it creates, or else the file."""
    names = [*named(each.node)]
    locked = {affected.relation for affected in effects.relations}
    found = [relation.address for relation in known.called(names)]
    for address in found:
        if address in locked or len(found) == 1:
            return address
    # A relation that was renamed meanwhile is not found by its new name, and may have been locked before.
    if effects.relations and not (names and isinstance(each.node, ast.DropStmt)):
        return effects.relations[0].relation
    for name in (*names, *made(each.node)):
        return Address("table", ".".join(filter(None, name)))
    return Address("file", path)
