"""Edits of a file: where a statement begins and ends together with its comments, and applying the edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemadiff.desired.files import SourceStatement
from schemadiff.render.sql import terminated

DUMPED = re.compile(r"-- (Data for )?Name: .*; Type: .*; Schema: .*; Owner: .*")


class Edit(NamedTuple):
    """A stretch of a file, and its new text."""

    path: str
    start: int
    end: int
    text: str


def written(
    statement: SourceStatement, replaced: tuple[SourceStatement, str | None] | None, added: Sequence[str]
) -> Iterator[Edit]:
    """Yield the edits that replace or remove a statement, and add others after it."""
    text, path = statement.source.text, statement.source.path
    start, end = statement.offset, statement.offset + len(statement.sql)
    semicolon = _semicolon(statement)
    if replaced is not None and replaced[1] is not None:
        yield Edit(path, start, end, replaced[1])
    elif replaced is not None:
        (gone,) = _gone(statement, semicolon)
        # What was to follow it takes its place.
        stretch = text[gone.start : gone.end]
        following = stretch[len(stretch.rstrip("\n")) :]
        yield gone._replace(text="\n".join(map(terminated, added)) + following if added else "")
        return
    if added:
        if text[semicolon - 1 : semicolon] != ";":
            yield Edit(path, semicolon, semicolon, ";")
        stop = text.find("\n", semicolon)
        rest = text[semicolon : stop if stop >= 0 else len(text)]
        # A comment after it on the same line stays with it.
        place = semicolon + len(rest) if not rest.strip() or rest.lstrip().startswith("--") else semicolon
        # As pull writes new files: what belongs to a table of several lines stands apart from it.
        apart = "\n" if "\n" in statement.sql else ""
        yield Edit(path, place, place, apart + "".join(f"\n{terminated(sql)}" for sql in added))


def _semicolon(statement: SourceStatement) -> int:
    """Return the offset after a statement's semicolon; after its last word if it has none."""
    text = statement.source.text
    at = statement.offset + len(statement.sql)
    inside = [c for c in statement.comments if c.offset >= len(statement.sql)]
    for comment in inside:
        place = statement.offset + comment.offset
        if ";" not in text[at:place]:
            at = place + len(comment.text)
    found = text.find(";", at)
    between = text[at:found] if found >= 0 else text[at:]
    return found + 1 if found >= 0 and not between.strip() else statement.offset + len(statement.sql)


def _gone(statement: SourceStatement, end: int) -> Iterator[Edit]:
    """Yield the edit that removes a statement with the comment directly above it and the rest of its line."""
    text, start = statement.source.text, _head(statement)
    for comment in reversed([c for c in statement.comments if statement.offset + c.offset < start]):
        place = statement.offset + comment.offset
        between = text[place + len(comment.text) : start]
        line = text.rfind("\n", 0, place) + 1
        if between.count("\n") > 1 or text[line:place].strip():
            break
        start = place
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)]
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        # Something stands before it on its line.
        end += len(rest) if not rest.strip() else 0
    elif rest.strip() and not rest.lstrip().startswith("--"):
        end += len(rest) - len(rest.lstrip())
    else:
        end = stop + 1 if stop >= 0 else len(text)
        while text[end : end + 1] == "\n" and (start == 0 or text[start - 2 : start] == "\n\n"):
            end += 1
    yield Edit(statement.source.path, start, end, "")


def _head(statement: SourceStatement) -> int:
    """Return the offset of what pg_dump has written above a statement, an empty line apart; else its own."""
    text, above = statement.source.text, [c for c in statement.comments if c.offset < 0][-3:]
    if [DUMPED.sub("N", comment.text) for comment in above] != ["--", "N", "--"]:
        return statement.offset
    first, last = (statement.offset + above[i].offset for i in (0, -1))
    return first if not text[last + 2 : statement.offset].strip("\n") else statement.offset


def applied(text: str, found: Iterable[Edit]) -> str:
    """Return a file's text with the edits applied."""
    edited, at = "", 0
    for edit in sorted(found, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            continue  # inside of what has gone
        edited += text[at : edit.start] + edit.text
        at = edit.end
        if not edit.text and text[at - 1 : at] != "\n" and text[at : at + 1] in {"\n", ""}:
            # The end of a line has gone, and perhaps all of it.
            edited = edited.rstrip(" \t")
            at += 1 if edited == "" or edited.endswith("\n") else 0
    edited += text[at:]
    # The empty line before what has gone does not end the file.
    return edited if text.endswith("\n\n") or not edited.endswith("\n\n") else edited.rstrip("\n") + "\n"
