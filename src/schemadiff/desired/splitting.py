"""Splitting a file into statements and comments, with the position of each; psql's own commands are refused."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from pglast import parser

from schemadiff.errors import SchemadiffError
from schemadiff.model import Position
from schemadiff.sql.usualnames import LONGEST_NAME

COMMENTS = ("SQL_COMMENT", "C_COMMENT")  # names of tokens
WIDEST_LINE = 160  # characters of a source line that are shown around a caret

_PSQL = re.compile(
    r"^[ \t]*(?P<command>\\[A-Za-z!?.;][A-Za-z_+]*)[^\n]*"
    r"|^copy\s[^;]*?\bfrom\s+stdin\b[^;]*;[^\n]*\n(?P<data>(?:(?!\\\.[ \t\r]*$)[^\n]*\n)*\\\.[ \t\r]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?={7}\r?\n(?:.*\n)*?>{7} ", re.MULTILINE)
_FOREIGN_DOLLAR_TAG = re.compile(r"\$\w*[^\W\x00-\x7f]\w*\$")
_SCHEMA_VERBS = ("CREATE", "ALTER", "GRANT", "REVOKE", "COMMENT")  # cannot stand in a rule's list of actions
_KEYWORDS_AS_NAMES = ("UNRESERVED_KEYWORD", "COL_NAME_KEYWORD", "TYPE_FUNC_NAME_KEYWORD")
_CAPITALS = re.compile("[A-Z]+")
_NAME_IN_STRING = re.compile(r'"(?:[^"]|"")+"|[^\W\d][\w$]*')


@dataclass(frozen=True)
class Source:
    """The text of one file, and where its lines begin."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> list[int]:
        """The character offset of each line."""
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def position(self, offset: int) -> Position:
        """Return the line and column of a character offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(self.path, line, offset - self.line_starts[line - 1] + 1)

    def caret(self, offset: int) -> str:
        """Return the line of a character offset with a caret below it, safe to print in a terminal."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        whole = self.text[start:].split("\n", 1)[0].rstrip("\r")
        column = min(offset - start, len(whole))
        cut = max(0, column - WIDEST_LINE // 2)
        shown = "".join(map(_printable, whole[cut : cut + WIDEST_LINE]))
        indent = "".join("\t" if c == "\t" else " " * _width(c) for c in shown[: column - cut])
        return f"{line:>5} | {shown}\n      | {indent}^"


def _printable(character: str) -> str:
    # Files come from strangers' pull requests: no escape sequence of theirs may reach a terminal.
    safe = character == "\t" or unicodedata.category(character)[0] != "C"
    return character if safe else "\N{REPLACEMENT CHARACTER}"


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def conflict(source: Source) -> SchemadiffError | None:
    """Return the error for a file with an unresolved merge conflict of git."""
    found = _CONFLICT.search(source.text) if "<<<<<<< " in source.text else None
    if found is None:
        return None
    at, caret = source.position(found.start()), source.caret(found.start())
    return SchemadiffError(
        "an unresolved merge conflict", at=at, detail=caret, hint="resolve it; git status lists the files"
    )


@dataclass(frozen=True)
class Part:
    """A stretch of tokens that should be one statement, and the comments that belong to it."""

    source: Source
    tokens: list[Any]
    comments: list[Any]

    @property
    def offset(self) -> int:
        """The offset of its first token in the file."""
        return int(self.tokens[0].start)

    @property
    def at(self) -> Position:
        """The position of its first token."""
        return self.source.position(self.offset)

    @cached_property
    def sql(self) -> str:
        """Its text, without the semicolon."""
        return self.source.text[self.offset : self.tokens[-1].end + 1]


def parts(source: Source, text: str, tokens: list[Any]) -> Iterator[Part]:
    """Cut the tokens of a file at the semicolons that end statements."""
    ends = _ends(text, tokens)
    inside: list[Any] = []
    comments: list[Any] = []
    previous: Part | None = None
    for token in tokens:
        if token.name in COMMENTS:
            trailing = not inside and previous and "\n" not in text[previous.tokens[-1].end : token.start]
            (previous.comments if trailing and previous else comments).append(token)
        elif token.start not in ends:
            inside.append(token)
        elif inside:
            if previous:
                yield previous
            previous = Part(source, inside, comments)
            inside, comments = [], []
    if inside:
        if previous:
            yield previous
        previous, comments = Part(source, inside, comments), []
    if previous:
        previous.comments.extend(comments)
        yield previous


def _ends(text: str, tokens: list[Any]) -> frozenset[int]:
    """Return the offsets of the semicolons that end a statement."""
    semicolons = [t.start for t in tokens if t.name == "ASCII_59"]
    try:
        slices = parser.split(text, only_slices=True)
    except parser.ParseError:
        return _guessed_ends(tokens)
    starts = [s.start for s in slices]
    return frozenset(o for o in semicolons if not (i := bisect_right(starts, o)) or o >= slices[i - 1].stop)


def _guessed_ends(tokens: list[Any]) -> frozenset[int]:
    """Return the semicolons outside parentheses and BEGIN ATOMIC, for a file that does not parse as a whole."""
    found, depth, atomic, before = set(), 0, 0, ""
    for token, after in pairwise([*tokens, None]):
        match token.name:
            case "ASCII_40":
                depth += 1
            case "ASCII_41":
                depth = max(0, depth - 1)
            case "ATOMIC" if before == "BEGIN_P":
                atomic = 1
            case "CASE" if atomic:
                atomic += 1
            case "END_P" if atomic:
                atomic -= 1
            case "ASCII_59" if not atomic and (not depth or (after and after.name in _SCHEMA_VERBS)):
                found.add(token.start)
                depth = 0
        before = token.name
    return frozenset(found)


def words(tokens: Iterable[Any], text: str) -> frozenset[str]:
    """Return every identifier among the tokens of a text, folded as PostgreSQL folds them, outside function bodies."""
    return frozenset(w for t in tokens for w in _words(t, text[t.start : t.end + 1]))


def _words(token: Any, text: str) -> Iterator[str]:
    if token.name == "SCONST" and len(text) <= 2 * LONGEST_NAME + 8:
        # nextval('app.numbers'), 'app.t'::regclass
        yield from (fold(name) for name in _NAME_IN_STRING.findall(text))
    elif token.name in ("IDENT", "UIDENT") or token.kind in _KEYWORDS_AS_NAMES:
        yield fold(text)


def fold(identifier: str) -> str:
    """Return an identifier as PostgreSQL stores it."""
    if identifier.startswith('"'):
        name = identifier[1:-1].replace('""', '"')
    else:
        # Only ASCII letters, as PostgreSQL does in a multi-byte encoding such as UTF-8.
        name = (
            identifier.lower() if identifier.isascii() else _CAPITALS.sub(lambda m: m[0].lower(), identifier)
        )
    # A character has four bytes at most.
    short = len(name) * 4 <= LONGEST_NAME
    return name if short else name.encode()[:LONGEST_NAME].decode(errors="ignore")


def folded(text: str) -> str:
    """Return the text with one ASCII letter for each non-ASCII character: same tokens, same offsets.

    pglast maps byte offsets to characters at a cost that grows with the number of the latter: 9 s for a file of 10,000
    statements, 0.5 s for the same file folded.
    """
    return text if text.isascii() or _FOREIGN_DOLLAR_TAG.search(text) else re.sub(r"[^\x00-\x7f]", "_", text)


def without_psql(source: Source, text: str, problems: list[SchemadiffError]) -> str:
    """Return the text with psql's own lines blanked out, each added to ``problems``; offsets do not change."""
    clean = 0  # up to here no string, comment or dollar quote is open
    for found in _PSQL.finditer(text):
        if not _clean(text[clean : found.start()]):
            continue
        clean = found.end()
        if found["data"] is not None:
            # The COPY itself is refused like all statements that change rows.
            text = _blank(text, *found.span("data"))
            continue
        problems.append(_meta_command(source, found["command"], found.start("command")))
        text = _blank(text, *found.span())
    return text


def _meta_command(source: Source, command: str, offset: int) -> SchemadiffError:
    included = "; every *.sql file is read anyway" if command.startswith("\\i") else ""
    return SchemadiffError(
        f"psql meta-command {command}",
        at=source.position(offset),
        hint=f"only SQL is read here: delete the line{included}",
        detail=source.caret(offset),
    )


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _clean(text: str) -> bool:
    try:
        parser.scan(text)
    except parser.ParseError:
        return False
    return True
