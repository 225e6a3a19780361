"""The order of steps when column types change and the columns' data must be converted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemadiff.diff.order import Node
from schemadiff.diff.work import Work
from schemadiff.errors import Refused
from schemadiff.interplay.child_tables import altered_in_children
from schemadiff.interplay.multirange_names import held_under_its_name
from schemadiff.interplay.nested_types import (
    CHECKING,
    holders_to_empty,
    made_to_hold,
    made_with_rows,
    rows_retyped,
    waiting_for_checks,
)
from schemadiff.model import Address


def edges_of_those_aside(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield pairs (later, earlier): what precedes the drop of a type that stepped aside, and what follows it."""
    for holder, addresses in work.recasts.items():
        for address in addresses:
            yield Node(False, left_over(address)), Node(True, holder)
    for user, used in work.old.depends if work.aside else ():
        # A part (a domain's check) is dropped with its type, so what it needs must stay until then.
        whole = user if user in work.aside else work.old.objects[user].parent
        if whole in work.aside and used in work.drops - work.aside.keys() and whole != used:
            yield Node(False, used), Node(False, left_over(whole))
    for address in work.aside:
        yield Node(False, left_over(address)), Node(True, address)
        for dependent in work.old.dependents.get(address, ()):
            if dependent in work.aside:
                yield Node(False, left_over(address)), Node(False, left_over(dependent))
            elif dependent in work.alters:
                # The dependent has its new type after this alteration.
                yield Node(False, left_over(address)), Node(True, dependent)


def edges_of_values_inside(work: Work) -> Iterator[tuple[Node, Node]]:
    """Yield pairs (later, earlier) so that a type changes while no column holds it in arrays, rows or ranges."""
    changing = work.creates | work.alters.keys()
    for holder, cause, _ in held_up(work):
        yield from ((Node(make, cause), Node(False, holder)) for make in (False, True))
    for holder, causes in work.parked.items():
        yield from ((Node(True, holder), Node(make, cause)) for cause in causes for make in (False, True))
    for address in work.alters:
        yield from ((Node(True, later), Node(True, address)) for later in made_to_hold(address, work.between))
    for address in work.recasts:
        yield from (
            (Node(True, later), Node(True, address)) for later in made_with_rows(address, work.between)
        )
    for address in (a for a in changing if a.type in CHECKING):
        for later in waiting_for_checks(work.new.objects[address], work.new):
            yield Node(True, later), Node(True, address)


def held_up(work: Work) -> Iterator[tuple[Address, Address, str]]:
    """Yield columns that must not hold values while something changes, what changes, and the reason."""
    changing = work.creates | work.alters.keys()
    yield from holders_to_empty(changing, work.recasts.keys(), work.between)
    yield from rows_retyped(changing | work.drops, work.between)
    yield from held_under_its_name(work.alters.keys(), work.between)


def find_casts(work: Work) -> None:
    """Find the types that step aside and whose values need a cast, because their text would be misread.

    Raises:
        Refused: a column of such a type is text meanwhile, and keeps its type.
    """
    both = sorted(work.drops & work.creates)
    unlike = {a: a for a in both if not work.old.objects[a].reads_alike(work.new.objects[a])}
    todo = list(unlike)
    while todo:
        address = todo.pop()
        cause = unlike[address]
        for above in sorted(work.old.dependents.get(address, ())):
            if above in work.parked and not _changes_type(work, above):
                raise Refused(
                    f"{cause} is recreated with other attributes or in another order, but the values of "
                    f"{above} are text meanwhile, which does not tell the attributes apart",
                    hint=f"change {cause.identity} in a migration of its own, or give {above.identity} another type first",
                )
            if above in work.drops & work.creates and above not in unlike:
                unlike[above] = cause
                todo.append(above)
    work.by_cast |= unlike.keys() & work.aside.keys()


def _changes_type(work: Work, holder: Address) -> bool:
    """True if a column that is text meanwhile has another type afterwards, even one of the same name."""
    return holder in work.alters and work.alters[holder][1].disturbs(work.alters[holder][0])


def below(work: Work, addresses: Iterable[Address]) -> set[Address]:
    """The types that step aside among ``addresses`` and among all that these are made of."""
    found, todo = set[Address](), list(addresses)
    while todo:
        address = todo.pop()
        if address in work.aside and address not in found:
            found.add(address)
            todo += work.old.needs.get(address, ())
    return found


def text_with(work: Work) -> dict[Address, Address]:
    """Columns that become text by the statement for another column that they inherit from, and that other one."""
    leaders = {
        child.address: holder
        for holder in work.parked
        for child in altered_in_children(work.old.objects[holder], work.between)
        if child.address in work.parked
    }
    found: dict[Address, Address] = {}
    for child, leader in leaders.items():
        found[child] = leader
        while found[child] in leaders:
            found[child] = leaders[found[child]]
    return found


def left_over(address: Address) -> Address:
    """The address under which a type that stepped aside is dropped."""
    return Address(address.type, f"{address.identity} as it was")
