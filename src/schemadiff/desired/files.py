"""``desired/*.sql`` as statements, each with its position; everything that cannot be used is reported at once.

pglast splits and parses; the meaning of a statement is left to PostgreSQL. ``permitted.py`` lists the statements that
are accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pglast import parser

from schemadiff.desired.permitted import refusal, setting
from schemadiff.desired.splitting import COMMENTS, Part, Source, conflict, folded, parts, without_psql, words
from schemadiff.desired.sqlfiles import paths, shown
from schemadiff.desired.trees import unchecked
from schemadiff.errors import Problems, SchemadiffError
from schemadiff.model import Position

_MAY_SET = ("SET", "RESET", "SELECT")
"""The first tokens of statements that may set something for the statements below them."""
CONDITIONS = ("USING", "WITH", "WITH_LA")
"""The tokens at the start of a policy's conditions."""


class PolicySyntaxError(SchemadiffError):
    """A policy of which only the part before its conditions parses."""


@dataclass(frozen=True)
class Comment:
    """A ``--`` or ``/* */`` comment, delimiters included."""

    text: str
    at: Position
    offset: int
    """Relative to its statement's ``sql``: negative before it, beyond its length after it."""


@dataclass(frozen=True)
class SourceStatement:
    """One statement of ``desired/``, without its semicolon."""

    sql: str
    at: Position
    """The position of its first token."""
    offset: int
    """The offset of its first token in the file, in characters."""
    source: Source = field(repr=False, compare=False)  # ``at`` tells two files apart
    search_path: tuple[str, ...] = ()
    """The ``SET search_path`` above it in its file; ``("",)`` for ``''``; empty if there is none."""
    comments: tuple[Comment, ...] = field(default=(), compare=False)  # they change nothing in a database
    """Those between the previous statement and this one, those inside, and those after it on its last line."""

    # Lazy, because parsing 7,000 statements takes 2 s, and hardly any of those in files that were loaded before need
    # it.

    @cached_property
    def node(self) -> Any:
        """The pglast node; its locations are offsets in ``sql``."""
        return parser.parse_sql(self.sql)[0].stmt

    @cached_property
    def words(self) -> frozenset[str]:
        """Every identifier in it, folded as PostgreSQL folds them, outside function bodies."""
        return words(parser.scan(folded(self.sql)), self.sql)

    def forget_tree(self) -> None:
        """Free the memory of what can be computed again from the text."""
        self.__dict__.pop("node", None)
        self.__dict__.pop("words", None)

    def position(self, offset: int) -> Position:
        """Return the position of a character offset in ``sql``."""
        return self.source.position(self.offset + offset)

    def caret(self, offset: int) -> str:
        """Return the source line of a character offset in ``sql``, with a caret."""
        return self.source.caret(self.offset + offset)


def read(
    folder: Path,
    root: Path,
    *,
    loaded: bool = False,
    roles: bool = False,
    bearing: tuple[type[SchemadiffError], ...] = (),
) -> tuple[SourceStatement, ...]:
    """Return every statement under ``folder``, which may also be a single file, in the order of paths and lines.

    With ``loaded`` the same files were read and loaded before, so they are only split. With ``roles`` they may contain
    statements about the server's roles. Problems of the types ``bearing`` are not raised: with PolicySyntaxError, a
    policy has a node of the part that parses.

    Raises:
        Problems: all that is wrong with the files.
    """
    problems: list[SchemadiffError] = []
    statements: list[SourceStatement] = []
    with unchecked():
        for path in paths(folder, root, problems):
            source = _source(path, shown(path, root), problems)
            if source is not None:
                statements += _statements(source, problems, loaded=loaded, roles=roles)
    if grave := [problem for problem in problems if not isinstance(problem, bearing)]:
        raise Problems(grave)
    if not statements:
        raise Problems([_nothing_in(shown(folder, root))])
    return tuple(statements)


def _nothing_in(folder: str) -> SchemadiffError:
    return SchemadiffError(
        f"{folder} has no statements in any *.sql file",
        hint="an empty schema would mean dropping everything, so it is refused; write the schema you want "
        "there, or generate it from a database: schemadiff pull",
    )


def _source(path: Path, shown: str, problems: list[SchemadiffError]) -> Source | None:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        problems.append(
            SchemadiffError(
                f"not UTF-8: byte 0x{byte:02x}", at=Position(shown, line), hint="save the file as UTF-8"
            )
        )
        return None
    if "\0" in text:
        # The parser is written in C, and would silently end the file here.
        problems.append(SchemadiffError("a zero byte", at=Source(shown, text).position(text.index("\0"))))
        return None
    return Source(shown, text)


def _statements(
    source: Source, problems: list[SchemadiffError], *, loaded: bool, roles: bool
) -> Iterator[SourceStatement]:
    if unmerged := conflict(source):
        problems.append(unmerged)
        return
    text = without_psql(source, folded(source.text), problems)
    try:
        tokens = parser.scan(text)
    except parser.ParseError as error:
        problems.append(_syntax(source, 0, text, error))
        return
    search_path: tuple[str, ...] = ()
    above: list[Any] = []  # comments above a SET belong to the statement below it
    for part in parts(source, text, tokens):
        known = loaded and part.tokens[0].name not in _MAY_SET
        node = None if known else _node(part, problems, roles=roles)
        if node is None and not known:
            continue
        accepted = None if known else setting(node)
        if accepted is None:
            yield _statement(part, node, search_path, above)
            above = []
            continue
        search_path = search_path if accepted.search_path is None else accepted.search_path
        above += part.comments
    if not any(t for t in tokens if t.name not in COMMENTS):
        above = tokens
    problems += _without_statement(source, above)


def _node(part: Part, problems: list[SchemadiffError], *, roles: bool) -> Any:
    try:
        node = parser.parse_sql(part.sql)[0].stmt
    except parser.ParseError as error:
        node = _policy(part)
        kind = SchemadiffError if node is None else PolicySyntaxError
        problems.append(_syntax(part.source, part.offset, part.sql, error, kind))
        return node
    except RecursionError:
        problems.append(SchemadiffError("the statement is nested too deeply", at=part.at))
        return None
    refused = refusal(node, roles=roles)
    if refused is None:
        return node
    caret = "" if refused.quiet else part.source.caret(part.offset)
    problems.append(
        SchemadiffError(f"refused: {refused.message}", at=part.at, hint=refused.hint, detail=caret)
    )
    return None


def _policy(part: Part) -> Any:
    """Return CREATE POLICY without its conditions; None if that does not parse, or if it is another statement."""
    if [token.name for token in part.tokens[:2]] != ["CREATE", "POLICY"]:
        return None
    end = next((token.start for token in part.tokens if token.name in CONDITIONS), None)
    try:
        return end and parser.parse_sql(part.sql[: end - part.offset])[0].stmt
    except parser.ParseError:
        return None


def _without_statement(source: Source, comments: list[Any]) -> Iterator[SchemadiffError]:
    for comment in comments:
        if "schemadiff:" in source.text[comment.start : comment.end + 1]:
            at = source.position(comment.start)
            yield SchemadiffError("this comment has no effect: no statement follows it", at=at)


def _syntax(
    source: Source,
    base: int,
    text: str,
    error: parser.ParseError,
    kind: type[SchemadiffError] = SchemadiffError,
) -> SchemadiffError:
    message, *places = error.args
    # The parser gives no position for the end of its input.
    offset = base + (len(text) if message.endswith("at end of input") else next(iter(places), 0))
    return kind(str(message), at=source.position(offset), detail=source.caret(offset))


def _statement(part: Part, node: Any, search_path: tuple[str, ...], above: list[Any]) -> SourceStatement:
    source = part.source
    comments = tuple(
        Comment(source.text[c.start : c.end + 1], source.position(c.start), c.start - part.offset)
        for c in (*above, *part.comments)
    )
    statement = SourceStatement(part.sql, part.at, part.offset, source, search_path, comments)
    if node is not None:
        vars(statement).update(node=node, words=words(part.tokens, source.text))
    return statement
