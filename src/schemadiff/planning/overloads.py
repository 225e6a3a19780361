"""Expressions that call another function on the target than in ``desired/``, though both have the same text.

For example, ``f(1)`` calls ``f(anyelement)`` until there is ``f(integer)``. PostgreSQL resolves a function when a
view, a check or a default is created, and prints its name alone. Argument types that differ are printed as casts, so
that this concerns functions with polymorphic arguments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from schemadiff.catalog.meanings import told_alike
from schemadiff.kinds import OVERLOADED
from schemadiff.kinds.routine import Aggregate, Function
from schemadiff.model import Address, Catalog, Note, Severity

NAME = re.compile(r'(?:"(?:[^"]|"")*"|[\w$]+)\.(?:"(?:[^"]|"")*"|[\w$]+)')


CALLED = OVERLOADED | {"operator"}
"""The types of objects that are resolved by name and argument types."""


def bound_otherwise(current: Catalog, desired: Catalog, touched: Collection[Address]) -> Iterator[Note]:
    """Yield a note for each object that the plan does not touch and that keeps calling another overload than a new one would."""
    before, after = _overloads(current), _overloads(desired)
    for name, found in sorted(after.items()):
        # A function without overloads, before and after, is the only one that can be called.
        if len(found | before.get(name, set())) < 2:
            continue
        for wanted, user in sorted((w, user) for w in found for user in desired.dependents.get(w, ())):
            called = before.get(name, set()).intersection(current.needs.get(user, ()))
            if called and wanted not in called and user not in touched:
                yield Note(
                    f"{user} still calls {', '.join(map(str, sorted(called)))}, but would call {wanted}"
                    " if it were created now",
                    Severity.WARNING,
                    hint="drop and recreate it, or cast the argument in desired/",
                )


def as_found(start: Catalog, reached: Catalog) -> Catalog:
    """Return the part of the start that the reverse plan can restore: where a call now resolves to a better overload, it stays so.

    An object that is created again finds the better match, whatever its text says.
    """
    fresh = {}
    for address, was in start.objects.items():
        now = reached.objects.get(address) if was.meaning else None
        if now is None or was.meaning == now.meaning or not told_alike(was.meaning, now.meaning):
            continue
        if all(there in start.objects for there in reached.needs.get(address, ()) if there.type in CALLED):
            fresh[address] = replace(was, meaning=now.meaning)
    return replace(start, objects={**start.objects, **fresh}) if fresh else start


def notes_of_found(start: Catalog, kept: Catalog) -> Iterator[Note]:
    """Yield a note for each object that the reverse plan cannot restore, because of such a call."""
    for address, was in start.objects.items() if kept is not start else ():
        if was is not kept.objects[address]:
            yield Note(
                f"rollback leaves {address} as the plan creates it: no statement could make it call what it calls now"
            )


def _overloads(catalog: Catalog) -> dict[str, set[Address]]:
    found: dict[str, set[Address]] = {}
    for address, obj in catalog.objects.items():
        if isinstance(obj, Function | Aggregate) and (name := NAME.match(address.identity)):
            found.setdefault(name[0], set()).add(address)
    return found
