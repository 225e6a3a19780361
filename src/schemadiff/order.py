"""One graph from the two ``pg_depend`` graphs, and one deterministic sort."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError as GraphlibCycleError
from graphlib import TopologicalSorter
from heapq import heappop, heappush
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

    def node(self, *, make: bool, address: Address) -> Node:
        """The node in which this is done."""
        return Node(make, (self.makes if make else self.drops).get(address, address))


def order(
    statements: Sequence[Statement],
    old: Catalog,
    new: Catalog,
    folded: Folded,
    extra: Iterable[tuple[Address, Address]] = (),
) -> list[Statement]:
    """Sort statements so that each runs when what it needs is there.

    Args:
        statements: What is to be done; those of one node keep their order.
        old: Drops follow its dependencies.
        new: Makes follow its dependencies.
        folded: What is made in another object's CREATE, or goes with its DROP.
        extra: More pairs (dependent, referenced) among what is made.

    Raises:
        CycleError: with the path.
    """
    by_node: dict[Node, list[Statement]] = {}
    for statement in statements:
        by_node.setdefault(Node(statement.verb != Verb.DROP, statement.address), []).append(statement)
    graph = _graph(by_node.keys(), old, new, folded, extra)
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
    extra: Iterable[tuple[Address, Address]],
) -> Graph:
    graph: Graph = {node: set() for node in nodes}

    def after(later: Node, earlier: Node) -> None:
        if later != earlier and later in graph and earlier in graph:
            graph[later].add(earlier)

    def make(address: Address) -> Node:
        return folded.node(make=True, address=address)

    def drop(address: Address) -> Node:
        return folded.node(make=False, address=address)

    for x, y in (*new.depends, *extra):
        after(make(x), make(y))
    for x, y in old.depends:
        after(drop(y), drop(x))
        after(make(y), drop(x))
        if (x, y) not in new.depends and drop(x) not in graph:
            after(drop(y), make(x))
    for node in graph:
        if node.make:
            after(node, drop(node.address))
    return graph
