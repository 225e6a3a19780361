"""Errors for a terminal: our sentences are wrapped at words; SQL, commands and PostgreSQL's messages stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemadiff.errors import Problems, SchemadiffError, redact
from schemadiff.render.untrusted import visible

_SQL = (
    r"\b(?:ALTER|COMMENT|CREATE|DELETE|DROP|EXECUTE|GRANT|INSERT|REINDEX|REVOKE|SELECT|SET|UPDATE|VALIDATE)\b"
    # A keyword alone is a word of a sentence. A statement goes on until the next clause of the sentence.
    r"(?= [A-Z*(\"]).*?(?=[;:] |, (?:and|as|but|for|if|or|so|then|which) |$)"
)
_COMMAND = r"\b(?:schemadiff|git|pip|rm) [a-z-]+(?: --?[\w-]+(?:[= ][^\s;,]+)?)*"
_WHOLE = (r'"[^"]*"', "`[^`]*`", _SQL, _COMMAND)


def wrapped(error: SchemadiffError, *, width: int, label: int) -> str:
    """``str(error)``, safe to print and wrapped to the width; ``label`` is the width of what stands before it."""
    place = f"{error.at}: " if error.at else ""
    whole = [re.escape(line) for line in _safe(_quoted(error)).splitlines() if line]
    first, *others = _safe(place + error.message).splitlines() or [""]
    lines = [*_folded(" " * label, first, [*whole, re.escape(place), *_WHOLE], width)]
    # PostgreSQL's detail and hint, and whatever else has lines of its own, are not sentences of ours.
    lines += [*others, *([_safe(error.detail)] if error.detail else [])]
    if error.hint:
        lines += _folded("hint: ", _safe(error.hint), [*whole, *_WHOLE], width)
    return "\n".join(lines)[label:]


def wrapped_lines(error: SchemadiffError, *, width: int, label: int = 0) -> list[str]:
    """The lines of an error, or of each that it consists of; those after the first stand under its label."""
    every = error.problems if isinstance(error, Problems) else (error,)
    return [line for one in every for line in wrapped(one, width=width, label=label).splitlines()]


def folded(line: str, *, width: int) -> str:
    """A line of progress, wrapped like an error; a statement, which ends with a semicolon, stays as it is."""
    if len(line) <= width or line.endswith(";"):
        return line
    return "\n".join("\n".join(_folded("", each, _WHOLE, width)) for each in line.splitlines())


def _safe(text: str) -> str:
    return visible(redact(text)).rstrip()


def _quoted(error: SchemadiffError) -> str:
    """PostgreSQL's messages in the error: people search for them, so each stays on one line."""
    diag = getattr(error.__cause__, "diag", None)
    parts = (diag.message_primary, diag.message_hint) if diag is not None else ()
    return "\n".join(part for part in (error.quoted, *parts) if part)


def _folded(label: str, text: str, whole: Sequence[str], width: int) -> Iterator[str]:
    """Yield the label and the text as lines that fit, if they can; the others are indented by the label's width."""
    line = label
    for piece in re.findall(rf"(?:{'|'.join(filter(None, whole))}|\S)+", text):
        if line != label and len(line) + 1 + len(piece) > width:
            yield line
            line = " " * len(label) + piece
        else:
            line += piece if line == label else f" {piece}"
    yield line
