"""The differences between two catalogues of made-up objects are complete and correct."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemadiff.diff.pairing import diff
from schemadiff.model import Address, Alter, Catalog, Create, Drop, Object

# How fast the machine is while it is busy is nothing that is tested.
busy = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True, kw_only=True)
class Thing(Object):
    """An object of no kind that PostgreSQL knows."""

    colour: str
    weight: int = field(default=0, compare=False)

    kind = "thing"
    catalog = "pg_thing"


names = st.text("abcdefgh", min_size=1, max_size=2)
things = st.builds(Thing, identity=names, colour=st.sampled_from(["red", "green"]), weight=st.integers(0, 3))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    found = draw(st.lists(things, unique_by=lambda thing: thing.identity, max_size=8))
    return Catalog(
        objects={thing.address: thing for thing in found}, depends=frozenset(), dies_with=frozenset()
    )


def applied(old: Catalog, new: Catalog) -> dict[Address, Object]:
    """What the changes make of the old objects."""
    objects = dict(old.objects)
    for change in diff(old, new):
        match change:
            case Create(obj):
                assert obj.address not in objects
                objects[obj.address] = obj
            case Drop(obj):
                assert objects.pop(obj.address) == obj
            case Alter(before, after):
                assert objects[before.address] == before
                assert before != after
                objects[after.address] = after
    return objects


@busy
@given(catalogs())
def test_nothing_differs_from_itself(catalog: Catalog) -> None:
    assert list(diff(catalog, catalog)) == []


@busy
@given(catalogs(), catalogs())
def test_the_changes_lead_from_one_to_the_other(old: Catalog, new: Catalog) -> None:
    assert applied(old, new) == dict(new.objects)


@busy
@given(catalogs(), catalogs())
def test_the_changes_come_by_address(old: Catalog, new: Catalog) -> None:
    addresses = [
        (change.new if isinstance(change, Create) else change.old).address for change in diff(old, new)
    ]

    assert addresses == sorted(addresses)


@busy
@given(catalogs())
def test_what_does_not_count_is_no_change(catalog: Catalog) -> None:
    heavier = {a: replace(thing, weight=7) for a, thing in catalog.objects.items()}  # type: ignore[call-arg]

    assert list(diff(catalog, replace(catalog, objects=heavier))) == []
