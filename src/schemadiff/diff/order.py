"""One graph from the two ``pg_depend`` graphs, and one deterministic sort."""

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
from schemadiff.kinds import PRIORITY
from schemadiff.model import Address, Catalog, Object, Statement, Verb


class Node(NamedTuple):
    """All that is done to one object in one direction: dropped (or set aside), or made and altered."""

    make: bool
    address: Address

    def __str__(self) -> str:
        return f"{'make' if self.make else 'drop'} {self.address}"


class CycleError(SchemadiffError):
    """No order serves everybody; the path says why."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = tuple(nodes)
        path = " -> ".join(map(str, self.nodes))
        super().__init__(
            f"dependency cycle: {path}",
            hint="split the change in two: plan and apply one of these objects without the other first",
        )


class Folded(NamedTuple):
    """What has no statement of its own, and in whose statement it happens."""

    makes: Mapping[Address, Address]
    drops: Mapping[Address, Address] = {}
    brought: Mapping[Address, Address] = {}
    """What comes with something else's statement, and has statements of its own afterwards."""
    calm: AbstractSet[Address] = frozenset()
    """What is altered without minding what depends on it, or is altered under it, where that would go round in a circle."""


def order(
    statements: Sequence[Statement],
    old: Catalog,
    new: Catalog,
    folded: Folded,
    edges: Iterable[tuple[Node, Node]] = (),
) -> list[Statement]:
    """Sort statements so that each runs when what it needs is there.

    Args:
        statements: What is to be done; those of one node keep their order.
        old: Drops follow its dependencies.
        new: Makes follow its dependencies.
        folded: What is made in another object's CREATE, or goes with its DROP.
        edges: More pairs (later, earlier).

    Raises:
        CycleError: with the path.
    """
    made: dict[Address, list[Statement]] = {}
    gone: dict[Address, list[Statement]] = {}
    for statement in statements:
        there = gone if statement.verb in (Verb.DROP, Verb.SET_ASIDE) else made
        there.setdefault(statement.address, []).append(statement)
    nodes = [Node(False, address) for address in gone] + [Node(True, address) for address in made]
    nodes.sort(key=partial(_rank, objects=new.objects))
    earlier = _earlier(nodes, old, new, folded, edges)
    sorted_ = map(nodes.__getitem__, _sorted(nodes, earlier))
    return [statement for node in sorted_ for statement in (made if node.make else gone)[node.address]]


def _sorted(nodes: Sequence[Node], earlier: Sequence[AbstractSet[int]]) -> Iterator[int]:
    """Kahn's algorithm; of what is ready the lowest goes first.

    graphlib, which is asked for the path of a cycle alone, takes twice as long for all the rest.
    """
    waiting = [len(numbers) for numbers in earlier]
    needed_by: list[list[int]] = [[] for _ in nodes]
    for number, numbers in enumerate(earlier):
        for other in numbers:
            needed_by[other].append(number)
    # In rising order, which is a heap.
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
    """The error for a graph that has one."""
    try:
        TopologicalSorter(dict(enumerate(earlier))).prepare()
    except GraphlibCycleError as error:
        return CycleError(nodes[number] for number in reversed(error.args[1]))
    raise AssertionError(nodes)


def _rank(node: Node, objects: Mapping[Address, Object]) -> tuple[bool, int, int, str, str]:
    """Ties are broken by kind, then place, then name; drops in the reverse order of kinds."""
    make, address = node
    kind, identity = address
    weight = PRIORITY.get(kind, len(PRIORITY))
    obj = objects.get(address)
    return make, weight if make else -weight, obj.place if obj else 0, identity, kind


class Places(NamedTuple):
    """The number of the node in which each object is made, or altered, and of the one in which it is dropped.

    Numbers are hashed and compared in a tenth of the time of what they stand for.
    """

    made: Mapping[Address, int]
    gone: Mapping[Address, int]

    def of(self, node: Node) -> int | None:
        """The number of the node in which this is done; None if it is not done at all."""
        return (self.made if node.make else self.gone).get(node.address)


def _places(nodes: Iterable[Node], folded: Folded) -> Places:
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
    """For each node the numbers of those that come before it."""
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
"""Numbers of nodes, the later one first; None for what is not done at all."""


def _made_after(old: Catalog, new: Catalog, places: Places, folded: Folded) -> Iterator[Pair]:
    made, gone = places
    for x, y in new.depends:
        # Of all pairs, few are about what changes, and most of those are inside of one CREATE TABLE.
        later = made.get(x)
        there = later is not None and x in folded.calm and y in old.objects and y not in gone
        earlier = None if later is None or there else made.get(y)
        if later != earlier and earlier is not None and not _is_later_part(x, y, new, folded):
            yield later, earlier


def _gone_before(old: Catalog, new: Catalog, places: Places, folded: Folded) -> Iterator[Pair]:
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
    """What is made in one statement does not wait for what is done to another part of it afterwards."""
    host = folded.makes.get(x)
    needed = None if host is None else new.objects.get(y)
    if needed is None or y in folded.makes:
        return False
    return host in (needed.parent, folded.brought.get(y))
