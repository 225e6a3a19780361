"""Objects that PostgreSQL creates or alters by itself, together with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemadiff.diff.carrying import left_over
from schemadiff.diff.swapping import spare
from schemadiff.diff.twins import names_by_then
from schemadiff.diff.work import Work
from schemadiff.interplay import implied
from schemadiff.interplay.carried import added_again, altered_with_parent, carries
from schemadiff.interplay.child_tables import (
    altered_in_children,
    created_in_children,
    goes_first,
    named_first,
)
from schemadiff.interplay.given_over import given_up_first
from schemadiff.interplay.inherited_checks import refuse_looser
from schemadiff.interplay.late_not_null import late_not_nulls, settled
from schemadiff.interplay.not_null import (
    as_passed_on,
    forgets,
    not_null_renewals,
    refuse_renamed,
    refuse_unsettled,
    renewed_for_child,
    with_not_null_of,
)
from schemadiff.interplay.partition_names import called_alike, numbered_parts
from schemadiff.interplay.partitioned_indexes import refuse_other_key
from schemadiff.interplay.renewed_names import (
    Renewed,
    declared_otherwise,
    losing_with,
    refuse_shared,
    renamed_together,
    renewed_names,
)
from schemadiff.interplay.retyped_together import as_retyped, retyped_together
from schemadiff.interplay.set_alone import not_nulls_meanwhile
from schemadiff.interplay.unlogged import altered_with_owner
from schemadiff.kinds import OWNED
from schemadiff.model import Address, Object


def carry(work: Work) -> None:
    """Apply to the planned changes what PostgreSQL alters by itself, so that no statement repeats it.

    An altered column, for example, changes in the inheritance children as well.
    """
    for before, after in [
        pair for each in work.alters.values() for pair in not_null_renewals(*each, work.between)
    ]:
        work.alters[after.address] = (before, after)
    _renew_names(work)
    names = names_by_then(work)
    # What PostgreSQL made for an object that is renamed has that object's old name.
    leaders = {
        a: before if a in work.renamed else after
        for a, (before, after) in work.alters.items()
        if carries(before, after)
    }
    led = {
        child.address for leader in leaders.values() for child in altered_in_children(leader, work.between)
    }
    # What is added again is so in this order: the first gives the name.
    turns = {column: turn for turn, column in enumerate(work.renewed)}
    first = leaders.keys() - {names.get(a, a) for a in led}
    last = {a for a in first if any(given_up_first(*work.alters[a], work.between))}
    for address in sorted(first, key=lambda each: (turns.get(each, -1), each in last, each)):
        _carry_over(work, leaders[address], work.alters[address], names)
    for address, (before, after) in list(work.alters.items()):
        refuse_renamed(before, after, work.between)
        refuse_shared(before, after, work.between)
        _recreate_forgotten(work, address, before, after)
        for was, reached in altered_with_owner(before, after, work.between):
            _reach(work, address, was, reached)
    for holder in sorted(work.recasts.keys() - work.drops):
        _validate_again(work, work.old.objects[holder], names)
    _join_parents(work)
    _renew_around_expressions(work)


def _renew_around_expressions(work: Work) -> None:
    """Plan to drop and add parents' NOT NULLs, which child tables would lose when an expression is set there alone."""
    for *dropped, added in not_nulls_meanwhile(work.between):
        for late in (*dropped, added):
            work.late.append(late)
            work.behind[late.constraint] = [late.sql]
        work.creates.update(address for address in added.before if address not in work.alters)


def _validate_again(work: Work, holder: Object, names: Mapping[Address, Address]) -> None:
    """Plan to validate the NOT NULLs below a column that is converted, which PostgreSQL adds again as that column's is."""
    for child in altered_in_children(holder, work.between):
        wanted = work.new.objects.get(child.address)
        reached = added_again(holder, child)
        if wanted is None or reached is None or child.address in work.drops or child.address in work.alters:
            continue
        work.brought.setdefault(child.address, holder.address)
        if reached != wanted:
            work.alters[child.address] = (reached, wanted)
            _carry_over(work, child, (reached, wanted), names)


def _renew_names(work: Work) -> None:
    """Plan to drop and add a parent's NOT NULL, so that inherited ones get another name."""
    for before, after in list(work.alters.values()):
        found = renewed_names(before, after, work.between)
        if any(renewed.column.address in work.alters for renewed in found):
            continue
        for renewed in found:
            _renew(work, renewed)
    for before, after in list(work.alters.values()):
        for renewed in renamed_together(before, after, work.between):
            if renewed.column.address not in work.renewed:
                _renew(work, renewed)
    _declare_otherwise(work)


def _declare_otherwise(work: Work) -> None:
    """Plan to drop and add the NOT NULL of parents while a child table gets, or loses, one of its own under another name."""
    for before, after in list(work.alters.values()):
        own = declared_otherwise(before, after, work.between)
        if own is None or any(renewed.column.address in work.alters for renewed in own.parents):
            continue
        for renewed in own.parents:
            _renew(work, renewed)
        work.ahead[own.parents[0].dropped_before].append(own.sql)
        work.alters[after.address] = (own.meanwhile, after)


def _renew(work: Work, renewed: Renewed) -> None:
    work.renewed[renewed.column.address] = renewed.other
    work.ahead.setdefault(renewed.dropped_before, []).append(renewed.drop)
    work.alters[renewed.column.address] = (renewed.bare, renewed.column)
    for child in losing_with(renewed.column, work.between):
        if child.address in work.alters:
            wanted = work.alters[child.address][1]
            work.alters[child.address] = (renewed.meanwhile(child, wanted), wanted)


def _join_parents(work: Work) -> None:
    """Let one statement give another type to columns of several parents that a child table has as one."""
    for first, others in retyped_together(work.between).items():
        every = {first, *others}
        if not every <= work.alters.keys() or not every.isdisjoint(work.recasts):
            continue
        work.joined[first] = [work.alters[other] for other in others]
        for before, after in work.joined[first]:
            _reach(work, first, before, as_retyped(before, after))


def _reach(work: Work, leader: Address, was: Object, reached: Object) -> None:
    """Alter an object that is altered with ``leader`` from what that makes of it, if anything is left to alter."""
    work.brought.setdefault(was.address, leader)
    work.alters.pop(was.address, None)
    if reached != (wanted := work.new.objects[was.address]):
        work.alters[was.address] = (reached, wanted)


def _recreate_forgotten(work: Work, address: Address, before: Object, after: Object) -> None:
    """Create again the parts that PostgreSQL loses when this object, or the one that it follows, is altered."""
    for part in work.new.children.get(address, ()):
        kept = part in work.old.objects and part not in work.drops and part not in work.alters
        if kept and forgets(before, after, work.new.objects[part]):
            work.creates.add(part)


def _carry_over(
    work: Work, leader: Object, change: tuple[Object, Object], names: Mapping[Address, Address]
) -> None:
    """Carry an alteration over to the followers of ``leader``; alter those that then still differ from the goal."""
    before, after = change
    for was in altered_in_children(leader, work.between):
        child, address = was.among(names), names.get(was.address, was.address)
        wanted = work.new.objects.get(address)
        if wanted is None or address in work.drops:
            continue
        # What another parent has altered to what is wanted is not altered any more.
        start = work.alters[address][0] if address in work.alters else child
        start = wanted if address in work.brought and address not in work.alters else start
        then = as_passed_on(before, after, start, leader.address, work.between)
        reached = altered_with_parent(before, then, start)
        if goes_first(address, before, after, leader.parent, work.between):
            reached, then = named_first(start, reached), with_not_null_of(before, then)
        work.brought.setdefault(address, names.get(leader.address, leader.address))
        _recreate_forgotten(work, address, before, then)
        _carry_over(work, was, (before, then), names)
        if reached == wanted:
            work.alters.pop(address, None)
        else:
            work.alters[address] = (reached, wanted)
            _carry_over(work, was if address in work.renamed else wanted, (reached, wanted), names)


def forgotten_with(work: Work, address: Address) -> Iterator[Address]:
    """Yield the parts (such as owners) of dependents that PostgreSQL loses when an altered object makes it rebuild these."""
    for dependent in sorted(work.old.dependents.get(address, ())):
        if work.old.objects[dependent].follows_alter:
            parts = work.old.children.get(dependent, ())
            yield from (part for part in parts if work.old.objects[part].forgotten(work.new.role))


def take_implied(work: Work) -> None:
    """Keep, alter or undo each object that PostgreSQL creates by itself together with a new one."""
    between, made = work.between, dict[Address, Object]()
    for address in sorted(a for a in work.creates if between.inherits or a.type in OWNED):
        obj = work.new.objects[address]
        for extra in (*implied(obj, work.new), *created_in_children(obj, between)):
            there = extra.address in work.old.objects and extra.address not in work.drops
            there = there or extra.address in work.renamed
            if there and not between.makes(extra.address):
                continue
            made[extra.address] = extra
            work.creates.discard(extra.address)
            work.brought.setdefault(extra.address, address)
    _settle_names(work, made)
    _add_late(work, made)
    for address, extra in made.items():
        wanted = work.new.objects.get(address)
        if wanted is None:
            work.undo[address] = extra
        elif wanted != extra and not _settle_above(work, extra, wanted):
            refuse_unsettled(extra, wanted)
            refuse_looser(extra, wanted)
            refuse_other_key(extra, wanted)
            work.alters[address] = (extra, wanted)
        else:
            work.alters.pop(address, None)


def _add_late(work: Work, made: dict[Address, Object]) -> None:
    """Plan the constraints that come after the child tables that have them, too."""
    for late in late_not_nulls(work.between):
        work.late.append(late)
        work.behind[late.constraint] = [late.sql]
        for address in late.children & made.keys() & work.new.objects.keys():
            made[address] = settled(made[address], work.new.objects[address])
        for bare in late.attached:
            before, _ = work.alters.pop(bare.address, (bare, bare))
            if [*bare.alter(before)]:
                work.alters[bare.address] = before, bare


def _settle_above(work: Work, extra: Object, wanted: Object) -> bool:
    """Plan to drop and add a parent's NOT NULL, if that turns ``extra`` into ``wanted``; False if it does not."""
    found = renewed_for_child(extra, wanted, work.between)
    for before, after in found:
        if altered_with_parent(before, after, extra) != wanted or after.address in work.alters:
            return False
        work.behind.setdefault(extra.address, []).extend(after.alter(before))
        _carry_over(work, after, (before, after), names_by_then(work))
        _recreate_forgotten(work, after.address, before, after)
        for child in altered_in_children(after, work.between):
            work.brought[child.address] = extra.address
    return bool(found)


def _settle_names(work: Work, made: dict[Address, Object]) -> None:
    """Work out the names that PostgreSQL chooses, and rename objects that have, or are to have, the same ones."""
    between = work.between
    for parts in numbered_parts(made.values(), between):
        work.in_turn.append(parts)
        had = {part.name: part.address for part in parts}
        for part in parts:
            made[part.address] = part
            wanted = work.new.objects[part.address]
            if had.get(vars(wanted)["name"], part.address) != part.address:
                del had[part.name]
                made[part.address] = aside = replace(part, name=spare(part.identity))
                work.behind[left_over(part.address)] = [*aside.alter(part)]
    for address, brought in list(made.items()):
        if other := called_alike(brought, between):
            away = replace(other, name=spare(other.identity))
            _, wanted = work.alters.get(other.address, (other, other))
            work.alters[other.address] = (away, wanted)
            work.ahead.setdefault(work.brought[address], []).extend(away.alter(other))
