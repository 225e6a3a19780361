"""Splitting the text of a migration file into units: the parts that run together.

PostgreSQL's own grammar (pglast) finds the end of a statement, so a semicolon or a marker inside a string, a function
body or a comment does not count. A statement that cannot run in a transaction block becomes a unit of its own, with or
without a marker. Statements that would break the units (BEGIN, COMMIT) are refused with their position.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby

from pglast import ast, parser
from pglast.enums import TransactionStmtKind

from schemadiff.desired.splitting import Source
from schemadiff.errors import SchemadiffError
from schemadiff.migrations import conditions
from schemadiff.migrations.mentions import Mentions
from schemadiff.model import Address, Position, Statement
from schemadiff.sql.classify import Runs, new_label, refusal, runs

MARKER = "-- schemadiff:unit"
OUTSIDE = f"{MARKER} no-transaction"
AT_ONCE = 100_000
"""Characters of a file to parse at once, at least: for a file of 6 MB at once, the parser takes 70 MB."""


@dataclass(frozen=True)
class Command:
    """One SQL statement of a file, without its semicolon, and where it starts: line from 1, character from 0."""

    sql: str
    line: int
    start: int = 0
    conditions: tuple[str, ...] = ()
    """The SELECTs that must find no row before it runs."""


@dataclass(frozen=True)
class Unit:
    """Commands that run together: the ``model.Unit`` of a file."""

    commands: tuple[Command, ...]
    transactional: bool = True
    settings: tuple[Command, ...] = ()
    """SET commands of earlier units of the same file. Each unit starts from a clean session and runs these first, so that
    a unit that is rerun after an interruption finds the same settings.
    """


@dataclass(frozen=True)
class _Marker:
    transactional: bool


@dataclass(frozen=True)
class _Part:
    command: Command
    runs: Runs
    label: str | None = None


# Only a statement with one of these words needs its syntax tree: parsing takes 0.5 ms each, and files have thousands.
_FIRST = re.compile(
    r"\s*(?:vacuum|reindex|cluster|set|reset|begin|start|commit|end|rollback|abort|savepoint|release|prepare"
    r"|discard|copy)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\s*(?:begin|start|commit|end)\b", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"\b(?:concurrently|database|tablespace|system|subscription|set_config|value)\b", re.IGNORECASE
)


def units(text: str, path: str, *, foreign: bool = False) -> tuple[Unit, ...]:
    """Return the units of a file, at least one, in order; SchemadiffError with ``path:line`` if it is not SQL.

    ``foreign`` is true for a file that another tool runs: where it begins or commits a transaction, a unit starts.
    """
    return _units(tuple(_parts(text, path, foreign=foreign)), foreign=foreign)


def units_of(statements: Sequence[Statement]) -> tuple[Unit, ...]:
    """Return the units of a file of these statements, with lines counted from the start of each statement.

    Each is split by itself: for 40,000 of them at once, the parser takes 70 MB.
    """
    texts = _texts(statements)
    starts = accumulate(map(len, texts), initial=0)
    parts = (_parts(text, "plan", foreign=False, begin=at) for text, at in zip(texts, starts, strict=False))
    return _units(tuple(chain.from_iterable(parts)), foreign=False)


def _texts(statements: Iterable[Statement]) -> list[str]:
    """Return what a file has for each of the statements."""
    return [f"{MARKER if each.apart else ''}\n{each.sql};\n" for each in statements]


def _units(every: Sequence[_Part | _Marker], *, foreign: bool) -> tuple[Unit, ...]:
    found: list[Unit] = []
    settings: list[Command] = []
    for (_, transactional), parts in groupby(_numbered(every), lambda item: item[0]):
        members = [part for _, part in parts]
        own = [part.command for part in members if part.runs is Runs.SETTING]
        # What another tool's file sets lasts for the file after it, if both run in one session.
        if foreign or len(own) < len(members):
            commands = tuple(part.command for part in members)
            found.append(Unit(commands, transactional, tuple(settings)))
        settings += own
    return tuple(found) or (Unit(()),)


def values_first(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements of a plan with the new values of enums that others use in front.

    Each must be committed before it is used: where it stands behind what is dropped to be made again, that would be
    missing until the next transaction is done.
    """
    labels = [_new_label(statement.sql) for statement in statements]
    others = ["" if label is not None else each.sql for each, label in zip(statements, labels, strict=True)]
    mentions = Mentions(others)
    first: list[Statement] = []
    touched: set[Address] = set()
    for number, (statement, label) in enumerate(zip(statements, labels, strict=True)):
        used = label is not None and mentions.last(label) > number
        if used and statement.address not in touched:
            first.append(statement)
        else:
            touched.add(statement.address)
    chosen = set(map(id, first))
    return (*first, *(each for each in statements if id(each) not in chosen))


def _new_label(sql: str) -> str | None:
    if "ADD VALUE" not in sql:
        return None
    (raw,) = parser.parse_sql(sql)
    return None if raw.stmt is None else new_label(raw.stmt)


def separated(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements of a plan, marked as ``apart`` where a file of them would start another transaction."""
    if not any(special(statement.sql) for statement in statements):
        return tuple(statements)
    starts = [*accumulate(map(len, _texts(statements)), initial=0)]
    first = {bisect(starts, unit.commands[0].start) - 1 for unit in units_of(statements) if unit.commands}
    return tuple(replace(each, apart=each.apart or number in first) for number, each in enumerate(statements))


def commands(text: str, path: str) -> Iterator[Command]:
    """Yield the statements of a text that is SQL and nothing else."""
    line, counted = 1, 0
    for start, sql in _slices(text, path):
        # Counting from the start each time, 10,000 statements took 2 s.
        line += text.count("\n", counted, start)
        counted = start
        yield Command(sql, line, start)


def _numbered(parts: Sequence[_Part | _Marker]) -> Iterator[tuple[tuple[int, bool], _Part]]:
    """Yield each command with the number of its unit and whether that is a transaction."""
    number, inside = 0, True
    mentions = Mentions([_using(part) for part in parts])
    for index, part in enumerate(parts):
        if isinstance(part, _Marker):
            number, inside = number + 1, part.transactional
            continue
        alone = part.runs is Runs.ALONE or (not inside and part.runs is not Runs.SETTING)
        number += alone
        # ALTER TYPE ADD VALUE is atomic, so in a transaction its progress is recorded with it.
        yield (number, not alone or part.runs is Runs.APART), part
        # A later command may use the new value of an enum, which must be committed before.
        number += alone or (part.label is not None and mentions.last(part.label) > index)


def _using(part: _Part | _Marker) -> str:
    """Return the text of a command in which the new value of an enum may be used."""
    return part.command.sql if isinstance(part, _Part) and part.runs is not Runs.APART else ""


def _parts(text: str, path: str, *, foreign: bool, begin: int = 0) -> Iterator[_Part | _Marker]:
    """Yield the commands and markers of a text that stands at ``begin`` of a larger one."""
    end, line = 0, 1
    for start, sql in _slices(text, path):
        gap = text[end:start]
        yield from _markers(gap, line, path)
        line += gap.count("\n")
        command = Command(sql, line, begin + start, conditions.read(gap) if conditions.MARK in gap else ())
        yield _Marker(transactional=True) if foreign and bounds(sql) else _part(command, path)
        line += sql.count("\n")
        end = start + len(sql)
    yield from _markers(text[end:], line, path)


def _slices(text: str, path: str) -> list[tuple[int, str]]:
    """Return each statement of a text with its offset, after all of it was parsed."""
    if "\0" in text:
        # The parser is written in C: it would end the text here, and silently leave out the rest.
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SchemadiffError("a zero byte in an SQL file", at=Position(path, line))
    slices: list[tuple[int, str]] = []
    start, size = 0, AT_ONCE
    while start < len(text):
        at = text.find(";\n", start + size)
        end = len(text) if at < 0 else at + len(";\n")
        part = text[start:end]
        try:
            found = parser.split(part, with_parser=True, only_slices=True)
        except parser.ParseError as error:
            if end == len(text):
                raise _syntax_error(error, start, text, path) from error
            # This semicolon is within a body, a string or a comment: without an open one, it ends a statement.
            size *= 2
            continue
        slices += [(start + piece.start, part[piece]) for piece in found]
        start, size = end, AT_ONCE
    return slices


def _syntax_error(error: parser.ParseError, start: int, text: str, path: str) -> SchemadiffError:
    """Return the error of parsing a text from ``start``."""
    message, offset = (*error.args, None)[:2]
    offset = len(text.rstrip()) if offset is None else start + offset
    source = Source(path, text)
    line = text[text.rfind("\n", 0, offset) + 1 :]
    hint = "psql's meta-commands are not SQL" if line.lstrip().startswith("\\") else ""
    return SchemadiffError(str(message), at=source.position(offset), detail=source.caret(offset), hint=hint)


def _part(command: Command, path: str) -> _Part:
    if MARKER in command.sql:
        _refuse_marker(command, path)
    if not special(command.sql):
        return _Part(command, Runs.TOGETHER)
    (raw,) = parser.parse_sql(command.sql)
    stmt = raw.stmt
    assert stmt is not None
    reason, instead = refusal(stmt)
    if reason:
        raise SchemadiffError(reason, at=Position(path, command.line), hint=instead)
    return _Part(command, runs(stmt), new_label(stmt))


def bounds(sql: str) -> bool:
    """Return True for BEGIN, COMMIT and their synonyms, as another tool's file has them around its statements."""
    if not _BOUND.match(sql):
        return False
    (raw,) = parser.parse_sql(sql)
    kinds = (
        TransactionStmtKind.TRANS_STMT_BEGIN,
        TransactionStmtKind.TRANS_STMT_START,
        TransactionStmtKind.TRANS_STMT_COMMIT,
    )
    return isinstance(raw.stmt, ast.TransactionStmt) and raw.stmt.kind in kinds


def special(sql: str) -> bool:
    """Return False if it is certain, without parsing, that the statement runs with others and sets nothing."""
    return bool(_FIRST.match(sql) or _ANYWHERE.search(sql))


def _refuse_marker(command: Command, path: str) -> None:
    """Refuse a marker inside a statement, where it would silently have no effect."""
    for comment in _line_comments(command.sql):
        if comment.text.startswith(MARKER):
            raise SchemadiffError(
                "a unit starts in the middle of a statement",
                at=Position(path, command.line + comment.line - 1),
                hint="check for a missing semicolon before it",
            )


@dataclass(frozen=True)
class _Comment:
    text: str
    line: int


def _line_comments(text: str) -> Iterator[_Comment]:
    for token in parser.scan(text):
        if token.name == "SQL_COMMENT":
            yield _Comment(text[token.start : token.end + 1], text.count("\n", 0, token.start) + 1)


def _markers(gap: str, line: int, path: str) -> Iterator[_Marker]:
    """Yield the markers in the text between two statements: comments, space and semicolons."""
    if MARKER not in gap and conditions.STEM not in gap:
        return
    for comment in _line_comments(gap):
        match comment.text.rstrip():
            case found if found == MARKER:
                yield _Marker(transactional=True)
            case found if found == OUTSIDE:
                yield _Marker(transactional=False)
            case found if found.startswith(MARKER):
                raise SchemadiffError(
                    f"unknown comment {found.removeprefix('-- ')!r}",
                    at=Position(path, line + comment.line - 1),
                    hint=f"write `{MARKER}` or `{OUTSIDE}`",
                )
            case found if found.startswith(conditions.STEM) and not conditions.read(found):
                raise SchemadiffError(
                    f"unknown comment {found.removeprefix('-- ')!r}",
                    at=Position(path, line + comment.line - 1),
                    hint=f"write `{conditions.MARK} SELECT ...` above the statement that needs it",
                )
