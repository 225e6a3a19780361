"""Random renames: statements that call some things by other names, and the comments that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from world import There, one

from schemadiff.desired.renames import Rename
from schemadiff.diff.renaming_inside import INSIDE
from schemadiff.model import Address, Catalog, Position
from schemadiff.sql.identity import group_of, identity, unquoted

Words = dict[str, str]
"""Former words, and those that stand in their place."""

SORTS = (
    "relation",
    "column",
    "column",
    "constraint",
    "trigger",
    "policy",
    "rule",
    "routine",
    "type",
    "label",
    "index of",
)
"""What can be renamed, as ``random_changes.there`` calls it; what is in no catalogue of its own as well."""
NEW = ("renamed1", '"Renamed ""2"', "renamed3")
RENAMED = {
    "table", "foreign table", "table column", "view", "materialized view", "type", "function", "procedure", "aggregate",
    "index", "table constraint", "domain constraint", "policy", "trigger", "rule", "schema", "sequence",
}  # fmt: skip
LAST = re.compile(r"\"(?:[^\"]|\"\")+\"$|\w+$")
PART = re.compile(r"\"(?:[^\"]|\"\")+\"|'(?:[^']|'')+'|\w+")
AT = Position("desired/renamed.sql", 1, 1)


def words(draw, there: Sequence[There]) -> Words:
    """A few words of a schema, each with one that it becomes; of two the names are swapped now and then."""
    found: Words = {}
    for number in range(one(draw, 1, 1, 2, 2, 3)):
        sort = one(draw, *SORTS)
        # What makes a range keeps its name, which nobody but a superuser can change.
        named = (each for each in there if each.sort == sort and (sort, each.of) != ("type", "r"))
        names = sorted({_word(each) for each in named} - {""} - found.keys())
        if not names:
            continue
        new = NEW[number] if sort != "label" else f"'renamed{number}'"
        found[one(draw, *names)] = new
    return found


def _word(it: There) -> str:
    """The last part of its name, as SQL says it."""
    if it.sort == "label":
        return it.name
    text = it.name or it.whole.partition("(")[0]
    last = LAST.search(text)
    return last.group() if last else ""


def replaced(sql: str, found: Words) -> str:
    """The statement with other words, in bodies and comments as well."""
    return PART.sub(lambda part: _instead(part.group(), found), sql) if found else sql


def _instead(part: str, found: Words) -> str:
    if part in found:
        return found[part]
    if part[0] == "'":
        return f"'{replaced(part[1:-1], {w: n for w, n in found.items() if w[0] != chr(39)})}'"
    return part


def told(before: Catalog, after: Catalog, found: Words) -> Iterator[Rename]:
    """What comments beside everything that has another name would say."""
    former = {_bare(new): _bare(old) for old, new in found.items()}
    had = {(each.group, each.name, each.arguments) for a in before.objects if (each := identity(a))}
    for address in after.objects:
        yield from _whole(address, former, had)
        yield from _inside(address, before, after, former)


def _bare(word: str) -> str:
    return word[1:-1].replace("''", "'") if word[0] == "'" else unquoted(word)


def _back(names: Iterable[str], former: Words) -> tuple[str, ...]:
    return tuple(former.get(name, name) for name in names)


def _whole(address: Address, former: Words, had: set[object]) -> Iterator[Rename]:
    type_ = "type" if group_of(address.type) == "type" else address.type
    if type_ not in RENAMED or (new := identity(address)) is None or new.name[-1] not in former:
        return
    arguments = new.arguments and _back(new.arguments, former)
    if (new.group, _back(new.name, former), arguments) in had:
        old = (*new.name[:-1], former[new.name[-1]])
        yield Rename(type_, new.name, old, AT, new.arguments)


def _inside(address: Address, before: Catalog, after: Catalog, former: Words) -> Iterator[Rename]:
    """Labels and attributes."""
    new = identity(address)
    if new is None or new.group != "type":
        return
    for type_, field in zip(INSIDE, ("labels", "names"), strict=True):
        for name in map(unquoted if field == "names" else str, getattr(after.objects[address], field, ())):
            if name in former:
                yield Rename(type_, (*new.name, name), (*new.name, former[name]), AT)


__all__ = ["AT", "Words", "replaced", "told", "words"]
