"""Write the help of the commands and the table of settings into the documents.

Between ``<!-- help: plan -->`` and ``<!-- /help -->`` goes what ``schemadiff plan --help`` prints
(``<!-- help: schemadiff -->``: ``schemadiff --help``), between ``<!-- settings -->`` and
``<!-- /settings -->`` the table of all settings. ``--check`` changes nothing and exits 1 if a block is stale.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from schemadiff.cli import cli
from schemadiff.settings.options import OPTIONS

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "commands.md", ROOT / "docs" / "settings.md")
BLOCK = re.compile(
    r"(<!-- (?:help: (?P<command>[\w-]+)|settings) -->\n).*?(<!-- /(?:help|settings) -->)", re.DOTALL
)


def main(arguments: list[str]) -> int:
    """Rewrite the blocks of the documents, or only check them."""
    stale = [path for path in DOCUMENTS if refreshed(text := path.read_text(encoding="utf-8")) != text]
    if "--check" not in arguments:
        for path in stale:
            path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    for path in stale:
        print(
            f"{path.name} is not what the program says; run: .venv/bin/python tools/help_blocks.py",
            file=sys.stderr,
        )
    return 1 if stale else 0


def refreshed(text: str) -> str:
    """The text with every block as it should be."""
    for opening, closing in (("<!-- help: ", "<!-- /help -->"), ("<!-- settings -->", "<!-- /settings -->")):
        if text.count(opening) != text.count(closing):
            raise SystemExit(f"{text.count(opening)} times {opening!r}, {text.count(closing)} {closing!r}")
    return BLOCK.sub(lambda found: found[1] + inside(found["command"]) + found[3], text)


def inside(command: str | None) -> str:
    """The text between the markers of a command, or of the settings."""
    return f"```console\n$ {invocation(command)} --help\n{help_of(command)}\n```\n" if command else settings()


def invocation(command: str) -> str:
    """The command line of a command."""
    return "schemadiff" if command == "schemadiff" else f"schemadiff {command}"


def help_of(command: str) -> str:
    """The output of ``--help`` on a terminal of 80 columns."""
    if command != "schemadiff" and command not in cli.commands:
        raise SystemExit(
            f"no command is called {command!r}; known targets: {', '.join(sorted(cli.commands))}"
        )
    found = cli if command == "schemadiff" else cli.commands[command]
    # Given, so that the blocks do not depend on the terminal; click leaves two columns of 80 free.
    inherited = {**cli.context_settings, "terminal_width": 78}
    with click.Context(found, info_name=invocation(command), **inherited) as context:
        return found.get_help(context).rstrip()


def settings() -> str:
    """The table of all settings."""
    rows = ["| setting | default | what it does |", "|---|---|---|"]
    for option in OPTIONS:
        default = (
            f"`{option.default}`" if option.default and option.default != "by preset" else option.default
        )
        may = "" if option.value.is_.startswith(("a ", "by")) else f" ({option.value.is_})"
        rows.append(f"| `{option.key}` | {default} | {cell(option.does + may)} |")
    return "\n".join(rows) + "\n"


def cell(text: str) -> str:
    """Text inside a table of Markdown; what is quoted is code."""
    return re.sub(r'"([^"]*)"', r"`\1`", text.replace("|", "\\|"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
