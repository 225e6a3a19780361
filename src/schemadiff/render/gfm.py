"""What others wrote, in GitHub's Markdown: nothing in it becomes markup, a mention, a link or a reference."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from schemadiff.render.untrusted import one_line, paragraph, visible

_BREAK = "&#8203;"
"""A zero-width space: the only thing that GitHub's own links and mentions do not look through."""


def code(text: str) -> str:
    """The text on one line, in code type; also inside a table."""
    line = one_line(text)
    if not re.search(r"[`|\\]", line) and line == line.strip() and line:
        return f"`{line}`"
    # Neither a longer fence nor a backslash is read alike by tables and by everything else; entities are.
    escaped = re.sub(r"[^\w ]|_", lambda c: f"&#{ord(c[0])};" if c[0].isascii() else c[0], line)
    return f"<code>{escaped}</code>"


def words(text: str) -> str:
    """A sentence on one line, in plain type; it must not be the first thing on its line."""
    # Each in one pass, for what one puts in must not be read by the next.
    line = re.sub(r"#(?=\d)|@|\b(?i:www)(?=\.)|:(?=//|[\w+-]+:)|\bGH(?=-\d)", "\\g<0>\0", paragraph(text))
    line = re.sub(r"(?<!\w)_|_(?!\w)|[\\`*\[\]~|^]", r"\\\g<0>", html.escape(line, quote=False))
    return line.replace("$", "<span>$</span>").replace("\0", _BREAK)


def fenced(text: str, language: str) -> str:
    """Several lines as they are, in a block that they cannot close."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{visible(text)}\n{fence}\n"


def summary_code(text: str) -> str:
    """The text in code type where Markdown is not read: in the summary of a ``<details>``."""
    return f"<code>{html.escape(one_line(text))}</code>"


def alert(kind: str, lines: Sequence[str]) -> str:
    """One of GitHub's alerts ("CAUTION", "WARNING", "NOTE"), each line a paragraph of its own."""
    return f"> [!{kind}]\n> " + "\n>\n> ".join(lines) + "\n"


def size(text: str) -> int:
    """How much of a comment's limit the text takes: bytes, never fewer than GitHub's characters."""
    return len(text.encode())


def clipped(text: str, most: int) -> str:
    """The text, and if it is longer than ``most`` its start and how much is hidden."""
    return text if len(text) <= most else f"{text[:most]} ... ({len(text) - most} more characters)"
