"""Files that a command makes anew whenever the schema changes: where they go; written, kept, or found stale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TypeVar

import click

from schemadiff.errors import UsageError
from schemadiff.settings import Settings

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True)
class Made:
    """A file that is made."""

    path: Path
    shown: str
    """How it is called in output."""


def made_flags(setting: str) -> Callable[[Command], Command]:
    """Let a command be told what to read and where to write; ``setting`` names the file if no flag does."""
    flags = (
        click.option("--check", is_flag=True, help="Write nothing, and exit 1 if FILE is out of date."),
        click.option(
            "--out",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=f"Write into FILE; - is standard output.  [default: {setting} of the settings, else -]",
        ),
        click.option(
            "--from-target",
            metavar="NAME",
            help="Read a target of schemadiff.toml, or the URL of a database.  [default: desired/]",
        ),
    )

    def decorated(command: Command) -> Command:
        for flag in flags:
            command = flag(command)
        return command

    return decorated


def destination(
    settings: Settings, folder: Path, out: Path | None, named: str | None, *, check: bool, setting: str
) -> Made | None:
    """The file that the flag says, from ``folder``, or the settings name; None for standard output.

    Raises:
        UsageError: there is none, and it was to be checked. ``setting`` is the line that would name one.
    """
    if out is None and named:
        return Made(settings.root / named, named)
    if out is not None and out != Path("-"):
        path = folder / out
        return Made(path, named if named and path == settings.root / named else str(out))
    if check:
        raise UsageError(
            "--check needs a file to compare with",
            hint=f"name it with --out FILE, or in the settings: {setting} = FILE",
        )
    return None


def settle(made: Made, text: str, *, check: bool) -> int:
    """Make the file hold the text; with ``check`` say whether it does instead, and return 1 if not."""
    path = made.path
    old = path.read_text(encoding="utf-8") if path.is_file() else None
    if check:
        return _check(old, text, made.shown)
    if old != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{'kept' if old == text else 'wrote'} {made.shown}")
    return 0


def _check(old: str | None, new: str, name: str) -> int:
    """Say whether the file is what would be written, with a diff if it is not."""
    from schemadiff.render.untrusted import visible  # noqa: PLC0415 - --help must stay quick

    if old == new:
        click.echo(f"{name} is up to date")
        return 0
    if old is None:
        click.echo(f"{name} does not exist")
        return 1
    diff = unified_diff(old.splitlines(), new.splitlines(), name, "what would be written", lineterm="", n=5)
    for line in diff:
        click.echo(visible(line))
    click.echo(f"{name} is out of date; run this without --check to update it")
    return 1
