"""Running steps of a load of ``desired/``: one at a time, or many in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from pglast import ast
from psycopg.sql import Identifier

from schemadiff.desired.explain import Failed
from schemadiff.desired.rewrites import Step
from schemadiff.errors import ConnectionFailed, redact

CHUNK = 500
"""Statements per transaction: 5,000 tables load in 9 s that way, and in 22 s as one transaction."""
TIMEOUT = "60s"


@dataclass(frozen=True)
class Session:
    """A connection for loading, and the settings of its statements."""

    connection: psycopg.Connection[Any]
    path: Sequence[str] = ()
    """The search_path for files that set none."""
    checking: bool = False
    """True to check function bodies, and roll everything back."""
    role: str = "NONE"
    """The role that an administrator acts as, quoted."""

    def prefix(self, step: Step) -> str:
        """Return commands that undo the settings of an earlier DO block, and set those for the step."""
        bodies = "on" if self.checking else "off"
        return (
            f"RESET ALL; SET ROLE {self.role}; SET LOCAL statement_timeout = '{TIMEOUT}'; "
            f"SET LOCAL check_function_bodies = {bodies}; {self.set_path(step)}; "
        )

    def set_path(self, step: Step) -> str:
        """Return the SET for the search_path of the step's file, or for the default one."""
        path = step.statement.search_path or self.path
        quoted = ", ".join(Identifier(name).as_string() if name else "''" for name in path)
        return f"SET LOCAL search_path = {quoted}"


def chunks(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps in chunks of at most CHUNK; a DO block, which may change the session, is alone."""
    chunk: list[Step] = []
    for step in steps:
        alone = isinstance(step.statement.node, ast.DoStmt)
        if chunk and (alone or len(chunk) == CHUNK):
            yield chunk
            chunk = []
        if alone:
            yield [step]
        else:
            chunk.append(step)
    if chunk:
        yield chunk


def run_together(session: Session, steps: Sequence[Step]) -> psycopg.Error | None:
    """Run the steps in one transaction; return the error, if any, after which none of them has had an effect."""
    return _send(session, _script(session, steps))


def run_chunk(session: Session, chunk: Sequence[Step]) -> list[Failed]:
    """Run the steps in one transaction if that succeeds, else one by one; return the failures."""
    if len(chunk) > 1 and run_together(session, chunk) is None:
        return []
    return [f for step in chunk if (f := run(session, step)) is not None]


def _script(session: Session, chunk: Sequence[Step]) -> str:
    path = session.set_path(chunk[0])
    texts = [session.prefix(chunk[0])]
    for step in chunk:
        wanted = session.set_path(step)
        texts += [f"{wanted};\n"] if wanted != path else []
        texts.append(f"{step.sql}\n;\n")
        path = wanted
    return "".join(texts)


def run(session: Session, step: Step) -> Failed | None:
    """Run one step in a transaction of its own."""
    prefix = session.prefix(step)
    error = _send(session, prefix + step.sql)
    if error is None:
        return None
    sent = len(prefix) + (len(_BEGIN) if session.checking else 0)
    return Failed(step, error, sent, session.connection.info.server_version // 10000)


_BEGIN = "BEGIN; "


def _send(session: Session, script: str) -> psycopg.Error | None:
    """Send the script as one string, and so as one transaction; while checking, roll it back in any case."""
    connection = session.connection
    try:
        connection.execute((_BEGIN + script if session.checking else script).encode())
    except psycopg.Error as error:
        if connection.broken or connection.closed:
            raise ConnectionFailed(
                f"the throw-away server was lost while desired/ was loaded: {redact(str(error))}"
            ) from error
        return error
    finally:
        if session.checking and not connection.broken:
            connection.execute("ROLLBACK")
    return None
