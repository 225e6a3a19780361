"""One graph from the two ``pg_depend`` graphs, and one deterministic sort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from graphlib import CycleError as GraphlibCycleError
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from itertools import chain
from typing import NamedTuple

from schemadiff.errors import SchemadiffError
from schemadiff.kinds import PRIORITY
from schemadiff.model import Address, Catalog, Object, Statement, Verb


class Node(NamedTuple):
    """All that is done to one object in one direction: dropped, or made and altered."""

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


Graph = dict[Node, set[Node]]


class Folded(NamedTuple):
    """What has no statement of its own, and in whose statement it happens."""

    makes: Mapping[Address, Address]
    drops: Mapping[Address, Address] = {}
    brought: Mapping[Address, Address] = {}
    """What comes with something else's statement, and has statements of its own afterwards."""
    calm: AbstractSet[Address] = frozenset()
    """What is altered without minding what depends on it, where waiting for that to go would go round in a circle."""

    def node(self, node: Node) -> Node:
        """The node in which this is done."""
        return Node(node.make, (self.makes if node.make else self.drops).get(node.address, node.address))

    def pair(self, pair: tuple[Node, Node]) -> tuple[Node, Node]:
        """The same for both of a pair."""
        return self.node(pair[0]), self.node(pair[1])


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
    by_node: dict[Node, list[Statement]] = {}
    for statement in statements:
        by_node.setdefault(Node(statement.verb != Verb.DROP, statement.address), []).append(statement)
    graph = _graph(by_node.keys(), old, new, folded, edges)
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except GraphlibCycleError as error:
        raise CycleError(reversed(error.args[1])) from None
    ready: list[tuple[tuple[bool, int, int, str], Node]] = []
    result: list[Statement] = []
    while sorter.is_active():
        for node in sorter.get_ready():
            heappush(ready, (_rank(node, new.objects), node))
        _, node = heappop(ready)
        result += by_node[node]
        sorter.done(node)
    return result


def _rank(node: Node, objects: Mapping[Address, Object]) -> tuple[bool, int, int, str]:
    """Ties are broken by kind, then place, then name; drops in the reverse order of kinds."""
    weight = PRIORITY.get(node.address.type, len(PRIORITY))
    obj = objects.get(node.address)
    return node.make, weight if node.make else -weight, obj.place if obj else 0, node.address.identity


def _graph(
    nodes: Iterable[Node],
    old: Catalog,
    new: Catalog,
    folded: Folded,
    edges: Iterable[tuple[Node, Node]],
) -> Graph:
    graph: Graph = {node: set() for node in nodes}
    told = (e for e in edges if not (e[1].make and _is_later_part(e[0].address, e[1].address, new, folded)))
    for later, earlier in chain(_pairs(old, new, folded, graph), map(folded.pair, told)):
        if later != earlier and later in graph and earlier in graph:
            graph[later].add(earlier)
    for node in graph if any(not node.make for node in graph) else ():
        before = folded.node(Node(False, node.address))
        if node.make and before in graph:
            graph[node].add(before)
    return graph


def _pairs(old: Catalog, new: Catalog, folded: Folded, graph: Graph) -> Iterator[tuple[Node, Node]]:
    """Yield pairs (later, earlier), as the dependencies say."""
    # Of all pairs, few are about what changes, and most of those are inside of one CREATE TABLE.
    makes = folded.makes
    touched = {node.address for node in graph} | makes.keys() | folded.drops.keys()
    for x, y in new.depends:
        if x in touched and y in touched:
            at, needed = makes.get(x, x), makes.get(y, y)
            if at != needed and not _is_later_part(x, y, new, folded):
                yield Node(True, at), Node(True, needed)
    for x, y in old.depends:
        if x not in touched or y not in touched:
            continue
        gone_x, gone_y = folded.pair((Node(False, x), Node(False, y)))
        yield gone_y, gone_x
        if y not in folded.calm:
            yield folded.node(Node(True, y)), gone_x
        if (x, y) not in new.depends and gone_x not in graph:
            yield gone_y, folded.node(Node(True, x))


def _is_later_part(x: Address, y: Address, new: Catalog, folded: Folded) -> bool:
    """What is made in one statement does not wait for what is done to another part of it afterwards."""
    host, needed = folded.makes.get(x), new.objects.get(y)
    if host is None or needed is None or y in folded.makes:
        return False
    return host in (needed.parent, folded.brought.get(y))
