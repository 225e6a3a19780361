"""Suggestions for a name that does not exist: an object that was renamed, or one with a similar name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import NamedTuple

from schemadiff.desired.declares import Declared, declared, main
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.renames import renames
from schemadiff.errors import Problems
from schemadiff.model import Position

_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*")
_COLUMN = "42703"
_SORTS: Mapping[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "42P01": (re.compile(r'"([^"]+)"'), ("table", "view", "materialized view", "foreign table", "sequence")),
    "42704": (re.compile(r'"([^"]+)"'), ("type", "domain", "table", "view")),
    "42883": (re.compile(r'^\w+ ((?:[^"(\s]|"[^"]*")+)\('), ("function", "procedure", "aggregate")),
    _COLUMN: (re.compile(r'^column ((?:[^"\s]|"[^"]*")+)'), ("table column",)),
}
"""By SQLSTATE (undefined relation, type, routine or column): where PostgreSQL's message has the name, and the types of
object that it may have been meant to be.
"""


class _Candidate(NamedTuple):
    declared: Declared
    at: Position


def alike(statement: SourceStatement, code: str, words: str, everything: Sequence[SourceStatement]) -> str:
    """Return a sentence with an existing name that may have been meant, and where it is declared; empty if there is none.

    Args:
        statement: The statement that PostgreSQL refused.
        code: The SQLSTATE.
        words: PostgreSQL's message.
        everything: All statements of ``desired/``.
    """
    pattern, sorts = _SORTS.get(code, (None, ()))
    named = pattern.search(words) if pattern else None
    if named is None:
        return ""
    name = named[1].replace('"', "").rpartition(".")[2]
    if renamed := _renamed(statement, name, sorts, everything):
        return renamed
    found = {one.declared.name[-1]: one for one in _candidates(statement, code, sorts, everything)}
    close = get_close_matches(name, found, n=1, cutoff=0.75)
    if not close:
        return ""
    made, at = found[close[0]]
    arguments = "" if made.arguments is None else f"({', '.join(made.arguments)})"
    return f"there is {called(made)}{arguments} ({at})"


def _renamed(
    statement: SourceStatement, name: str, sorts: Sequence[str], everything: Sequence[SourceStatement]
) -> str:
    # Errors in rename comments are reported elsewhere.
    with suppress(Problems):
        for one in renames(everything):
            if one.old[-1] == name and one.type in sorts and _near(statement, one.type, one.new):
                new = shown(one.new[-1:])
                return (
                    f"{one.type.removeprefix('table ')} {shown(one.old[-1:])} is renamed to {new} ("
                    f"{one.at}): use the new name here as well"
                )
    return ""


def _candidates(
    statement: SourceStatement, code: str, sorts: Sequence[str], everything: Sequence[SourceStatement]
) -> Iterator[_Candidate]:
    for each in everything:
        if code != _COLUMN:
            # A view cannot ask itself; a table can refer to itself, and a function can call itself.
            itself = each is statement
            if (made := main(each)) and made.type in sorts and not (itself and "view" in made.type):
                yield _Candidate(made, each.at)
            continue
        for part in declared(each):
            if part.type in sorts and not part.about and _near(statement, part.type, part.name):
                yield _Candidate(part, each.position(part.offset))


def _near(statement: SourceStatement, type_: str, name: Sequence[str]) -> bool:
    """Return True if the statement names the column's table; always True for other types."""
    return type_ != "table column" or name[-2] in statement.words


def shown(name: Sequence[str]) -> str:
    """Return a name for a message, quoted where necessary."""
    return ".".join(n if _PLAIN.fullmatch(n) else '"' + n.replace('"', '""') + '"' for n in name)


def called(made: Declared) -> str:
    """Return the type and name of a declared object, for a message."""
    if made.type in ("policy", "trigger", "rule"):
        return f"{made.type} {shown(made.name[-1:])} on {shown(made.name[:-1])}"
    return f"{made.type.removeprefix('table ')} {shown(made.name)}"


__all__ = ["alike", "called", "shown"]
