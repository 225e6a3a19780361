"""Loading ``desired/`` into a fresh database, in any order, without trusting it.

It runs as the loader, which is no superuser unless the settings say that ``desired/`` is trusted. Only CREATE
EXTENSION and COMMENT ON EXTENSION run as a superuser, and before ``desired/`` has created anything that these could
call by mistake.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Any, Literal

import psycopg
from pglast import ast
from psycopg.sql import Identifier

from schemadiff.desired import declares, explain, rewrites
from schemadiff.desired.arrange import EXTENSIONS, arrange, rank
from schemadiff.desired.duplicates import declared_twice, without_placeholders
from schemadiff.desired.explain import Failed
from schemadiff.desired.extensions import about_extension, refused, unmade
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.member_grants import concerning, held_back, said_beside
from schemadiff.desired.report import BodyError, LoadReport, PolicyError
from schemadiff.desired.rewrites import Step
from schemadiff.desired.session import Session, chunks, run, run_chunk
from schemadiff.desired.settling import Settling, settled
from schemadiff.desired.surroundings import surround
from schemadiff.errors import Problems, SchemadiffError, connecting, redact
from schemadiff.extensions.creating import create_fixed_schema
from schemadiff.extensions.wanted import created
from schemadiff.grants.without_effect import NOTHING_DONE
from schemadiff.postgres.server import Server
from schemadiff.postgres.sessions import READING
from schemadiff.presets import PLAIN, USUAL, Preset, give_way

log = logging.getLogger(__name__)

_UNKNOWN = frozenset({"42P01", "42703", "42883"})
_POLICY_ERRORS = frozenset({"42601", "42883", "42804", "22P02", "42703", "42725", "42846", "42P18"})


def load(
    server: Server,
    database: str,
    statements: Sequence[SourceStatement],
    extensions: frozenset[str] = frozenset(),
    preset: Preset = PLAIN,
    *,
    on_policy_error: Literal["raise", "placeholder"] = "raise",
) -> LoadReport:
    """Create what the statements declare, or raise Problems with everything that could not be created.

    With placeholders, policies and bodies that PostgreSQL refuses are reported instead of raised. ``extensions`` are
    those that the settings allow beyond the harmless ones; ``preset`` is the platform of the database.
    """
    statements = without_placeholders(statements)
    _raise(declared_twice(statements))
    surround(server, statements)
    warnings, undone = list[str](), list[str]()
    arranged = arrange(statements, preset.search_path)
    ordered = arranged.statements
    early = [rewrites.step(s) for s in ordered if rank(s.node) < EXTENSIONS]
    late = [rewrites.step(s) for s in ordered if rank(s.node) >= EXTENSIONS and not about_extension(s)]
    with _session(server, database, preset.search_path, warnings, undone) as session:
        made = (s.node.pubname for s in ordered if isinstance(s.node, ast.CreatePublicationStmt))
        give_way(session.connection, preset, made)
        settling = Settling(session, arranged)
        settling.run(early)
        _make_extensions(server, database, ordered, extensions)
        mine, grants = held_back(server, session.connection, late)
        settling.run(mine)
        settling.run_otherwise()
        settling.release()
        failed = _granted(session, server, database, grants, settling.failed)
        policy_errors: list[PolicyError] = []
        if on_policy_error == "placeholder":
            failed = _with_placeholders(session, failed, statements, policy_errors)
        _raise(explain.problems(_by_place(_placed(session, failed)), statements))
        bodies = _check_bodies(session, statements)
        body_errors = _body_errors(bodies, statements, bear=on_policy_error == "placeholder")
    for warning in dict.fromkeys(warnings):
        log.info("desired: %s", warning)
    warned, ungranted = (tuple(dict.fromkeys(each)) for each in (warnings, undone))
    by_place = tuple(sorted(policy_errors, key=lambda e: _place(e.statement)))
    return LoadReport(by_place, body_errors, warned, ungranted, settling.bound(preset.search_path))


def _raise(problems: Iterable[SchemadiffError]) -> None:
    found = tuple(problems)
    if found:
        raise Problems(found)


def _body_errors(
    failed: Iterable[Failed], statements: Sequence[SourceStatement], *, bear: bool
) -> tuple[BodyError, ...]:
    """Raise the errors in bodies; with ``bear``, those for what does not exist are returned instead."""
    found = _by_place(failed)
    borne = [f for f in found if bear and f.code in _UNKNOWN]
    _raise(explain.explained(f, statements) for f in found if f not in borne)
    return tuple(BodyError(f.step.statement, explain.explained(f, statements)) for f in borne)


def _by_place(failed: Iterable[Failed]) -> list[Failed]:
    return sorted(failed, key=lambda f: _place(f.step.statement))


def _place(statement: SourceStatement) -> tuple[str, int]:
    return statement.at.path, statement.offset


@contextmanager
def _session(
    server: Server, database: str, path: Sequence[str], warnings: list[str], undone: list[str]
) -> Iterator[Session]:
    connection = _connect(server.conninfo(database))

    def keep(diag: psycopg.errors.Diagnostic) -> None:
        if diag.severity_nonlocalized == "WARNING":
            warnings.append(redact(diag.message_primary or ""))
        if diag.sqlstate in NOTHING_DONE:
            undone.append(diag.message_primary or "")

    connection.add_notice_handler(keep)
    with connection:
        row = connection.execute(
            "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user"
        ).fetchone()
        if row is None or (row[0] and not server.trusted):
            raise SchemadiffError(f"refusing to load desired/ as a superuser of the {server.provider} server")
        yield Session(connection, path)


def _connect(conninfo: str) -> psycopg.Connection[Any]:
    with connecting(conninfo):
        conn = psycopg.connect(conninfo, autocommit=True, client_encoding="utf8")
    conn.execute(READING)
    return conn


# Extensions ----------------------------------------------------------------------------------------


def _make_extensions(
    server: Server, database: str, ordered: Sequence[SourceStatement], trusted: frozenset[str]
) -> None:
    if not (about := [s for s in ordered if about_extension(s)]):
        return
    made = [s for s in about if isinstance(s.node, ast.CreateExtensionStmt)]
    _raise(refused(made, trusted))
    with _connect(server.conninfo(database, superuser=True)) as connection:
        wants = {
            each.name: create_fixed_schema(connection, each, server) for each in created(s.sql for s in made)
        }
        plain = [rewrites.step(s) for s in made if not wants.get(str(s.node.extname), True)]
        rest = [step for step in map(rewrites.step, about) if step not in plain]
        admin = Session(connection, USUAL)
        # The loader creates and owns extensions that need no superuser, as whoever creates them does elsewhere.
        loader = Session(connection, USUAL, role=Identifier(server.loader).as_string())
        waiting, failed = settled(loader, plain), settled(admin, rest)
        failed = [*settled(loader, [f.step for f in waiting]), *settled(admin, [f.step for f in failed])]
    _raise(unmade(f, server) for f in _by_place(failed))


def _granted(
    session: Session, server: Server, database: str, grants: Sequence[Step], failed: list[Failed]
) -> list[Failed]:
    """Grant in the order of the files, on members of extensions as the administrator; return all failures."""
    for on_members, group in groupby(grants, concerning(session.connection, grants)):
        steps = list(group)
        if not on_members:
            failed += settled(session, steps)
            continue
        for step in steps:
            prefix = session.prefix(step)
            error = said_beside(server, database, session.connection, prefix, step.sql)
            failed += [Failed(step, error, 0)] if error else []
    return failed


# Second tries ----------------------------------------------------------------------------------------


def _placed(session: Session, failed: Sequence[Failed]) -> list[Failed]:
    """Return the failures, with positions inside of policies, which PostgreSQL does not report by itself."""
    trying = replace(session, checking=True)
    found = []
    for one in failed:
        policy = isinstance(one.step.statement.node, ast.CreatePolicyStmt) and one.offset is None
        tries = (run(trying, step) for step in rewrites.conditions(one.step.statement)) if policy else ()
        better = (f for f in tries if f is not None and f.code == one.code and f.offset is not None)
        found.append(next(better, one))
    return found


def _with_placeholders(
    session: Session,
    failed: Sequence[Failed],
    statements: Sequence[SourceStatement],
    errors: list[PolicyError],
) -> list[Failed]:
    """Replace each policy whose condition PostgreSQL refuses by one that lets nobody through."""
    waiting = explain.waits(failed)
    steps = []
    for index, one in enumerate(failed):
        statement = one.step.statement
        policy = isinstance(statement.node, ast.CreatePolicyStmt) and one.code in _POLICY_ERRORS
        if policy and not waiting[index]:
            (placed,) = _placed(session, [one])
            errors.append(PolicyError(statement, explain.explained(placed, statements), one.code))
        steps.append(rewrites.placeholder(statement) if policy and not waiting[index] else one.step)
    return settled(session, steps) if errors else list(failed)


# Bodies --------------------------------------------------------------------------------------------


def _check_bodies(session: Session, statements: Sequence[SourceStatement]) -> list[Failed]:
    """Create each routine once more with its body checked, and roll that back."""
    checking = replace(session, checking=True)
    # SQL-standard bodies were checked when they were created.
    bodies = [s for s in statements if isinstance(s.node, ast.CreateFunctionStmt) and s.node.sql_body is None]
    steps = [rewrites.replacing(s) for s in bodies]
    failed = [f for chunk in chunks(steps) for f in run_chunk(checking, chunk)]
    failed = [again for f in failed if (again := _as_called(checking, f)) is not None]
    # The loader may lack EXECUTE on its own routine: that is no error in the body.
    return [f for f in failed if f.code != "42501"]


def _as_called(session: Session, failed: Failed) -> Failed | None:
    """Check a body that failed under an empty search_path again, under the one that its caller may have.

    Dumps set the empty one for their own statements; no function keeps it.
    """
    statement = failed.step.statement
    made = declares.main(statement)
    if statement.search_path != ("",) or made is None:
        return failed
    path = (made.name[0], *session.path)
    again = run(session, replace(failed.step, statement=replace(statement, search_path=path)))
    return again and replace(again, step=failed.step)
