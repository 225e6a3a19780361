"""``-- schemadiff:renamed from x``: comments with the former name of an object of ``desired/``.

The comment is on the line above the object, column, constraint, attribute or enum value, or after it on the same line.
Without it, a rename is a drop and a create.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemadiff.desired.declares import Declared, declared, main
from schemadiff.desired.files import Comment, SourceStatement
from schemadiff.desired.splitting import fold
from schemadiff.errors import Problems, SchemadiffError
from schemadiff.model import Position
from schemadiff.sql.identity import group_of

_OURS = re.compile(r"schemadiff:\s*renamed?\b")
_COMMENT = re.compile(r"(?:--|/\*)\s*schemadiff:renamed\s+from\s+(?P<name>.*?)\s*(?:\*/)?", re.DOTALL)
_NAME = re.compile(r'\s*(?P<part>"(?:[^"]|"")+"|[^\W\d][\w$]*)\s*(?P<dot>\.)?')

_RENAMED = {
    "table", "foreign table", "table column", "view", "materialized view", "type", "function", "procedure", "aggregate",
    "index", "table constraint", "domain constraint", "policy", "trigger", "rule", "schema", "enum value", "attribute", "sequence",
}  # fmt: skip


SHARED = {"relation": ("type",), "type": ("relation",)}
"""Groups of which each has names that the other cannot have: the rows of a relation are a type."""


class Rename(NamedTuple):
    """The type of an object, its new name and its old one."""

    type: str
    """As in an address; also "enum value" and "attribute", which have no address."""
    new: tuple[str, ...]
    """Schema first, unquoted: ("public", "t", "c")."""
    old: tuple[str, ...]
    """The old name in the same form; its schema differs if the comment says so."""
    at: Position
    """The position of the comment."""
    arguments: tuple[str, ...] | None = None
    """For a routine: the last name of each input type."""


def renames(statements: Iterable[SourceStatement]) -> tuple[Rename, ...]:
    """Return every rename in the comments, or raise Problems with all comments that make no sense."""
    found: list[Rename] = []
    problems: list[SchemadiffError] = []
    for statement in statements:
        for comment in statement.comments:
            try:
                found += _rename(statement, comment)
            except SchemadiffError as problem:
                problems.append(problem)
    found = [*_in_what_they_are_now(found)]
    problems += _repeated(found)
    if problems:
        raise Problems(problems)
    return tuple(found)


def _in_what_they_are_now(found: Sequence[Rename]) -> Iterator[Rename]:
    """Yield the renames with what contains the object under its new name: it is renamed first, and comments may say the old one."""
    schemas = {rename.old: rename.new for rename in found if rename.type == "schema"}
    placed = [_placed(rename, schemas, 1) for rename in found]
    wholes = {r.old: r.new for r in placed if len(r.new) == 2 and group_of(r.type) in SHARED}
    yield from (r for r in (_placed(rename, wholes, 2) for rename in placed) if r.old != r.new)


def _placed(rename: Rename, wholes: Mapping[tuple[str, ...], tuple[str, ...]], depth: int) -> Rename:
    """Return the rename with the new name of the schema, or of the relation or type, that the old name begins with."""
    old, new = rename.old, rename.new
    above = wholes.get(old[:depth])
    if above is None or len(new) <= depth or old[:depth] == new[:depth]:
        return rename
    if depth > 1 and above != new[:depth]:
        return rename
    return rename._replace(old=(*above, *old[depth:]))


def _rename(statement: SourceStatement, comment: Comment) -> Iterator[Rename]:
    if _OURS.search(comment.text) is None:
        return
    parsed_comment = _COMMENT.fullmatch(comment.text)
    name = _parsed(parsed_comment["name"]) if parsed_comment else None
    if name is None:
        raise _problem(
            statement, comment, "cannot read this comment", "write `-- schemadiff:renamed from the_old_name`"
        )
    one = _target(statement, comment)
    if one is None or one.type not in _RENAMED:
        hint = (
            "put it on the line above the object, column, constraint, attribute or enum value, or at the "
            "end of its line"
        )
        raise _problem(statement, comment, "this comment is not next to anything that can be renamed", hint)
    old = _full_old_name(one, name)
    if old is None or old == one.name:
        what = "is its present name" if old else "has too many parts"
        raise _problem(statement, comment, f"the old name of this {one.type} {what}", "")
    yield Rename(one.type, one.name, old, comment.at, one.arguments)


def _problem(statement: SourceStatement, comment: Comment, words: str, hint: str) -> SchemadiffError:
    return SchemadiffError(words, at=comment.at, detail=statement.caret(comment.offset), hint=hint)


def _parsed(text: str) -> tuple[str, ...] | None:
    """Return the parts of a name, unquoted and folded; None if it is no name."""
    parts, at = [], 0
    while found := _NAME.match(text, at):
        parts.append(fold(found["part"]))
        at = found.end()
        if not found["dot"]:
            return tuple(parts) if at == len(text) else None
    return None


def _target(statement: SourceStatement, comment: Comment) -> Declared | None:
    """Return what is declared on the comment's own line, or on the next line that holds anything but comments."""
    if comment.offset >= len(statement.sql):
        return _whole(statement, comment)
    places = [(statement.position(d.offset).line, d) for d in _renameable(statement)]
    lines = {line for line, _ in places}
    here = comment.at.line
    line = here if here in lines and _is_after_code(statement, comment) else _line_below(statement, comment)
    on_line = [d for at, d in places if at == line]
    # Above CREATE TABLE t (a int) the comment means the table; after a column, the last declaration on that line.
    return (on_line[-1] if line == here else on_line[0]) if on_line else None


def _renameable(statement: SourceStatement) -> list[Declared]:
    found = [d for d in declared(statement) if not d.about and d.type in _RENAMED]
    whole = main(statement)
    parts = [d for d in found if whole is None or d.name != whole.name]
    # PostgreSQL chooses guessed names, not the author; the index of a constraint is renamed with it.
    parts = [d for d in parts if not d.guessed and d.type not in ("index", "sequence")]
    return ([whole._replace(offset=0)] if whole and whole.type in _RENAMED else []) + parts


def _is_after_code(statement: SourceStatement, comment: Comment) -> bool:
    """Return True if part of the statement is before the comment on its line."""
    text = statement.source.text
    offset = statement.offset + comment.offset
    start = text.rfind("\n", 0, offset) + 1
    return text[max(start, statement.offset) : offset].strip() != "" if offset > statement.offset else False


def _line_below(statement: SourceStatement, comment: Comment) -> int:
    """Return the line of the statement's next token, skipping comments that follow this one directly."""
    line = comment.at.line + comment.text.count("\n") + 1
    others = {c.at.line: c for c in statement.comments}
    while line in others and not _is_after_code(statement, others[line]):
        line += others[line].text.count("\n") + 1
    return line


def _whole(statement: SourceStatement, comment: Comment) -> Declared | None:
    """Return the object itself for a comment after the end of its statement."""
    end = statement.position(len(statement.sql)).line
    return next(iter(_renameable(statement)), None) if comment.at.line == end else None


def _full_old_name(one: Declared, name: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the full old name: parts that the comment omits are those of the new name."""
    return (*one.name[: -len(name)], *name) if len(name) <= len(one.name) else None


def _repeated(found: list[Rename]) -> Iterator[SchemadiffError]:
    seen: dict[tuple[str, tuple[str, ...], tuple[str, ...] | None], Rename] = {}
    for rename in found:
        for end, name in (("to", rename.new), ("from", rename.old)):
            before = seen.setdefault((f"{rename.type} {end}", name, rename.arguments), rename)
            if before is not rename:
                words = f"{rename.type} {'.'.join(name)} is renamed {end} twice, first at {before.at}"
                yield SchemadiffError(words, at=rename.at)


def circles(found: Sequence[Rename]) -> Iterator[list[Rename]]:
    """Yield cycles of renames: each rename frees the name that the next one takes."""
    before = {(group_of(rename.type), rename.new, rename.arguments): rename for rename in found}

    def taker(at: Rename) -> Rename | None:
        group = group_of(at.type)
        takers = (before.get((each, at.old, at.arguments)) for each in (group, *SHARED.get(group, ())))
        return next(filter(None, takers), None)

    seen: set[Rename] = set()
    for rename in found:
        way: list[Rename] = []
        at: Rename | None = rename
        while at is not None and at not in seen:
            seen.add(at)
            way.append(at)
            at = taker(at)
        if at is not None and at in way:
            yield way[way.index(at) :]
