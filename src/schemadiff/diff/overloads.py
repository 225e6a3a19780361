"""Users of overloaded functions: created while the dropped overload still exists, they would resolve to it.

Nothing here knows a kind: ``OVERLOADED`` says which types may have several of a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.diff.order import Node
from schemadiff.diff.work import Work
from schemadiff.kinds import OVERLOADED
from schemadiff.model import Address


def refound(work: Work, dropped: Address) -> set[Address]:
    """Users altered to call another overload of the name of ``dropped``: they are altered after it is dropped."""
    if dropped.type not in OVERLOADED:
        return set()
    users = work.alters.keys() & work.old.dependents.get(dropped, ())
    needs = work.new.needs
    return {user for user in users if any(_alike(dropped, other) for other in needs.get(user, ()))}


def edges_of_overloads(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield that users of an overload are created or altered after other overloads of the name are dropped."""
    gone = [address for address in work.drops - work.creates if address.type in OVERLOADED]
    others: dict[str, list[Address]] = {}
    for address in work.new.objects if gone else ():
        if address.type in OVERLOADED:
            others.setdefault(_name(address), []).append(address)
    for address in gone:
        for other in others.get(_name(address), ()):
            users = (work.creates | work.alters.keys()) & set(work.new.dependents.get(other, ()))
            yield from ((Node(True, user), Node(False, address)) for user in sorted(users))


def _alike(one: Address, other: Address) -> bool:
    return other.type in OVERLOADED and _name(one) == _name(other)


def _name(address: Address) -> str:
    return address.identity.partition("(")[0]
