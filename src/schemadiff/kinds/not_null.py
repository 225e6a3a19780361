"""NOT NULL that heirs have because their parents have it, and that is to be NOT VALID (18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemadiff.errors import Refused
from schemadiff.kinds.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import COLUMN, Inheritance
from schemadiff.model import Address, Catalog, Object


def renewed(before: Object, after: Object, between: Between) -> Iterator[tuple[Object, Object]]:
    """Yield the columns of parents, before and after, whose NOT NULL goes and comes again for an heir's not to be valid.

    What is inherited cannot be dropped by itself.

    Raises:
        Refused: the heir would keep its NOT NULL from elsewhere.
    """
    if not isinstance(before, Column) or not isinstance(after, Column) or not _unsettled(before, after):
        return
    above = list(_passing_on(after, between))
    if above and (len(above) > 1 or before.not_null_local):
        raise Refused(
            f"NOT NULL of {after.address} must become NOT VALID again, but it is inherited from "
            f"{', '.join(column.table for column in above)}{' and its own' if before.not_null_local else ''}, "
            "and PostgreSQL drops no constraint that is inherited",
            hint=f"in a migration of your own take {after.table} from its parents (NO INHERIT), drop NOT NULL of "
            f"{after.name}, add it NOT VALID, and let {after.table} inherit again",
        )
    for column in above:
        was = between.old.objects[column.address]
        assert isinstance(was, Column)
        yield replace(was, not_null_valid=True), column
        yield from renewed(replace(was, not_null_valid=True), column, between)


def forgets(before: Object, after: Object, part: Object) -> bool:
    """True if PostgreSQL forgets a part when ``before`` becomes ``after``: what is said of a NOT NULL that goes and comes."""
    if not isinstance(part, Comment) or part.on.type != Constraint.kind:
        return False
    return isinstance(before, Column) and isinstance(after, Column) and _unsettled(before, after)


def refuse_unsettled(made: Object, wanted: Object) -> None:
    """Say that what is made with a table, as ``made``, is valid, where it is not to be.

    Raises:
        Refused: PostgreSQL makes it so.
    """
    if isinstance(made, Column) and isinstance(wanted, Column) and _unsettled(made, wanted):
        raise Refused(
            f"NOT NULL of {wanted.address} is to be NOT VALID, but a table that is made has what it inherits valid",
            hint="it has no rows that are not: ALTER TABLE "
            f"{wanted.table} VALIDATE CONSTRAINT {wanted.not_null_name}, in the files, below that constraint",
        )


def unsettled_by(made: Object, wanted: Object, between: Between) -> Sequence[tuple[Column, Column]]:
    """The columns of parents, as if valid and as they are, whose NOT NULL goes and comes again for a new heir's to be NOT VALID.

    None where nothing of it is, or where they come or change on the way as well.
    """
    if not isinstance(made, Column) or not isinstance(wanted, Column) or not _unsettled(made, wanted):
        return ()
    siblings = between.new.children.get(wanted.parent, ()) if wanted.parent else ()
    links = (between.new.objects[address] for address in sorted(siblings))
    above = [link for link in links if isinstance(link, Inheritance)]
    if len(above) != 1 or wanted.not_null_local:
        return ()
    address = Address(COLUMN[above[0].of_type], f"{above[0].of}.{wanted.name}")
    was, now = (side.objects.get(address) for side in (between.old, between.new))
    kept = isinstance(was, Column) and was == now and address not in between.drops
    stays = kept and isinstance(now, Column) and now.inherited_from is None and not now.not_null_valid
    return [(replace(now, not_null_valid=True), now)] if stays and isinstance(now, Column) else ()


def _unsettled(before: Column, after: Column) -> bool:
    """True if it is valid, and is not to be."""
    return before.not_null and after.not_null and before.not_null_valid and not after.not_null_valid


def _passing_on(column: Column, between: Between) -> Iterator[Column]:
    """The columns of parents that it has its NOT NULL from, and that keep theirs."""
    assert column.parent is not None
    for child in sorted(between.new.children.get(column.parent, ())):
        link = between.new.objects[child]
        if not isinstance(link, Inheritance) or between.makes(child):
            continue
        address = Address(COLUMN[link.of_type], f"{link.of}.{column.name}")
        was, now = (side.objects.get(address) for side in (between.old, between.new))
        if isinstance(was, Column) and isinstance(now, Column) and _passes_on(was) and _passes_on(now):
            yield now


def _passes_on(column: Column) -> bool:
    return column.not_null and not column.not_null_no_inherit


def disowned(copy: Catalog, original: Catalog) -> Iterator[str]:
    """Yield what makes of the NOT NULL of heirs in a copy the parents' alone, as it is in what was copied.

    pg_dump says what is valid under what is not as the heir's own, and nobody can drop that as long as it is inherited
    as well. What comes again is NOT VALID everywhere, and its comments are gone.
    """
    own = [
        column
        for address, column in sorted(copy.objects.items())
        if isinstance(column, Column)
        and column.not_null_local
        and _inherits_alone(original.objects.get(address))
    ]
    own = [column for column in own if _top(column, copy)]
    tops = {above.address: above for column in own if (above := _top(column, copy))}
    yield from (f"ALTER TABLE {top.table} ALTER COLUMN {top.name} DROP NOT NULL" for top in tops.values())
    for column in sorted(own, key=lambda each: _depth(each, copy)):
        yield f"ALTER TABLE {column.table} ALTER COLUMN {column.name} DROP NOT NULL"
    for top in tops.values():
        yield from top.alter(replace(top, not_null=False))


def _inherits_alone(column: Object | None) -> bool:
    return isinstance(column, Column) and column.not_null and not column.not_null_local


def _above(column: Column, catalog: Catalog) -> Column | None:
    """The column of its only parent, from which it has its NOT NULL as well."""
    siblings = catalog.children.get(column.parent, ()) if column.parent else ()
    links = [link for address in siblings if isinstance(link := catalog.objects[address], Inheritance)]
    found = [catalog.objects.get(Address(COLUMN[link.of_type], f"{link.of}.{column.name}")) for link in links]
    above = [each for each in found if isinstance(each, Column) and _passes_on(each)]
    return above[0] if len(above) == 1 else None


def _top(column: Column, catalog: Catalog) -> Column | None:
    """The one further up that it all comes from; None if that is valid, or there is none."""
    above = _above(column, catalog)
    while above is not None and (higher := _above(above, catalog)):
        above = higher
    return None if above is None or above.not_null_valid else above


def _depth(column: Column, catalog: Catalog) -> int:
    above = _above(column, catalog)
    return 0 if above is None else 1 + _depth(above, catalog)
