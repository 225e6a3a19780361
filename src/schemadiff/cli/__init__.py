"""The command line: each command parses, makes one call of ``api``, renders, and returns the exit code.

Nothing here imports PostgreSQL's driver, the parser or a renderer at the top: ``--help`` must be quick.
"""

from __future__ import annotations

import atexit
import errno
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import Any

import click

from schemadiff.cli.access import access
from schemadiff.cli.apply import apply
from schemadiff.cli.check import check
from schemadiff.cli.docs import docs
from schemadiff.cli.drift import drift
from schemadiff.cli.explain import explain
from schemadiff.cli.init import init
from schemadiff.cli.lint import lint
from schemadiff.cli.plan import plan
from schemadiff.cli.project import error_width, project_flags
from schemadiff.cli.pull import pull
from schemadiff.cli.rebase import rebase
from schemadiff.cli.rollback import rollback
from schemadiff.cli.rules import rules
from schemadiff.cli.status import status
from schemadiff.cli.test import test
from schemadiff.cli.types import types
from schemadiff.errors import Problems, SchemadiffError, redact

EPILOG = """\b
A first round, on the embedded development database:
  schemadiff init            write schemadiff.toml, desired/ and generated/
  schemadiff plan            compare, prove, write the migration
  schemadiff apply           run the pending migrations
  schemadiff lint            check the schema

\b
On your own database:
  export DATABASE_URL=postgresql://app@localhost/app
  schemadiff plan

\b
Exit codes: 0 success, or nothing to do; 1 a check failed; 2 wrong usage or
settings; 3 an error.

\b
Completion: add to ~/.bashrc (zsh_source and fish_source work likewise):
  eval "$(_SCHEMADIFF_COMPLETE=bash_source schemadiff)"
"""


FORBIDDEN = "42501"
"""SQLSTATE of a missing privilege."""
CANCELED = "57014"
"""SQLSTATE of a statement that was ended."""
FOLLOWERS = 30
"""How many errors are named under the one that is their cause."""


class Group(click.Group):
    """A group of commands whose reader may go away."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; ``schemadiff plan | head`` is not worth a word.

        click's own answer to a broken pipe is exit 1, which here means "the check says no".
        """
        try:
            code = super().invoke(ctx)
            if sys.stdout is not None:  # it is None where whoever started us had closed it
                sys.stdout.flush()
        except BrokenPipeError:
            # So that Python has nothing to complain about when it flushes at its exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 141
        return code


@click.group(
    cls=Group,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(package_name="schemadiff-pg", prog_name="schemadiff")
@project_flags
def cli() -> None:
    """Keep a PostgreSQL database equal to the SQL files in desired/.

    plan compares desired/ with a database, proves the migration on a throw-away copy and writes it into
    generated/; apply runs it; lint checks the schema itself.
    """


for command in (
    init,
    pull,
    plan,
    apply,
    status,
    drift,
    check,
    rebase,
    rollback,
    lint,
    rules,
    explain,
    access,
    test,
    types,
    docs,
):
    cli.add_command(command)


class Terminated(BaseException):
    """SIGTERM or SIGHUP came: servers are stopped and folders removed on the way out."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; every error is printed here and nowhere else."""
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding lacks must not end the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    _unwind_on_termination()
    # What psycopg says of a connection that is lost is in our error, in words of the reader's.
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
    # At the very end nobody needs the memory any more, and to look for cycles is a fifth of what --check takes.
    atexit.register(gc.freeze)
    try:
        code = cli.main(
            args=None if args is None else list(args), prog_name="schemadiff", standalone_mode=False
        )
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return 130
    except Terminated:
        click.echo("terminated", err=True)
        return 143
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last resort, with a message instead of a traceback
        return _failed(error)
    return code or 0


def _unwind_on_termination() -> None:
    def raise_terminated(number: int, frame: FrameType | None) -> None:
        del frame
        # Once is enough: a second one must not stop the clearing up.
        signal.signal(number, signal.SIG_IGN)
        raise Terminated

    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) == signal.SIG_DFL:
            signal.signal(getattr(signal, name), raise_terminated)


def _words(error: Exception) -> str:
    # What was being written, a standard stream for example, has no name here.
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and not error.filename:
        return f"cannot write: {error.strerror}"
    if getattr(error, "sqlstate", "") == FORBIDDEN and " pg_" in str(error):
        return f"{error}\nhint: every role may read PostgreSQL's catalogues until that is revoked: GRANT SELECT on it again"
    if getattr(error, "sqlstate", "") == CANCELED:
        return f"{error}\nhint: somebody ended it, or a statement_timeout that is set for the role or the database (\\drds in psql)"
    return str(error)


def _followers(errors: Sequence[Exception]) -> Iterator[str]:
    """Yield a line for each error that another one is the cause of; of very many, the first."""
    if errors:
        yield f"  therefore {'fails' if len(errors) == 1 else 'fail'} as well:"
    for error in errors[:FOLLOWERS]:
        if isinstance(error, SchemadiffError):
            yield f"    {error.at}: {error.subject}"
    if len(errors) > FOLLOWERS:
        yield f"    ... and {len(errors) - FOLLOWERS} more"


def _failed(error: Exception) -> int:
    from schemadiff.render.errors import wrapped  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render.untrusted import visible  # noqa: PLC0415 - as above

    bug = not (isinstance(error, SchemadiffError | OSError) or type(error).__module__.startswith("psycopg"))
    label = click.style("internal error:" if bug else "error:", fg="red", bold=True)
    every = error.problems if isinstance(error, Problems) else (error,)
    causes = [one for one in every if getattr(one, "because", None) is None]
    for one in causes:
        # What PostgreSQL says holds names that others chose, so nothing of it reaches the terminal raw.
        if isinstance(one, SchemadiffError):
            words = wrapped(one, width=error_width(), label=len("error: "))
        else:
            words = visible(redact(f"{type(one).__name__}: {one}" if bug else _words(one))).rstrip()
        click.echo(f"{label} {words}", err=True)
        for line in _followers([each for each in every if getattr(each, "because", None) is one]):
            click.echo(visible(redact(line)), err=True)
    if len(every) > 1:
        follow = len(every) - len(causes)
        also = f", and {follow} caused by them" if follow else ""
        click.echo(f"{len(causes)} error{'s' if len(causes) > 1 else ''}{also}", err=True)
    if logging.getLogger("schemadiff").isEnabledFor(logging.DEBUG if not bug else logging.INFO):
        import traceback  # noqa: PLC0415 - hardly ever needed

        click.echo(visible(redact("".join(traceback.format_exception(error)))), err=True)
    elif bug:
        click.echo("this is a bug; run it again with -v for the traceback, and please report it", err=True)
    return error.exit_code if isinstance(error, SchemadiffError) else 3
