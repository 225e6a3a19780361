"""What objects of one kind mean for those of another: rules of PostgreSQL that no kind can tell alone.

What inherits is altered with its parent, keys of partitions are parts of those of the whole, values of one type are
inside those of another. ``kinds`` has what a kind knows of itself, and imports nothing of this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.interplay.called_like_checks_above import checks_to_make_anew
from schemadiff.interplay.inherited_checks import (
    left_in_partitions,
    loose_above,
    stored_otherwise,
    unchecked_above,
)
from schemadiff.interplay.keys_below_indexes import instead_of_keys, not_to_serve
from schemadiff.interplay.lending import lets_create
from schemadiff.interplay.of_types import type_of
from schemadiff.interplay.operator_pairs import named_before, unnamed
from schemadiff.interplay.partitioned_indexes import incomplete
from schemadiff.interplay.referenced_partitions import in_the_way_of_detaching
from schemadiff.interplay.set_alone import expressed_alone
from schemadiff.interplay.shared_identities import without_identity
from schemadiff.interplay.taking_over import in_the_way, not_taken_over
from schemadiff.kinds import OWNED
from schemadiff.kinds.granted import defaults_of, initial
from schemadiff.kinds.owner import Owner
from schemadiff.kinds.routine import columns_of_merge
from schemadiff.model import Address, Catalog, Object


def kept_but_rebuilt(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield kept objects to create again, and why: parts or references of theirs cannot be changed otherwise."""
    yield from incomplete(between)
    yield from not_taken_over(between)
    yield from in_the_way(between)
    yield from checks_to_make_anew(between)
    yield from unnamed(between)
    yield from loose_above(between)
    yield from unchecked_above(between)
    yield from stored_otherwise(between)
    yield from left_in_partitions(between)
    yield from not_to_serve(between)
    yield from instead_of_keys(between)
    yield from in_the_way_of_detaching(between)
    yield from without_identity(between)
    yield from expressed_alone(between)


def implied(obj: Object, catalog: Catalog) -> Iterator[Object]:
    """Yield the owner and privileges that ``obj`` has once ``catalog.role`` creates it under ``catalog``'s defaults."""
    if obj.kind not in OWNED:
        return
    owner = catalog.objects.get(Address("owner", str(obj.address)))
    if isinstance(owner, Owner):
        mine = Owner.of(obj, catalog.role)
        # A new sequence is not owned by a column yet.
        yield mine if mine.linked is None else replace(mine, linked=None)
    for privilege in initial(obj, catalog):
        # A default privilege of the owner to be becomes an owner's right with ALTER ... OWNER TO.
        if (
            privilege.grantee == catalog.role
            or not isinstance(owner, Owner)
            or privilege.grantee != owner.role
        ):
            yield privilege


def unsaid_needs(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield what ``obj`` needs to be created or altered and ``pg_depend`` does not record."""
    yield from columns_of_merge(obj, catalog)
    yield from type_of(obj)
    yield from named_before(obj, catalog)
    if obj.kind in OWNED or isinstance(obj, Owner):
        yield from lets_create(obj, catalog)


def happens_after(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield what must be done before ``obj`` is created although it does not depend on that."""
    yield from obj.after()
    # Default privileges decide which privileges it is created with.
    yield from defaults_of(obj, catalog.role)
