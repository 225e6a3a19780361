"""What all commands share: the flags that say which project and target, and how to ask."""

from __future__ import annotations

import logging
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from schemadiff import settings as settings_module
from schemadiff.errors import UsageError, redact
from schemadiff.settings import Settings
from schemadiff.words import NOTICE

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Project:
    """The project that the flags point at; filled by the flags of the group and of the command."""

    directory: Path | None = None
    config: Path | None = None
    verbose: int = 0

    @property
    def folder(self) -> Path:
        """The folder to start from."""
        return self.directory or Path.cwd()

    def settings(self, **flags: object) -> Settings:
        """The settings, with the flags that were given on top; ``__`` in a name stands for a dot."""
        overrides = {key.replace("__", "."): value for key, value in flags.items()}
        found = settings_module.load(self.folder, overrides, config=self.config)
        return replace(found, given=self.flags, given_url=_given_url())

    @property
    def flags(self) -> str:
        """The flags that say where the project is, for another command of a shell in the same folder."""
        given = {"-C": self.directory, "--config": self.config}
        return "".join(f" {flag} {shlex.quote(str(path))}" for flag, path in given.items() if path)

    def again(self, context: click.Context, *without: str) -> str:
        """The command that was given, for a person to run again, without some of its flags and without a password."""
        words = [f"schemadiff {context.info_name}{self.flags}"]
        for option in context.command.params:
            name, value = str(option.name), context.params.get(str(option.name))
            given = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
            if not given or name in without or name not in context.params:
                continue
            flag = option.secondary_opts[0] if value is False else option.opts[-1]
            words.append(flag if isinstance(value, bool) else f"{flag} {shlex.quote(redact(str(value)))}")
        return " ".join(words)


def _given_url() -> str:
    """The flag of the command for a target by URL: the next one would otherwise go to another database."""
    context = click.get_current_context(silent=True)
    target = context.params.get("target") if context else None
    return " --target URL" if target and settings_module.is_url(target) else ""


def project_flags(command: Command) -> Command:
    """Add the flags that every command and the group itself have."""
    for flag in (
        click.option(
            "-v",
            "--verbose",
            count=True,
            expose_value=False,
            callback=_verbose,
            help="Log what is done and why; twice for more.",
        ),
        click.option(
            "--config",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            expose_value=False,
            callback=_keep,
            help="Read the settings from FILE.",
        ),
        click.option(
            "-C",
            "--directory",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            metavar="DIR",
            expose_value=False,
            callback=_keep,
            help="Work as if started in DIR.",
        ),
    ):
        command = flag(command)
    return command


target_flag = click.option(
    "--target",
    metavar="NAME",
    help="A target from schemadiff.toml, or the URL of a database.  [default: DATABASE_URL; else the "
    'configured one; else the embedded development database, called "development"]',
)


def format_flag(formats: Sequence[str]) -> Callable[[Command], Command]:
    """Return the flag ``--format`` of a command with these formats."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default="text",
        show_default=True,
        help="The output format.",
    )


def _project(context: click.Context) -> Project:
    return context.ensure_object(Project)


def _keep(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        setattr(_project(context), str(parameter.name), value)


def _verbose(context: click.Context, parameter: click.Parameter, value: int) -> None:
    del parameter
    project = _project(context)
    project.verbose += value
    logger = logging.getLogger("schemadiff")
    logger.setLevel((NOTICE, logging.INFO, logging.DEBUG)[min(project.verbose, 2)])
    if not any(isinstance(handler, _Printer) for handler in logger.handlers):
        logger.addHandler(_Printer())


class _Printer(logging.Handler):
    """Prints a log record as one line on stderr, without secrets and without control characters."""

    def emit(self, record: logging.LogRecord) -> None:
        from schemadiff.render.untrusted import visible  # noqa: PLC0415 - --help must stay quick

        label = "warning: " if record.levelno >= logging.WARNING else ""
        click.echo(f"{label}{visible(redact(record.getMessage()))}", err=True)


pass_project = click.make_pass_decorator(Project, ensure=True)


def say(line: str) -> None:
    """Print a line of progress, or of what would be run; names, SQL and messages in it are others'."""
    from schemadiff.render.errors import folded  # noqa: PLC0415 - --help must stay quick
    from schemadiff.render.untrusted import visible  # noqa: PLC0415 - as above

    click.echo(folded(visible(line), width=line_width()))


def terminal(stream: TextIO | None) -> bool:
    """True if a standard stream is one; None where whoever started the program had closed it."""
    return stream is not None and stream.isatty()


def color() -> bool:
    """True if standard output is a terminal that wants colour (https://no-color.org)."""
    return terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The terminal's width; no wider than a line can be read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 120)


def line_width() -> int:
    """The same where a person reads; elsewhere lines stay whole, for whoever searches them."""
    return width() if terminal(sys.stdout) else sys.maxsize


def error_width() -> int:
    """The width for errors, which go to standard error: a command may pipe its output and still have a terminal."""
    if not terminal(sys.stderr):
        return sys.maxsize
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.stderr.fileno()).columns
    except (ValueError, OSError):
        columns = 80
    return min(columns or 80, 120)


def asker(question: str, *, yes: bool) -> Callable[[Iterable[object]], bool]:
    """A function that shows what is about to be done and asks; with ``yes`` it answers itself.

    Without a terminal nobody can answer, so it refuses.
    """

    def confirm(what: Iterable[object]) -> bool:
        if yes:
            return True
        for line in what:
            click.echo(f"  {line}", err=True)
        if not terminal(sys.stdin):
            raise UsageError(
                "there is no terminal to ask for confirmation", hint="use --yes to go on without being asked"
            )
        return click.confirm(question, err=True)

    return confirm
