"""Escapes text that others wrote (names, comments, PostgreSQL's messages) for output.

Whoever may name a table may put a terminal escape, a line break or a right-to-left override into the name; it is shown
instead of taking effect. A log of GitHub Actions is a terminal, too: it executes lines that begin with ``::``, and
``##[`` anywhere.
"""

from __future__ import annotations

import re


def visible(text: str) -> str:
    r"""Several lines of text with everything unprintable but line breaks and tabs shown as ``\x1b`` or ``\u202e``."""
    lines = re.sub(r"(?m)^([^\S\n]*)::", r"\1\\x3a:", _escaped(text, keep="\n\t"))
    return lines.replace("##[", "\\x23#[")


def one_line(text: str) -> str:
    r"""The text on one line: a line break is shown as ``\n`` as well."""
    return _escaped(text, keep="").replace("##[", "\\x23#[")


def paragraph(text: str) -> str:
    """A message on one line, its own line breaks turned into spaces."""
    return " ".join(visible(text).split())


def _escaped(text: str, keep: str) -> str:
    # Not only control characters: bidirectional and zero-width characters can disguise SQL.
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else c.encode("unicode_escape").decode() for c in text)
