"""What calls another function than in the files, though it says the same: ``f(1)`` is ``f(anyelement)`` until there is ``f(integer)``.

PostgreSQL looks a function up when a view, a check or a default is made, and prints its name alone. Argument types that
differ are printed as casts, so that this is about functions of any type.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from schemadiff.kinds.routine import Aggregate, Function
from schemadiff.model import Address, Catalog, Note, Severity

NAME = re.compile(r'(?:"(?:[^"]|"")*"|[\w$]+)\.(?:"(?:[^"]|"")*"|[\w$]+)')


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


def _overloads(catalog: Catalog) -> dict[str, set[Address]]:
    found: dict[str, set[Address]] = {}
    for address, obj in catalog.objects.items():
        if isinstance(obj, Function | Aggregate) and (name := NAME.match(address.identity)):
            found.setdefault(name[0], set()).add(address)
    return found
