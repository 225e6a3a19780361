"""Renames that ``desired/`` declares, as statements; and what looks like one that it does not declare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from psycopg.sql import quote

from schemadiff.diff import diff
from schemadiff.model import Address, Catalog, Create, Drop, Note, Object, Severity, Statement, Verb
from schemadiff.renames import Rename
from schemadiff.sources import group_of, identity, quoted_names

STAGES = (
    {"schema"},
    {"relation", "type", "routine", "sequence", "index"},
    {"column", "table constraint", "domain constraint", "policy", "trigger", "rule", "enum value"},
)
"""Wholes before their parts: a part is looked up under the name that its whole has by then."""


@dataclass(frozen=True)
class Step:
    """One rename and its opposite."""

    there: Statement
    back: Statement


def steps(renames: Sequence[Rename], current: Catalog, desired: Catalog, stage: set[str]) -> Iterator[Step]:
    """The renames of one stage that ``current`` has not seen yet."""
    before, after = _by_name(current), _by_name(desired)
    for rename in renames:
        group = group_of(rename.type)
        if group not in stage:
            continue
        if group == "enum value":
            yield from _value(rename, before, current)
            continue
        old, new = before.get((group, rename.old)), after.get((group, rename.new))
        if old is not None and new is not None and (group, rename.new) not in before:
            yield _step(rename, old, new)


def done(renames: Sequence[Rename], current: Catalog) -> Iterator[Note]:
    """Say which comments can go, because the target has the new name already."""
    before = _by_name(current)
    for rename in renames:
        group = group_of(rename.type)
        if (group, rename.new) in before and (group, rename.old) not in before:
            words = f"{rename.type} {'.'.join(rename.new)} has its new name already: the comment can go"
            yield Note(words, Severity.INFO, rename.at)


def suggestions(current: Catalog, desired: Catalog, places: dict[Address, object]) -> Iterator[Note]:
    """What is about to be dropped and made again under another name, with data in it."""
    changes = list(diff(current, desired))
    created = [change.new for change in changes if isinstance(change, Create)]
    for change in changes:
        if not isinstance(change, Drop) or not change.old.loss:
            continue
        like = [new for new in created if _alike(change.old, new, current, desired)]
        if len(like) == 1:
            new, old = like[0], change.old
            at = places.get(new.address)
            yield Note(
                f"{new.address} looks like {old.address} under another name; as planned, its data goes",
                Severity.WARNING,
                at,  # type: ignore[arg-type]
                f"if it is a rename, write above it: -- schemadiff:renamed from {quoted_names(old.identity)[-1]}",
            )


def _alike(old: Object, new: Object, current: Catalog, desired: Catalog) -> bool:
    if old.kind != new.kind or old.parent != new.parent:
        return False
    names = {"identity", "name"}
    counted = [f.name for f in fields(old) if f.compare and f.name not in names]
    if any(getattr(old, name) != getattr(new, name) for name in counted):
        return False
    mine, theirs = _shape(old, current), _shape(new, desired)
    return mine == theirs


def _shape(obj: Object, catalog: Catalog) -> set[tuple[str, str]]:
    """What its parts with data are called."""
    parts = (catalog.objects[child] for child in catalog.children.get(obj.address, ()))
    return {(part.kind, quoted_names(part.identity)[-1]) for part in parts if part.loss}


def _by_name(catalog: Catalog) -> dict[tuple[str, tuple[str, ...]], Address]:
    found: dict[tuple[str, tuple[str, ...]], Address] = {}
    for address in catalog.objects:
        whole = identity(address)
        if whole is not None and address.type not in ("comment", "owner", "privilege"):
            found[whole.group, whole.name] = address
    return found


def _step(rename: Rename, old: Address, new: Address) -> Step:
    there, back = _sql(old, new), _sql(new, old)
    reason = f"renamed from {old.identity}"
    return Step(
        Statement(there, Verb.ALTER, new, reason, rename.at),
        Statement(back, Verb.ALTER, old, f"renamed back from {new.identity}"),
    )


def _sql(old: Address, new: Address) -> str:
    name = quoted_names(new.identity)[0 if " on " in new.identity else -1]
    match old.type:
        case "table column":
            table = new.identity[: -len(name) - 1]
            return f"ALTER TABLE {table} RENAME COLUMN {quoted_names(old.identity)[-1]} TO {name}"
        case "table constraint" | "domain constraint":
            table = new.identity[len(name) + 4 :]
            kind = "TABLE" if old.type == "table constraint" else "DOMAIN"
            return f"ALTER {kind} {table} RENAME CONSTRAINT {quoted_names(old.identity)[0]} TO {name}"
        case "policy" | "trigger" | "rule":
            return f"ALTER {old.type.upper()} {old.identity} RENAME TO {name}"
    was, now = quoted_names(old.identity), quoted_names(new.identity)
    if len(was) > 1 and was[0] != now[0]:
        return f"ALTER {old.type.upper()} {old.identity} SET SCHEMA {now[0]}"
    return f"ALTER {old.type.upper()} {old.identity} RENAME TO {name}"


def _value(
    rename: Rename, before: dict[tuple[str, tuple[str, ...]], Address], current: Catalog
) -> Iterator[Step]:
    address = before.get(("type", rename.new[:-1]))
    labels = getattr(current.objects[address], "labels", ()) if address else ()
    old, new = rename.old[-1], rename.new[-1]
    if address is None or old not in labels or new in labels:
        return
    head = f"ALTER TYPE {address.identity} RENAME VALUE"
    yield Step(
        Statement(
            f"{head} {quote(old)} TO {quote(new)}", Verb.ALTER, address, f"renamed from {old}", rename.at
        ),
        Statement(f"{head} {quote(new)} TO {quote(old)}", Verb.ALTER, address, f"renamed back from {new}"),
    )
