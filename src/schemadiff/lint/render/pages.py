"""The rules for a reader: all of them in a list, or one of them with its reasons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemadiff.lint.pages import Part, Sort, parts, severity, title
from schemadiff.lint.rule import Documented
from schemadiff.lint.rule_options import RULE_OPTIONS
from schemadiff.render.paint import Line, blank, paint, say, sql
from schemadiff.settings.file import toml

STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan", "off": "dim"}


class Listed(NamedTuple):
    """A rule, and what it weighs in this project ("error" ... "off")."""

    rule: Documented
    level: str


def render_rules(rules: Sequence[Listed], form: str, *, width: int = 80, color: bool = False) -> str:
    """The rules in one of ``FORMATS``."""
    return FORMATS[form](rules, width, color)


def _text(rules: Sequence[Listed], width: int, color: bool) -> str:
    lines: list[Line] = []
    for rule, level in rules:
        lines.append(say(rule.NAME, "bold", label=f"{rule.CODE}  {level:<8} ", label_style=STYLES[level]))
        lines.append(say(_plain(title(rule)), indent=8))
    return paint(lines, width=width, color=color)


def _json(rules: Sequence[Listed], width: int, color: bool) -> str:  # noqa: ARG001
    found = [
        {
            "code": rule.CODE,
            "name": rule.NAME,
            "level": level,
            "default": severity(rule),
            "finds": _plain(title(rule)),
        }
        for rule, level in rules
    ]
    return json.dumps({"schema": 1, "rules": found}, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Listed], int, bool], str]] = {"text": _text, "json": _json}


def render_page(rule: Documented, *, width: int = 80, color: bool = False) -> str:
    """All that a rule says of itself."""
    return paint([*_page(rule)], width=width, color=color)


def _page(rule: Documented) -> Iterator[Line]:
    yield say(f"{rule.CODE} {rule.NAME} ({severity(rule)})", STYLES[str(rule.SEVERITY)])
    yield blank()
    yield say(_plain(title(rule)), "bold")
    yield blank()
    for part in parts(rule):
        yield from _part(part)
    for key, option in RULE_OPTIONS.get(rule.CODE, {}).items():
        yield say(f"{_plain(option.does)}; by default {toml(option.default)}", label=f"option {key}: ")
    yield blank()
    yield say(f"-- schemadiff:ignore {rule.CODE} -- why it is right here", "dim", label="to ignore it: ")


def _part(part: Part) -> Iterator[Line]:
    match part.sort:
        case Sort.SECTION:
            yield say(part.lines[0], "bold")
            return
        case Sort.CODE:
            yield sql("\n".join(part.lines))
        case Sort.PROSE:
            yield from _paragraphs(part.lines)
    yield blank()


def _paragraphs(lines: Sequence[str]) -> Iterator[Line]:
    """Lines that belong together in one; points of a list stay on their own."""
    together: list[str] = []
    for line in map(_plain, lines):
        if line.startswith(("* ", "- ")) and together:
            yield say(" ".join(together), indent=2)
            together = []
        together.append(line.strip())
    yield say(" ".join(together), indent=2)


def _plain(text: str) -> str:
    return text.replace("``", "")


__all__ = ["FORMATS", "Listed", "render_page", "render_rules"]
