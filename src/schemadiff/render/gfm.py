"""Escapes text by others for GitHub's Markdown: it cannot become markup, a mention, a link or a reference."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from schemadiff.render.untrusted import one_line, paragraph, visible

_BREAK = "&#8203;"
"""A zero-width space, the only thing that stops GitHub's automatic links and mentions."""


def code(text: str) -> str:
    """The text on one line, in code type; also inside a table."""
    line = one_line(text)
    if not re.search(r"[`|\\]", line) and line == line.strip() and line:
        return f"`{line}`"
    # Tables and other text treat longer fences and backslashes differently; entities are read the same everywhere.
    escaped = re.sub(r"[^\w ]|_", lambda c: f"&#{ord(c[0])};" if c[0].isascii() else c[0], line)
    return f"<code>{escaped}</code>"


def words(text: str) -> str:
    """A sentence on one line, in plain type; it must not be the first thing on its line."""
    # Each sort of escape is one pass, so that no pass changes what another has inserted.
    line = re.sub(r"#(?=\d)|@|\b(?i:www)(?=\.)|:(?=//|[\w+-]+:)|\bGH(?=-\d)", "\\g<0>\0", paragraph(text))
    line = re.sub(r"(?<!\w)_|_(?!\w)|[\\`*\[\]~|^]", r"\\\g<0>", html.escape(line, quote=False))
    return line.replace("$", "<span>$</span>").replace("\0", _BREAK)


def fenced(text: str, language: str) -> str:
    """Several lines, unchanged, in a code block that their content cannot close."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{visible(text)}\n{fence}\n"


def summary_code(text: str) -> str:
    """The text in code type for the summary of a ``<details>``, where Markdown is not interpreted."""
    return f"<code>{html.escape(one_line(text))}</code>"


def alert(kind: str, lines: Sequence[str]) -> str:
    """One of GitHub's alerts ("CAUTION", "WARNING", "NOTE"); each line becomes a paragraph."""
    return f"> [!{kind}]\n> " + "\n>\n> ".join(lines) + "\n"


def size(text: str) -> int:
    """The size counted towards a comment's limit, in bytes, which are never fewer than GitHub's characters."""
    return len(text.encode())


def clipped(text: str, most: int) -> str:
    """The text; if it is longer than ``most``, its start and the number of characters left out."""
    return text if len(text) <= most else f"{text[:most]} ... ({len(text) - most} more characters)"
