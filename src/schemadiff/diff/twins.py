"""Objects that are equal except for their name and are renamed, such as the indexes of partitions."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from schemadiff.diff.work import Work, descendants
from schemadiff.interplay.inherited_checks import renamed_with_others, torn
from schemadiff.interplay.partition_names import comes_with_others
from schemadiff.interplay.taking_over import adopted
from schemadiff.kinds import TWINNED
from schemadiff.model import Address, MustReplace, Object, Tie


def find_twins(work: Work) -> Iterator[tuple[Address, str]]:
    """Find objects that can be renamed into desired ones; yield dependents that must be rebuilt for it, and why."""
    # A part is recognised by what it is a part of, which may have another name.
    _find_renames(work)
    alone, known = set(work.renamed), -1
    while known < len(work.renamed):
        known = len(work.renamed)
        work.renamed.update(_exchanged_names(work))
    every = names_by_then(work)
    names = {before: address for before, address in every.items() if address not in alone}
    for before, address in names.items():
        work.drops.update(work.old.children.get(before, ()))
        left = {before} - work.renamed.keys() & work.new.objects.keys()
        work.creates |= left
        work.creates.update(a for whole in (address, *left) for a in work.new.children.get(whole, ()))
    work.drops -= names.keys()
    work.creates -= work.renamed.keys()
    for before, address in names.items():
        for dependent in sorted(work.old.dependents.get(before, ())):
            there = every.get(dependent, dependent)
            if (there, address) not in work.new.depends and dependent not in work.drops:
                yield dependent, f"{before} is renamed under it"
    _find_renames(work)


def _exchanged_names(work: Work) -> Mapping[Address, Address]:
    """New and old addresses of objects that exchange names: at least one name belongs to another of them now."""
    names = names_by_then(work)
    there, wanted = work.old.objects, work.new.objects
    # A sequence that belongs to another column now can have the same fields.
    twinned = (
        a
        for a in wanted
        if a.type in TWINNED and a in there and a not in work.renamed and not renamed_with_others(there[a])
    )
    # Equal objects stay equal as long as nothing they refer to is renamed.
    unlike = {
        a
        for a in twinned
        if (names or there[a] is not wanted[a])
        and _left_with_table(work, there[a].among(names)).twin() != wanted[a].twin()
    }
    if not unlike:
        return {}
    goes, comes = unlike | work.drops - names.keys(), unlike | work.creates - work.renamed.keys()
    left = [_left_with_table(work, work.old.objects[a].among(names)) for a in sorted(goes)]
    left = [obj for obj in left if not renamed_with_others(obj) and not _taken_over(work, obj)]
    # A part is identified by its parent's object under the new name.
    had = {twin: obj for obj in left if (twin := obj.twin()) and not _is_part_of(obj, goes)}
    found: dict[Address, Address] = {}
    for address in sorted(a for a in comes if a.type in TWINNED):
        new = work.new.objects[address]
        old = None if _is_part_of(new, comes) else had.pop(new.twin() or (), None)
        if old is not None and can_alter(old, new):
            found[address] = old.address
    gone = {a for a in found.keys() & work.old.objects.keys() if _frees_its_name(work, a)}
    while stuck := found.keys() & work.old.objects.keys() - gone - set(found.values()):
        found = {address: before for address, before in found.items() if address not in stuck}
    work.drops |= gone & found.keys() - set(found.values())
    return found if _takes_place(found, work) else {}


def _taken_over(work: Work, old: Object) -> bool:
    """True if a new whole takes the object as its part, the oldest of those that are alike, under the name that it has."""
    new = work.new.objects.get(old.address)
    tie = new.tied() if new is not None and old.tied() is None else None
    return new is not None and tie is not None and tie.whole in work.creates and can_alter(old, new)


def _frees_its_name(work: Work, address: Address) -> bool:
    """True of a part that goes with its whole, so that another one can have its name at once."""
    obj = work.old.objects[address]
    return dropped_with(work, obj) and not comes_with_others(obj, work.between)


def _takes_place(renamed: Mapping[Address, Address], work: Work) -> bool:
    """True if an object gets a name that another one has now, or gives up one that another one gets."""
    return any(a in work.old.objects or before in work.new.objects for a, before in renamed.items())


def _is_part_of(obj: Object, wholes: Container[Address]) -> bool:
    tie = obj.tied()
    return tie is not None and tie.whole in wholes


def give_up_places(work: Work, address: Address) -> Sequence[Address]:
    """If ``address`` exchanges names and cannot be renamed, rebuild all that do; the addresses of the others."""
    names = set(work.renamed.values())
    if address not in names or not _takes_place(work.renamed, work):
        return ()
    work.creates.update(work.renamed)
    for renamed in work.renamed:
        work.alters.pop(renamed, None)
    work.renamed.clear()
    return sorted(names - {address})


def _find_renames(work: Work, forced: Container[Address] = ()) -> None:
    """Rename instead of drop and create where two objects are twins, parents before their parts.

    Those in ``forced`` are dropped for what they depend on, which another name would not change.
    """
    known = -1
    while work.drops and known < len(work.renamed):
        known = len(work.renamed)
        names = names_by_then(work)
        left = [work.old.objects[a].among(names) for a in sorted(work.drops - work.creates)]
        left = [_left_with_table(work, obj) for obj in left if obj.address not in forced]
        gone = {twin: obj for obj in left if (twin := obj.twin())}
        for address in sorted(work.creates - work.drops):
            new = work.new.objects[address]
            old = _pop_twin(work, gone, new)
            if old is not None and not dropped_with(work, old) and can_alter(old, new):
                work.drops.discard(old.address)
                work.creates.discard(address)
                work.renamed[address] = old.address
    while apart := list(torn(work.between)):
        for address in apart:
            work.drops.add(work.renamed.pop(address))
            work.creates.add(address)


def keep_twins(work: Work) -> None:
    """Turn renames into alterations; those whose object had to be dropped since become a drop and a create."""
    gone = {a for a in work.renamed.values() if a in work.drops and work.old.objects[a].tied() is None}
    give_up_renames(work)
    _find_renames(work, gone)
    names = names_by_then(work)
    for before, address in names.items():
        work.alters[address] = (work.old.objects[before].among(names), work.new.objects[address])
        _keep_parts(work, before, names)


def give_up_renames(work: Work) -> None:
    """Drop and create what was to be renamed, and had to be dropped since."""
    for address, before in list(work.renamed.items()):
        if before in work.drops or dropped_with(work, _left_with_table(work, work.old.objects[before])):
            del work.renamed[address]
            work.alters.pop(address, None)
            work.drops.add(before)
            work.creates |= {address} | descendants(work.new, address)


def _keep_parts(work: Work, before: Address, names: Mapping[Address, Address]) -> None:
    """Keep or alter the comments, privileges and the like of a renamed object, which PostgreSQL keeps with it."""
    for part in sorted(work.old.children.get(before, ())):
        kept = work.old.objects[part].among(names)
        wanted = work.new.objects.get(kept.address)
        if (
            wanted is None
            or kept.address == part
            or part not in work.drops
            or kept.address not in work.creates
        ):
            continue
        if kept != wanted and not can_alter(kept, wanted):
            continue
        work.drops.discard(part)
        work.creates.discard(kept.address)
        if kept != wanted:
            # What has its old address now may be dropped.
            work.renamed[kept.address] = part
            work.alters[kept.address] = (kept, wanted)


def names_by_then(work: Work) -> Mapping[Address, Address]:
    """The new address of each renamed object, by its old one."""
    return {before: address for address, before in work.renamed.items()}


def _pop_twin(work: Work, gone: dict[tuple[str, ...], Object], new: Object) -> Object | None:
    """Take the twin of a new object, or what its whole will adopt as this part when its table is tied to the whole's."""
    tie = new.tied()
    if new.twin() not in gone and tie is not None and tie.stays and _is_tied(work, tie):
        old = gone.get(new.untied().twin() or ())
        if old is not None and adopted(new, work.between, old.address):
            return gone.pop(new.untied().twin() or ())
    return gone.pop(new.twin() or (), None)


def _is_tied(work: Work, tie: Tie) -> bool:
    """True if the tie is made under a whole that is there."""
    return work.between.makes(tie.link) and not work.between.makes(tie.whole)


def _left_with_table(work: Work, obj: Object) -> Object:
    """The part as it is without its whole, if it stays because its tie is dropped."""
    tie = obj.tied()
    return obj.untied() if tie is not None and tie.stays and tie.link in work.drops else obj


def dropped_with(work: Work, obj: Object) -> bool:
    """True if a part is dropped with its parent, or with the object that it is tied to."""
    tie = obj.tied()
    return obj.parent in work.drops or (tie is not None and bool({tie.whole, tie.link} & work.drops))


def can_alter(before: Object, after: Object) -> bool:
    """True if ``before`` need not be dropped and created to become ``after``."""
    try:
        list(after.alter(before))
    except MustReplace:
        return False
    return True
