"""What is the same under another name, and is renamed: the index of a partition, whatever it is called."""

from __future__ import annotations

from collections.abc import Mapping

from schemadiff.diff.work import Work
from schemadiff.model import Address, MustReplace, Object


def find_twins(work: Work) -> None:
    """See what can be renamed to what is wanted, wholes before their parts; nothing of it is dropped or made then."""
    known = -1
    while work.drops and known < len(work.renamed):
        known = len(work.renamed)
        names = names_by_then(work)
        left = [work.old.objects[a].among(names) for a in sorted(work.drops - work.creates)]
        gone = {twin: obj for obj in left if (twin := obj.twin())}
        for address in sorted(work.creates - work.drops):
            new = work.new.objects[address]
            old = gone.get(new.twin() or ())
            if old is not None and not dropped_with(work, old) and can_alter(old, new):
                work.drops.discard(old.address)
                work.creates.discard(address)
                work.renamed[address] = old.address


def keep_twins(work: Work) -> None:
    """Rename them, but for those that had to be dropped since, with what they are parts of."""
    for address, before in list(work.renamed.items()):
        if before in work.drops or dropped_with(work, work.old.objects[before]):
            del work.renamed[address]
            work.drops.add(before)
            work.creates.add(address)
    find_twins(work)
    names = names_by_then(work)
    for before, address in names.items():
        work.alters[address] = (work.old.objects[before].among(names), work.new.objects[address])


def names_by_then(work: Work) -> Mapping[Address, Address]:
    """The new addresses of what is renamed, by those that it has."""
    return {before: address for address, before in work.renamed.items()}


def dropped_with(work: Work, obj: Object) -> bool:
    """True of a part that goes with its parent, or with the whole that it is tied to."""
    tie = obj.tied()
    return obj.parent in work.drops or (tie is not None and bool({tie.whole, tie.link} & work.drops))


def can_alter(before: Object, after: Object) -> bool:
    """True if it need not be dropped and made again."""
    try:
        list(after.alter(before))
    except MustReplace:
        return False
    return True
