"""Sorts statements by one graph, built from both ``pg_depend`` graphs; the result is deterministic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from graphlib import CycleError as GraphlibCycleError
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from itertools import chain
from typing import NamedTuple

from schemadiff.errors import SchemadiffError
from schemadiff.kinds import PRIORITY, UNNAMED
from schemadiff.model import Address, Catalog, Object, Statement, Verb


class Node(NamedTuple):
    """All statements on one object in one direction: drop (or set aside), or create and alter."""

    make: bool
    address: Address

    def __str__(self) -> str:
        return f"{'make' if self.make else 'drop'} {self.address}"


class CycleError(SchemadiffError):
    """No order satisfies all dependencies; the message prints the cycle."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = tuple(nodes)
        path = " -> ".join(map(str, self.nodes))
        super().__init__(
            f"dependency cycle: {path}",
            hint="split the change in two: plan and apply it for one of these objects first",
        )


class Folded(NamedTuple):
    """Objects that are created or dropped by another object's statement, and that other object."""

    makes: Mapping[Address, Address]
    drops: Mapping[Address, Address] = {}
    brought: Mapping[Address, Address] = {}
    """Objects that come with another object's statement and have statements of their own afterwards."""
    calm: AbstractSet[Address] = frozenset()
    """Objects whose alteration waits neither for dependents to be dropped nor for what they need to be altered; only
    those that would otherwise be in a cycle."""


def order(
    statements: Sequence[Statement],
    old: Catalog,
    new: Catalog,
    folded: Folded,
    edges: Iterable[tuple[Node, Node]] = (),
) -> list[Statement]:
    """Sort statements so that each runs after what it needs.

    Args:
        statements: Those of one node keep their order.
        old: Its dependencies order the drops.
        new: Its dependencies order the creates and alters.
        folded: Objects created in another object's CREATE, or dropped with its DROP.
        edges: Further pairs (later, earlier).

    Raises:
        CycleError: with the path.
    """
    made: dict[Address, list[Statement]] = {}
    gone: dict[Address, list[Statement]] = {}
    for statement in statements:
        there = gone if statement.verb in (Verb.DROP, Verb.SET_ASIDE) else made
        there.setdefault(statement.address, []).append(statement)
    nodes = [Node(False, address) for address in gone] + [Node(True, address) for address in made]
    first = _before_losses(statements, made, old, new)
    nodes.sort(key=partial(_rank, objects=new.objects, first=first))
    earlier = _earlier(nodes, old, new, folded, edges)
    sorted_ = map(nodes.__getitem__, _sorted(nodes, earlier))
    return [statement for node in sorted_ for statement in (made if node.make else gone)[node.address]]


def _sorted(nodes: Sequence[Node], earlier: Sequence[AbstractSet[int]]) -> Iterator[int]:
    """Kahn's algorithm; of all nodes that are ready, the lowest number comes first.

    graphlib takes twice as long, and is used only to find the path of a cycle.
    """
    waiting = [len(numbers) for numbers in earlier]
    needed_by: list[list[int]] = [[] for _ in nodes]
    for number, numbers in enumerate(earlier):
        for other in numbers:
            needed_by[other].append(number)
    # A sorted list is a heap.
    ready = [number for number, count in enumerate(waiting) if not count]
    done = 0
    while ready:
        number = heappop(ready)
        done += 1
        yield number
        for other in needed_by[number]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, other)
    if done < len(nodes):
        raise _cycle(nodes, earlier)


def _cycle(nodes: Sequence[Node], earlier: Iterable[AbstractSet[int]]) -> CycleError:
    """The error for a graph that has a cycle."""
    try:
        TopologicalSorter(dict(enumerate(earlier))).prepare()
    except GraphlibCycleError as error:
        return CycleError(nodes[number] for number in reversed(error.args[1]))
    raise AssertionError(nodes)


def _before_losses(
    statements: Iterable[Statement], made: Iterable[Address], old: Catalog, new: Catalog
) -> AbstractSet[Address]:
    """The new tables to create before a plan drops data, so that rows can be moved there in between.

    Before them comes what their expressions may mean without a dependency: casts that have no function.
    """
    if not any(s.effects.loses_data and s.verb is Verb.DROP for s in statements):
        return frozenset()
    return {a for a in made if a not in old.objects and (a.type in UNNAMED or _stands_alone(a, new))}


def _stands_alone(address: Address, new: Catalog) -> bool:
    """True for a table with rows of its own that is not a part, or of the type, of another object."""
    obj = new.objects.get(address)
    if obj is None or not obj.has_row_type or not obj.loss or obj.computed_again:
        return False
    return not any(new.objects[part].stands_for() for part in new.children.get(address, ()))


def _rank(
    node: Node, objects: Mapping[Address, Object], first: AbstractSet[Address]
) -> tuple[bool, int, int, str, str]:
    """Order nodes that are ready by kind, position and name; drops in the reverse order of kinds.

    What is made ``first`` comes before all drops that it need not wait for.
    """
    make, address = node
    kind, identity = address
    if make and address in first:
        return False, -len(PRIORITY) - (2 if kind in UNNAMED else 1), 0, identity, kind
    weight = PRIORITY.get(kind, len(PRIORITY))
    obj = objects.get(address)
    return make, weight if make else -weight, obj.place if obj else 0, identity, kind


class Places(NamedTuple):
    """For each object, the number of the node that creates or alters it, and of the node that drops it.

    Numbers are hashed and compared in a tenth of the time that nodes take.
    """

    made: Mapping[Address, int]
    gone: Mapping[Address, int]

    def of(self, node: Node) -> int | None:
        """The number of a node; None if nothing is done in it."""
        return (self.made if node.make else self.gone).get(node.address)


def _places(nodes: Iterable[Node], folded: Folded) -> Places:
    """The numbers of the nodes; an object without a statement of its own has the number of the one that includes it."""
    made: dict[Address, int] = {}
    gone: dict[Address, int] = {}
    for number, (make, address) in enumerate(nodes):
        (made if make else gone)[address] = number
    return Places(_with_parts(made, folded.makes), _with_parts(gone, folded.drops))


def _with_parts(own: Mapping[Address, int], hosts: Mapping[Address, Address]) -> Mapping[Address, int]:
    alone = own if own.keys().isdisjoint(hosts) else {a: n for a, n in own.items() if a not in hosts}
    return {**alone, **{part: own[host] for part, host in hosts.items() if host in own}}


def _earlier(
    nodes: Sequence[Node],
    old: Catalog,
    new: Catalog,
    folded: Folded,
    edges: Iterable[tuple[Node, Node]],
) -> Sequence[set[int]]:
    """For each node the numbers of the nodes that must come before it."""
    found: list[set[int]] = [set() for _ in nodes]
    places = _places(nodes, folded)
    told = (e for e in edges if not (e[1].make and _is_later_part(e[0].address, e[1].address, new, folded)))
    for later, earlier in chain(
        _made_after(old, new, places, folded),
        _gone_before(old, new, places, folded),
        ((places.of(later), places.of(earlier)) for later, earlier in told),
        ((number, places.gone.get(node.address)) for number, node in enumerate(nodes) if node.make),
    ):
        if later is not None and earlier is not None and later != earlier:
            found[later].add(earlier)
    return found


Pair = tuple[int | None, int | None]
"""Numbers of nodes, the later one first; None if there is no such node."""


def _made_after(old: Catalog, new: Catalog, places: Places, folded: Folded) -> Iterator[Pair]:
    """Yield that objects are created or altered after what they need, by the dependencies of ``new``."""
    made, gone = places
    for x, y in new.depends:
        # Most dependencies are between unchanged objects, and most of the others within one CREATE TABLE.
        later = made.get(x)
        there = later is not None and x in folded.calm and y in old.objects and y not in gone
        earlier = None if later is None or there else made.get(y)
        if later == earlier or earlier is None:
            continue
        if x not in folded.makes or not _is_later_part(x, y, new, folded):
            yield later, earlier


def _gone_before(old: Catalog, new: Catalog, places: Places, folded: Folded) -> Iterator[Pair]:
    """Yield that objects are dropped after their dependents are dropped or altered, by the dependencies of ``old``."""
    made, gone = places
    touched = made.keys() | gone.keys()
    for x, y in old.depends:
        if x not in touched or y not in touched:
            continue
        gone_x, gone_y = gone.get(x), gone.get(y)
        yield gone_y, gone_x
        if y not in folded.calm:
            yield made.get(y), gone_x
        if gone_x is None and (x, y) not in new.depends:
            yield gone_y, made.get(x)


def _is_later_part(x: Address, y: Address, new: Catalog, folded: Folded) -> bool:
    """True if x is created by its host's statement, and y, a part of that host, by a later one of its own."""
    host = folded.makes.get(x)
    needed = None if host is None else new.objects.get(y)
    if needed is None or y in folded.makes:
        return False
    return host in (needed.parent, folded.brought.get(y))
