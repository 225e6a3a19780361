"""What PostgreSQL makes and alters on its own together with what is made and altered."""

from __future__ import annotations

from schemadiff.diff.work import Work
from schemadiff.kinds import (
    OWNED,
    carried,
    followers,
    forgets,
    implied,
    passed_on,
    refuse_unsettled,
    renewed,
)
from schemadiff.model import Address, Object


def carry(work: Work) -> None:
    """See what PostgreSQL alters on its own together with what is altered, so that it is not said twice."""
    for before, after in [pair for each in work.alters.values() for pair in renewed(*each, work.between)]:
        work.alters[after.address] = (before, after)
    led = {heir.address for _, after in work.alters.values() for heir in followers(after, work.between)}
    for address in sorted(work.alters.keys() - led):
        before, after = work.alters[address]
        _carry_over(work, after, before, after)
    for address, (before, after) in work.alters.items():
        _say_again(work, address, before, after)


def _say_again(work: Work, address: Address, before: Object, after: Object) -> None:
    """Make again what PostgreSQL forgets of an object when this, or what it follows, becomes another."""
    for part in work.new.children.get(address, ()):
        kept = part in work.old.objects and part not in work.drops | work.alters.keys()
        if kept and forgets(before, after, work.new.objects[part]):
            work.creates.add(part)


def _carry_over(work: Work, leader: Object, before: Object, after: Object) -> None:
    for heir in followers(leader, work.between):
        address = heir.address
        wanted = work.new.objects.get(address)
        if wanted is None or address in work.drops:
            continue
        start = work.alters[address][0] if address in work.alters else heir
        reached = carried(before, after, start)
        work.brought.setdefault(address, leader.address)
        _say_again(work, address, before, after)
        _carry_over(work, heir, before, after)
        if reached == wanted:
            work.alters.pop(address, None)
        else:
            work.alters[address] = (reached, wanted)
            _carry_over(work, wanted, reached, wanted)


def take_implied(work: Work) -> None:
    """See what PostgreSQL adds on its own to what is created: keep it, change it, or take it away."""
    between = work.between
    for address in sorted(a for a in work.creates if between.inherits or a.type in OWNED):
        obj = work.new.objects[address]
        for extra in (*implied(obj, work.new), *passed_on(obj, between)):
            if extra.address in work.old.objects and extra.address not in work.drops:
                continue
            wanted = work.new.objects.get(extra.address)
            work.creates.discard(extra.address)
            work.brought.setdefault(extra.address, address)
            if wanted is None:
                work.undo[extra.address] = extra
            elif wanted != extra:
                refuse_unsettled(extra, wanted)
                work.alters[extra.address] = (extra, wanted)
            else:
                work.alters.pop(extra.address, None)
