"""Put what the lint rules say of themselves into docs/lint.md.

Between ``<!-- rules -->`` and ``<!-- /rules -->`` goes a table of all rules, and the docstring of each
rule's module as Markdown. ``--check`` changes nothing and exits 1 if that is stale.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from schemadiff.lint.registry import OPT_IN, RULES
from schemadiff.lint.rule_options import RULE_OPTIONS
from schemadiff.settings_file import toml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "lint.md"
BLOCK = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)
SECTIONS = ("What", "Why", "Instead")


def main(arguments: list[str]) -> int:
    """Rewrite the page, or only check it."""
    text = PAGE.read_text(encoding="utf-8")
    fresh = refreshed(text)
    if fresh == text:
        return 0
    if "--check" in arguments:
        print(
            "docs/lint.md is not what the rules say; run: .venv/bin/python tools/rule_pages.py",
            file=sys.stderr,
        )
        return 1
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


def refreshed(text: str) -> str:
    """The page as it should be."""
    if len(BLOCK.findall(text)) != 1:
        raise SystemExit("docs/lint.md: <!-- rules --> and <!-- /rules --> must stand there once")
    return BLOCK.sub(lambda found: f"{found[1]}{rules()}{found[2]}", text)


def rules() -> str:
    """The table, then a section for each rule."""
    lines = ["| code | name | severity | what it finds |", "|---|---|---|---|"]
    for rule in RULES:
        link = f"[{rule.CODE}](#{rule.CODE.lower()}-{rule.NAME})"
        lines.append(
            f"| {link} | {rule.NAME} | {severity(rule)} | {prose(title(rule)).replace('|', chr(92) + '|')} |"
        )
    return "\n".join([*lines, "", *(section(rule) for rule in RULES)])


def section(rule: Any) -> str:
    """One rule: its sentence, What, Why and Instead, and where its examples are."""
    lines = [f"### {rule.CODE} {rule.NAME}", "", f"{prose(title(rule))} Severity: {severity(rule)}.", ""]
    lines += markdown(inspect.cleandoc(rule.__doc__ or "").splitlines()[1:])
    for key, option in RULE_OPTIONS.get(rule.CODE, {}).items():
        lines += [f"Option `{key}`, by default `{toml(option.default)}`: {prose(option.does)}.", ""]
    examples = [
        f"[{file.name}](../{file.relative_to(ROOT).as_posix()})"
        for file in sorted((ROOT / "tests" / "lint" / rule.CODE).glob("*.sql"))
    ]
    lines += [f"Examples: {', '.join(examples)}.", ""] if examples else []
    return "\n".join(lines)


def severity(rule: Any) -> str:
    """What it weighs, and whether somebody has to want it."""
    return f"{rule.SEVERITY}, off by default" if rule in OPT_IN else str(rule.SEVERITY)


def title(rule: Any) -> str:
    """The first sentence of the docstring."""
    return inspect.cleandoc(rule.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def markdown(lines: list[str]) -> Iterator[str]:
    """Yield the rest of the docstring: sections as bold words, what stands further in as SQL."""
    for kind, group in groupby(lines, kind_of):
        block = list(group)
        if kind == "section":
            yield from (f"**{block[0]}**", "")
        elif kind == "code":
            yield from ("```sql", *inspect.cleandoc("\n".join(["", *block])).splitlines(), "```", "")
        elif kind == "prose":
            yield from (*(prose(line.strip()) for line in block), "")


def kind_of(line: str) -> str:
    """What sort of line it is."""
    if not line.strip():
        return "blank"
    if line in SECTIONS:
        return "section"
    return "code" if line.startswith(" " * 8) else "prose"


def prose(text: str) -> str:
    """Text of a docstring as Markdown."""
    parts = re.split(r"``(.+?)``", text)
    plain = [re.sub(r"([<*])", r"\\\1", part) for part in parts[::2]]
    code = [f"`{part}`" for part in parts[1::2]]
    return "".join(word for pair in zip(plain, [*code, ""], strict=True) for word in pair)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
