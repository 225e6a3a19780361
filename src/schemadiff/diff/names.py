"""Names that must be free before another object can have them, and objects that are renamed to free one early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from schemadiff.diff.carrying import left_over
from schemadiff.diff.order import Node
from schemadiff.diff.swapping import spare
from schemadiff.diff.work import Vacated, Work
from schemadiff.interplay.partition_names import tables_through, wholes_in_turn
from schemadiff.kinds import CHOOSING
from schemadiff.model import Address, Name, Object, vacated


def edges_of_names(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield pairs (later, earlier) so that a name is given up before another object takes it."""
    if not work.drops and not work.alters and not work.in_turn:
        return
    freed, taken = _freed(work), _taken(work)
    yield from ((later, earlier) for later, earlier, _ in _waiting(work, freed, taken))
    for address in work.vacated:
        aside, before = Node(True, vacated(address)), work.renamed.get(address, address)
        if address not in work.alters:
            yield Node(False, address), aside
            continue
        yield Node(True, address), aside
        if address in work.brought:
            yield aside, Node(True, _bringer(work, address))
        yield from ((aside, Node(False, part)) for part in work.old.children.get(before, ()))
        yield from ((aside, Node(False, tie)) for tie in _ties_beside(work, before))
    for parts in work.in_turn:
        yield from _edges_of_numbered(work, parts, freed, taken)


def _ties_beside(work: Work, address: Address) -> Iterator[Address]:
    """The dropped ties of the object's table: until they are gone, what is inherited has the parent's names."""
    obj = work.old.objects.get(address)
    for part in work.old.children.get(obj.parent, ()) if obj and obj.parent else ():
        if part in work.drops and work.old.objects[part].stands_for():
            yield part


def vacate_one(work: Work, circle: Sequence[Node], hosts: Mapping[Address, Address]) -> bool:
    """Give one object of a circle a spare name, so that the next one can take its name; False if none can have one.

    ``hosts`` maps each object that is made in another one's statement to that other one.
    """
    waits, freed = set(pairwise(circle)), _freed(work)
    waiting = sorted(_waiting(work, freed, _taken(work)))
    for later, earlier, name in waiting:
        at_hosts = (_at_host(node, hosts) for node in (later, earlier))
        before = _holder(work, earlier)
        if before is None or (*at_hosts,) not in waits:
            continue
        if not earlier.make and any((later, earlier, kept) in waiting for kept in before.retains()):
            continue  # another name would not free all that is waited for
        sqls, names = work.vacated.get(earlier.address, Vacated((), frozenset()))
        if name[0] in {catalog for catalog, _ in names}:
            continue  # what it is called by now is a spare name, and another one would free nothing
        away = before.vacate(name, spare(name[1], str(before.address)))
        if away is None or name in away.occupies() or not (earlier.make or _drops_as(work, before, away)):
            continue
        free = {name for name, nodes in freed.items() if earlier in nodes}
        names |= free - {*away.occupies(), *before.retains()}
        work.vacated[earlier.address] = Vacated((*sqls, *away.alter(before)), names)
        if earlier.make:
            work.alters[earlier.address] = (away, work.alters[earlier.address][1])
        else:
            work.spare[earlier.address] = away
        return True
    return False


def _at_host(node: Node, hosts: Mapping[Address, Address]) -> Node:
    """The node whose statements include those of ``node``; something else can be dropped under the same address."""
    return Node(True, hosts.get(node.address, node.address)) if node.make else node


def _drops_as(work: Work, before: Object, away: Object) -> bool:
    """True if a dropped object can have its spare name: other statements than its DROP may name it as it was."""
    kept = any(before.address == each.old for each in work.continued)
    return kept or [*away.drop()] == [*before.drop()]


def _holder(work: Work, node: Node) -> Object | None:
    """The object that has a name until it is altered, or dropped for good."""
    if node.make:
        return work.alters[node.address][0] if node.address in work.alters else None
    return None if node.address in work.alters else work.old.objects.get(node.address)


Freed = Mapping[Name, Sequence[Node]]
"""For each name, the nodes that free it: of the object that has it, and of one that is made with it and renamed."""


def _freed(work: Work) -> Freed:
    """The names that drops and alterations free."""
    freed: dict[Name, list[Node]] = {}
    for address in work.drops:
        obj = work.old.objects[address]
        for name in {*obj.occupies(), *obj.retains()}:
            freed.setdefault(name, []).append(Node(False, address))
    for address, before, after in _changing(work):
        for name in set(before.occupies()) - set(after.occupies()):
            freed.setdefault(name, []).append(Node(True, address))
    for address, (_, names) in work.vacated.items():
        for name in names:
            others = (node for node in freed.get(name, ()) if node.address != address)
            freed[name] = [*others, Node(True, vacated(address))]
    return freed


def _taken(work: Work) -> Mapping[Name, Address]:
    """For each name that a create or an alteration takes, the object that takes it."""
    taken = {name: a for a in work.creates for name in work.new.objects[a].occupies()}
    for address, before, after in _changing(work):
        taken |= dict.fromkeys(set(after.occupies()) - set(before.occupies()), address)
    return taken


def _changing(work: Work) -> Iterator[tuple[Address, Object, Object]]:
    """Yield each altered object before and after; what PostgreSQL renames with it, under its leader's address."""
    yield from ((address, *both) for address, both in work.alters.items())
    for address, leader in work.brought.items():
        before = work.old.objects.get(address)
        if before is not None and leader in work.alters and not work.between.makes(address):
            yield leader, before, work.alters.get(address, (work.new.objects[address],))[0]


def _waiting(work: Work, freed: Freed, taken: Mapping[Name, Address]) -> Iterator[tuple[Node, Node, Name]]:
    """Yield (later, earlier, name): the node that needs a name, the node that frees it, and the name."""
    for name, address in taken.items():
        others = (node for node in freed.get(name, ()) if node.address != address)
        yield from ((Node(True, address), node, name) for node in others)
    for address in (a for a in work.brought if work.between.makes(a)):
        made = work.alters[address][0] if address in work.alters else work.new.objects[address]
        bringer = _bringer(work, address)
        for name in made.occupies():
            others = (node for node in freed.get(name, ()) if node.address not in (address, bringer))
            earlier = (node for node in others if not _comes_later(work, made, node.address))
            yield from ((Node(True, bringer), node, name) for node in earlier)


def _comes_later(work: Work, made: Object, other: Address) -> bool:
    """True if ``other`` comes from a table that ``made`` passes through: what comes from further up is made first."""
    if other not in work.brought or not work.between.makes(other):
        return False
    source = work.new.objects[_bringer(work, other)].parent
    return source in {*tables_through(made, work.between)}


def _bringer(work: Work, address: Address) -> Address:
    """The object whose creation brings this one; if it is brought itself, the one that brings it, and so on."""
    bringer = work.brought[address]
    made = bringer in work.brought and work.between.makes(bringer)
    return _bringer(work, bringer) if made else bringer


def _edges_of_numbered(
    work: Work, parts: Sequence[Object], freed: Freed, taken: Mapping[Name, Address]
) -> Iterator[tuple[Node, Node]]:
    """Yield the order of numbered objects: created in turn once their names are free, renamed once all exist."""
    yield from ((Node(True, later), Node(True, earlier)) for later, earlier in wholes_in_turn(parts))
    made = {Node(True, work.brought[part.address]) for part in parts}
    asides = {Node(True, aside) for part in parts if (aside := left_over(part.address)) in work.behind}
    yield from ((aside, bringer) for aside in asides for bringer in made)
    for part in parts:
        if part.address in work.alters:
            yield from ((Node(True, part.address), node) for node in made | asides)
        for name in part.occupies():
            for node in (node for node in freed.get(name, ()) if not node.make):
                yield from ((bringer, node) for bringer in made)
            if name in taken and taken[name] in work.creates:
                others = made | asides | {Node(True, part.address)}
                yield from ((Node(True, taken[name]), node) for node in others)


def named_explicitly(work: Work) -> dict[Address, Object]:
    """Objects that must name what PostgreSQL would name otherwise: that name is taken until later, or by then."""
    wanted: dict[str, list[Address]] = {}
    for address in (a for a in work.creates | work.alters.keys() if a.type in CHOOSING):
        for name in work.new.objects[address].chosen():
            wanted.setdefault(name, []).append(address)
    taken: dict[str, set[Address]] = {}
    for obj in (obj for address, obj in work.old.objects.items() if address.type in CHOOSING):
        for name in (name for name in obj.chosen() if name in wanted):
            taken.setdefault(name, set()).add(obj.address)
    twice = set(_wanted_twice(work, wanted))
    return {
        address: work.new.objects[address].told()
        for name in taken.keys() | twice
        for address in wanted[name]
        if name in twice or address in work.aside or taken[name] != {address}
    }


def _wanted_twice(work: Work, wanted: Mapping[str, Sequence[Address]]) -> Iterator[str]:
    """Yield the names that several objects get, if not all come with new tables: a parent's come before its child's."""
    for name, addresses in ((n, every) for n, every in wanted.items() if len(every) > 1):
        hosts = {work.new.objects[address].parent for address in addresses}
        if any(host is None or not work.between.makes(host) for host in hosts):
            yield name
