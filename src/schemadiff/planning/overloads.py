"""What calls another function than in the files, though it says the same: ``f(1)`` is ``f(anyelement)`` until there is ``f(integer)``.

PostgreSQL looks a function up when a view, a check or a default is made, and prints its name alone. Argument types that
differ are printed as casts, so that this is about functions of any type.
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
"""The types of what is found by its arguments as well as by its name."""


def bound_otherwise(current: Catalog, desired: Catalog, touched: Collection[Address]) -> Iterator[Note]:
    """Yield a note for each object that is not ``touched`` and goes on to call another function of the name."""
    before, after = _overloads(current), _overloads(desired)
    for name, found in sorted(after.items()):
        # One by itself is called by all, before and after.
        if len(found | before.get(name, set())) < 2:
            continue
        for wanted in sorted(found):
            for user in sorted(desired.dependents.get(wanted, ())):
                called = before.get(name, set()).intersection(current.needs.get(user, ()))
                if called and wanted not in called and user not in touched:
                    yield Note(
                        f"{user} goes on to call {', '.join(map(str, sorted(called)))}, and would call {wanted} if it were made now",
                        Severity.WARNING,
                        hint="drop it and create it again, or cast the argument in desired/",
                    )


def as_found(start: Catalog, reached: Catalog) -> Catalog:
    """The start as statements can bring it back: what has come to call a better one that was there keeps that.

    Whoever makes it again finds the better one, whatever he says.
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
    """Yield a note for each object that the way back leaves otherwise than it was."""
    for address, was in start.objects.items() if kept is not start else ():
        if was is not kept.objects[address]:
            yield Note(
                f"the way back leaves {address} as the plan has made it: no statement would find what it calls now"
            )


def _overloads(catalog: Catalog) -> dict[str, set[Address]]:
    found: dict[str, set[Address]] = {}
    for address, obj in catalog.objects.items():
        if isinstance(obj, Function | Aggregate) and (name := NAME.match(address.identity)):
            found.setdefault(name[0], set()).add(address)
    return found
