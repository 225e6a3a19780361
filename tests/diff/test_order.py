"""The order of statements over random dependencies: each runs after what it needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemadiff.diff.order import CycleError, Folded, Node, order
from schemadiff.model import Address, Catalog, Object, Statement, Verb

# How fast the machine is while it is busy is nothing that is tested.
busy = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

Pairs = frozenset[tuple[Address, Address]]


@dataclass(frozen=True, kw_only=True)
class Thing(Object):
    """An object of no kind that PostgreSQL knows."""

    kind = "thing"
    catalog = "pg_thing"


def address(number: int) -> Address:
    return Address("thing", f"t{number:02}")


def catalog(numbers: Collection[int], depends: Pairs) -> Catalog:
    objects = {address(n): Thing(identity=f"t{n:02}") for n in numbers}
    return Catalog(objects=objects, depends=depends, dies_with=frozenset())


def statement(verb: Verb, number: int) -> Statement:
    return Statement(f"{verb} {number}", verb, address(number))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], Pairs]:
    """Numbers, and which needs which: always a lower one, so that there is no cycle."""
    numbers = draw(st.lists(st.integers(0, 12), unique=True, max_size=10))
    one = st.sampled_from(numbers or [0])
    found = draw(st.lists(st.tuples(one, one), max_size=20)) if numbers else []
    return numbers, frozenset((address(max(p)), address(min(p))) for p in found if p[0] != p[1])


def places(statements: list[Statement]) -> dict[tuple[bool, Address], int]:
    return {(s.verb != Verb.DROP, s.address): i for i, s in enumerate(statements)}


@busy
@given(graphs())
def test_what_is_needed_is_made_before(graph: tuple[list[int], Pairs]) -> None:
    numbers, depends = graph
    found = order(
        [statement(Verb.CREATE, n) for n in numbers],
        catalog([], frozenset()),
        catalog(numbers, depends),
        Folded({}),
    )
    at = places(found)

    assert len(found) == len(numbers)
    assert all(at[True, needed] < at[True, needing] for needing, needed in depends)


@busy
@given(graphs())
def test_what_needs_is_dropped_before(graph: tuple[list[int], Pairs]) -> None:
    numbers, depends = graph
    found = order(
        [statement(Verb.DROP, n) for n in numbers],
        catalog(numbers, depends),
        catalog([], frozenset()),
        Folded({}),
    )
    at = places(found)

    assert all(at[False, needing] < at[False, needed] for needing, needed in depends)


@busy
@given(graphs(), graphs())
def test_all_is_dropped_before_it_is_made_again(
    old: tuple[list[int], Pairs], new: tuple[list[int], Pairs]
) -> None:
    both = sorted({*old[0], *new[0]})
    steps = [statement(verb, n) for n in both for verb in (Verb.CREATE, Verb.DROP)]
    found = order(steps, catalog(both, old[1]), catalog(both, new[1]), Folded({}))
    at = places(found)

    assert sorted(found, key=str) == sorted(steps, key=str)
    assert all(at[False, address(n)] < at[True, address(n)] for n in both)
    assert all(at[False, needing] < at[True, needed] for needing, needed in old[1])


@busy
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(graph: tuple[list[int], Pairs], random) -> None:
    numbers, depends = graph
    steps = [statement(Verb.CREATE, n) for n in numbers]
    shuffled = random.sample(steps, len(steps))
    wanted = catalog(numbers, depends)
    nothing = catalog([], frozenset())

    assert order(steps, nothing, wanted, Folded({})) == order(shuffled, nothing, wanted, Folded({}))


def test_the_statements_of_one_object_keep_their_order() -> None:
    steps = [Statement(f"step {n}", Verb.CREATE, address(1)) for n in (3, 1, 2)]

    assert order(steps, catalog([], frozenset()), catalog([1], frozenset()), Folded({})) == steps


def test_something_that_is_altered_no_longer_to_need_it_comes_before_the_drop() -> None:
    """A view that is replaced lets go of the column that is dropped."""
    old = catalog([1, 2], frozenset({(address(2), address(1))}))
    found = order(
        [statement(Verb.DROP, 1), statement(Verb.ALTER, 2)], old, catalog([2], frozenset()), Folded({})
    )

    assert [s.sql for s in found] == ["alter 2", "drop 1"]


def test_what_is_made_inside_another_stands_for_itself() -> None:
    """3 needs the column 2, which is made inside of table 1."""
    new = catalog([1, 2, 3], frozenset({(address(3), address(2))}))
    steps = [statement(Verb.CREATE, 1), statement(Verb.CREATE, 3)]
    found = order(steps, catalog([], frozenset()), new, Folded({address(2): address(1)}))

    assert [s.sql for s in found] == ["create 1", "create 3"]


def test_what_goes_with_another_stands_for_itself() -> None:
    """View 1 needs column 2, which goes with table 0; by name alone, 0 would come first."""
    old = catalog([0, 1, 2], frozenset({(address(1), address(2))}))
    steps = [statement(Verb.DROP, 0), statement(Verb.DROP, 1)]
    found = order(steps, old, catalog([], frozenset()), Folded({}, {address(2): address(0)}))

    assert [s.sql for s in found] == ["drop 1", "drop 0"]


def test_edges_that_no_dependency_says() -> None:
    new = catalog([1, 2], frozenset())
    steps = [statement(Verb.CREATE, 1), statement(Verb.CREATE, 2)]
    edges = [(Node(True, address(1)), Node(True, address(2)))]

    found = order(steps, catalog([], frozenset()), new, Folded({}), edges)

    assert [s.sql for s in found] == ["create 2", "create 1"]


def test_a_cycle_is_an_error_that_says_its_path() -> None:
    depends = frozenset({(address(1), address(2)), (address(2), address(1))})
    steps = [statement(Verb.CREATE, 1), statement(Verb.CREATE, 2)]

    with pytest.raises(CycleError) as caught:
        order(steps, catalog([], frozenset()), catalog([1, 2], depends), Folded({}))

    assert str(caught.value).startswith("dependency cycle: make thing t0")
    assert {node.address for node in caught.value.nodes} == {address(1), address(2)}
