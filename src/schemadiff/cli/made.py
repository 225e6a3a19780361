"""Files that a command makes anew whenever the schema changes: written, kept, or found stale."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import click


def settle(path: Path, text: str, shown: str, *, check: bool) -> int:
    """Make the file hold the text; with ``check`` say whether it does instead, and return 1 if not."""
    old = path.read_text(encoding="utf-8") if path.is_file() else None
    if check:
        return _check(old, text, shown)
    if old != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{'kept' if old == text else 'wrote'} {shown}")
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
    click.echo(f"{name} is stale; write it anew without --check")
    return 1
