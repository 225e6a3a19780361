"""Locks, and the observed effects of a statement, in words. Nothing here is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from schemadiff.model import Affected, Effects, LockMode, Size, Work
from schemadiff.words import listed

NAMES_SHOWN = 3
UNITS = ("bytes", "kB", "MB", "GB", "TB")
DOES = {Work.REWRITE: "rewrites", Work.BUILD: "builds an index on", Work.SCAN: "reads all of"}


def blocking(effects: Effects) -> bool:
    """True if the statement's lock blocks at least the writes of other sessions."""
    return effects.lock >= LockMode.SHARE


def lock_words(lock: LockMode) -> str:
    """The lock, and its effect on other sessions."""
    match lock:
        case LockMode.NONE:
            return "no table lock"
        case LockMode.ACCESS_EXCLUSIVE:
            return f"{lock}, blocks reads and writes"
        case LockMode.SHARE | LockMode.SHARE_ROW_EXCLUSIVE | LockMode.EXCLUSIVE:
            return f"{lock}, blocks writes"
        case _:
            return f"{lock}, reads and writes go on"


def seen_words(effects: Effects) -> Iterator[str]:
    """Yield each blocking lock, else the strongest, with its relations; then the work on all rows of relations."""
    blocks = [each for each in effects.relations if each.lock >= LockMode.SHARE]
    locked = blocks or [each for each in effects.relations if each.lock is effects.lock]
    done = {each.relation: each.work[0] for each in effects.relations if each.work}
    for lock, group in groupby(locked, key=lambda each: each.lock):
        together = list(group)
        mode, _, meaning = lock_words(lock).partition(", ")
        brief = bool(blocks) and not any(each.relation in done for each in together)
        yield f"{mode} on {names_words(together)}, {meaning}{', for an instant' if brief else ''}"
    for work in Work:
        names = [str(address.identity) for address, theirs in done.items() if theirs is work]
        if names:
            yield f"{DOES[work]} {'it' if len(effects.relations) == 1 else _listed(names)}"


def names_words(relations: Sequence[Affected]) -> str:
    """At most three relations, each with its size, and the number of the others."""
    return _listed([f"{each.relation.identity}{_sized(each)}" for each in relations])


def _listed(names: Sequence[str]) -> str:
    """At most three names, and the number of the others."""
    more = len(names) - NAMES_SHOWN
    if more > 1:
        return f"{', '.join(names[:NAMES_SHOWN])} and {more} more"
    return listed(names)


def _sized(each: Affected) -> str:
    """The size in parentheses, if other sessions wait in proportion to it; otherwise empty."""
    # A view stores nothing; calling it empty would say something about its rows.
    matters = (each.work or each.lock >= LockMode.SHARE) and each.relation.type != "view"
    return f" ({size_words(each.size)})" if each.size and matters else ""


def size_words(size: Size) -> str:
    """The size of a relation ("about 1,200,000 rows, 340 MB")."""
    if not size.bytes:
        return "empty"
    rows = "" if size.rows is None else f"about {size.rows:,} {'row' if size.rows == 1 else 'rows'}, "
    return rows + bytes_words(size.bytes)


def bytes_words(number: float) -> str:
    """Bytes in the units of ``pg_size_pretty()``: the largest one of which there is at least one."""
    for unit in UNITS:
        if number < 1024 or unit == UNITS[-1]:
            break
        number /= 1024
    return f"{number:,.0f} {unit}"
