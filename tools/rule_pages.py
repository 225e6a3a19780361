"""Write the documentation of the lint rules into docs/lint.md.

Between ``<!-- rules -->`` and ``<!-- /rules -->`` goes a table of all rules, and the docstring of each
rule's module as Markdown. ``--check`` changes nothing and exits 1 if that is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from schemadiff.lint.pages import EXPLAINED, Sort, parts, severity, title
from schemadiff.lint.rule import Documented
from schemadiff.lint.rule_options import RULE_OPTIONS
from schemadiff.settings.file import toml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "lint.md"
BLOCK = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)


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
    """The page with its current content."""
    if len(BLOCK.findall(text)) != 1:
        raise SystemExit("docs/lint.md: <!-- rules --> and <!-- /rules --> must stand there once")
    return BLOCK.sub(lambda found: f"{found[1]}{rules()}{found[2]}", text)


def rules() -> str:
    """The table, then a section for each rule."""
    lines = ["| code | name | severity | what it finds |", "|---|---|---|---|"]
    for rule in EXPLAINED:
        link = f"[{rule.CODE}](#{rule.CODE.lower()}-{rule.NAME})"
        lines.append(
            f"| {link} | {rule.NAME} | {severity(rule)} | {prose(title(rule)).replace('|', chr(92) + '|')} |"
        )
    return "\n".join([*lines, "", *(section(rule) for rule in EXPLAINED)])


def section(rule: Documented) -> str:
    """The section of one rule: its sentence, What, Why and Instead, and where its examples are."""
    lines = [f"### {rule.CODE} {rule.NAME}", "", f"{prose(title(rule))} Severity: {severity(rule)}.", ""]
    lines += markdown(rule)
    for key, option in RULE_OPTIONS.get(rule.CODE, {}).items():
        lines += [f"Option `{key}`, by default `{toml(option.default)}`: {prose(option.does)}.", ""]
    examples = [
        f"[{file.name}](../{file.relative_to(ROOT).as_posix()})"
        for file in sorted((ROOT / "tests" / "lint" / rule.CODE).glob("*.sql"))
    ]
    lines += [f"Examples: {', '.join(examples)}.", ""] if examples else []
    return "\n".join(lines)


def markdown(rule: Documented) -> Iterator[str]:
    """Yield the rest of the docstring: section names in bold, indented text as SQL."""
    for part in parts(rule):
        match part.sort:
            case Sort.SECTION:
                yield from (f"**{part.lines[0]}**", "")
            case Sort.CODE:
                yield from ("```sql", *part.lines, "```", "")
            case Sort.PROSE:
                yield from (*map(prose, part.lines), "")


def prose(text: str) -> str:
    """Text of a docstring as Markdown."""
    parts = re.split(r"``(.+?)``", text)
    plain = [re.sub(r"([<*])", r"\\\1", part) for part in parts[::2]]
    code = [f"`{part}`" for part in parts[1::2]]
    return "".join(word for pair in zip(plain, [*code, ""], strict=True) for word in pair)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
