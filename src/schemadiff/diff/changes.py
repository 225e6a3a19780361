"""Works out what is dropped, created and altered between two catalogues, with what must be rebuilt for it.

Nothing here knows a kind: objects say what they need through the methods of ``model.Object``.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from schemadiff.catalog.meanings import difference
from schemadiff.diff.brought import carry, take_implied
from schemadiff.diff.carrying import find_casts
from schemadiff.diff.counters import continue_counters
from schemadiff.diff.pairing import differing, why_replaced
from schemadiff.diff.rebuilding import clear_the_way, rebuild, step_aside_below
from schemadiff.diff.rows import refuse_unsayable
from schemadiff.diff.twins import (
    can_alter,
    dropped_with,
    find_twins,
    give_up_renames,
    keep_twins,
    names_by_then,
)
from schemadiff.diff.work import Work, created
from schemadiff.interplay import kept_but_rebuilt
from schemadiff.interplay.access_methods import refuse_another_method
from schemadiff.interplay.child_tables import kept_checks_of_parents
from schemadiff.interplay.filled_columns import refuse_filled
from schemadiff.interplay.lost_columns import refuse_returning
from schemadiff.interplay.merged_columns import names_what_goes
from schemadiff.interplay.of_types import refuse_other_orders
from schemadiff.interplay.owned_sequences import untied_from_table
from schemadiff.interplay.taken_over import taken_over
from schemadiff.interplay.taking_over import untied_by_then
from schemadiff.interplay.view_columns import goes_with_its_columns
from schemadiff.kinds import FILLED, RETURNING, TYPING
from schemadiff.model import Address, Catalog

LATER = TYPING | FILLED | RETURNING
"""The types of objects that PostgreSQL may refuse to add to a table which is there."""


def changes(old: Catalog, new: Catalog, anew: AbstractSet[Address] = frozenset()) -> Work:
    """Work out what is dropped, created and altered, including what PostgreSQL does by itself.

    The objects in ``anew`` could be altered, but are dropped and created.

    Raises:
        Refused: something that holds data would have to be rebuilt.
    """
    work = _first(old, new, anew)
    carry(work)
    take_implied(work)
    continue_counters(work)
    return work


def _first(old: Catalog, new: Catalog, anew: AbstractSet[Address]) -> Work:
    """The changes without what PostgreSQL does by itself: the differences, and what must be rebuilt for them."""
    there, wanted = old.objects, new.objects
    work = Work(old, new, drops=set(there.keys() - wanted.keys()), creates=set(wanted.keys() - there.keys()))
    replace: dict[Address, str] = {}
    for address, why in list(find_twins(work)):
        rebuild(work, address, why)
    _take_over(work)
    names = names_by_then(work)
    for address in sorted(a for a in differing(old, new) if a not in work.renamed and a not in names):
        before, after = there[address].among(names), wanted[address]
        if before == after:
            continue
        if address in anew:
            replace[address] = "an object that it needs changes first"
        elif not can_alter(before, after) or goes_with_its_columns(before, after, work.between):
            replace[address] = why_replaced(before, after)
        elif names_what_goes(before, after, work.between):
            replace[address] = "one of its names is also that of a column which is dropped"
        else:
            work.alters[address] = (before, after)
        if why := difference(before, after):
            work.reasons[address] = why
    for address, why in replace.items():
        rebuild(work, address, why)
    clear_the_way(work)
    step_aside_below(work)
    find_casts(work)
    work.forget_dropped()
    keep_twins(work)
    _rebuild_wholes(work)
    _refuse(work)
    return work


def _refuse(work: Work) -> None:
    """Check that PostgreSQL can make what is created or altered.

    Raises:
        Refused: it cannot.
    """
    between, objects = work.between, work.new.objects
    # What comes with its table finds no columns and no rows there: in a first plan, nearly everything.
    onto_old = sorted(
        address
        for address, obj in created(work)
        if address.type in LATER and obj.parent is not None and not between.makes(obj.parent)
    )
    for address in (a for a in onto_old if a.type in TYPING):
        refuse_other_orders(objects[address], between)
    for address in (a for a in onto_old if a.type in FILLED):
        refuse_filled(objects[address], between)
    for address in sorted(a for a in (*onto_old, *work.alters) if a.type in RETURNING):
        refuse_returning(objects[address], between)
    for address in sorted(work.alters):
        refuse_another_method(*work.alters[address], work.new)
    refuse_unsayable(work)


def _take_over(work: Work) -> None:
    """Let keys take over indexes instead of building them again."""
    work.over.update(taken_over(work.between, work.creates))
    work.drops.difference_update(work.over.values())


def _rebuild_wholes(work: Work) -> None:
    """Rebuild the wholes of tied parts that come or go: PostgreSQL does not drop such a part alone."""
    # A key that is renamed after all takes over no index.
    work.drops.update(index for key, index in work.over.items() if key not in work.creates)
    known = -1
    while known < len(work.drops):
        known = len(work.drops)
        for address, why in list(kept_but_rebuilt(work.between)):
            rebuild(work, address, why)
        for address in sorted(work.drops):
            obj = work.old.objects[address]
            tie = obj.tied()
            if tie is not None and not dropped_with(work, obj):
                rebuild(work, tie.whole, f"{address} is dropped from it")
            for above in list(kept_checks_of_parents(obj, work.between)) if address in work.creates else ():
                rebuild(work, above, f"{address} is inherited from it")
        give_up_renames(work)
    work.forget_dropped()
    for address, (before, after) in work.alters.items():
        alone = untied_from_table(before, work.between)
        work.alters[address] = untied_by_then(alone, after, work.between), after
