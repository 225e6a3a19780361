"""Inherited NOT NULL constraints of child tables that must be NOT VALID (18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemadiff.errors import Refused, Unlike
from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import COLUMN, Inheritance
from schemadiff.kinds.table import AnyTable
from schemadiff.model import Address, Catalog, Object


def not_null_renewals(before: Object, after: Object, between: Between) -> Iterator[tuple[Object, Object]]:
    """Yield the parents' columns, before and after, whose NOT NULL is dropped and added to make a child's NOT VALID.

    PostgreSQL drops no inherited constraint by itself.

    Raises:
        Refused: the child has the NOT NULL from elsewhere as well, and would keep it.
    """
    if not isinstance(before, Column) or not isinstance(after, Column) or not _invalidated(before, after):
        return
    above = list(passing_on(after, between))
    if above and (len(above) > 1 or before.not_null_local):
        raise Refused(
            f"NOT NULL of {after.address} must become NOT VALID again, but it is inherited from "
            f"{', '.join(column.table for column in above)}{' and its own' if before.not_null_local else ''}, "
            "and PostgreSQL drops no constraint that is inherited",
            hint=f"in a migration of your own, detach {after.table} from its parents (NO INHERIT), drop "
            f"NOT NULL of {after.name}, add it NOT VALID, and let {after.table} inherit again",
        )
    for column in above:
        was = between.old.objects[column.address]
        assert isinstance(was, Column)
        yield replace(was, not_null_valid=True), column
        yield from not_null_renewals(replace(was, not_null_valid=True), column, between)


def forgets(before: Object, after: Object, part: Object) -> bool:
    """Return True for the comment on a NOT NULL that is dropped and added again, which PostgreSQL forgets."""
    if not isinstance(part, Comment) or part.on.type != Constraint.kind:
        return False
    if not isinstance(before, Column) or not isinstance(after, Column):
        return False
    return _invalidated(before, after) or (after.not_null and not before.not_null)


def refuse_unsettled(made: Object, wanted: Object) -> None:
    """Refuse a NOT NULL that a new table gets valid, as ``made``, where it must be NOT VALID.

    Raises:
        Unlike: PostgreSQL adds it as valid.
    """
    if isinstance(made, Column) and isinstance(wanted, Column) and _invalidated(made, wanted):
        raise Unlike(
            f"NOT NULL of {wanted.address} should be NOT VALID, but constraints that a new table inherits are valid",
            wanted.parent,
            hint="it has no rows yet, so validate it in the files, below that constraint: ALTER TABLE "
            f"{wanted.table} VALIDATE CONSTRAINT {wanted.not_null_name}",
        )


def refuse_renamed(before: Object, after: Object, between: Between) -> None:
    """Refuse another name for a NOT NULL that a table keeps inheriting.

    Raises:
        Refused: PostgreSQL renames it with the parent's alone.
    """
    if (
        not isinstance(before, Column)
        or not isinstance(after, Column)
        or not (before.not_null and after.not_null)
    ):
        return
    above = [] if before.not_null_name == after.not_null_name else [*passing_on(after, between)]
    if above:
        # SET EXPRESSION in the child table alone drops the constraint, and leaves the mark of the column (18).
        called = f"is called {before.not_null_name}" if before.not_null_name else "has no constraint any more"
        raise Refused(
            f"NOT NULL of {after.address} {called} and is to be called {after.not_null_name}, but it "
            f"is inherited from {', '.join(column.table for column in above)}, and PostgreSQL renames it there alone",
            hint=f"in a migration of your own, detach {after.table} from its parents (NO INHERIT), rename "
            f"the constraint, and let {after.table} inherit again",
        )


def renewed_for_child(made: Object, wanted: Object, between: Between) -> Sequence[tuple[Column, Column]]:
    """Return the parent's column, as valid and as it is, whose NOT NULL is added again to make a new child's NOT VALID.

    Empty if there is nothing to do, or if the parent's column is created or changed as well.
    """
    if not isinstance(made, Column) or not isinstance(wanted, Column) or not _invalidated(made, wanted):
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


def _invalidated(before: Column, after: Column) -> bool:
    """Return True if the constraint is valid and must become NOT VALID."""
    return before.not_null and after.not_null and before.not_null_valid and not after.not_null_valid


def passing_on(column: Column, between: Between) -> Iterator[Column]:
    """Yield the parents' columns that pass NOT NULL on to ``column``, before and after."""
    yield from (now for was, now in _above_both(column, between) if passes_on(was) and passes_on(now))


def given_up(column: Column, between: Between) -> Iterator[Column]:
    """Yield the parents' columns that pass NOT NULL on to ``column`` before, and have none after."""
    yield from (now for was, now in _above_both(column, between) if passes_on(was) and not now.not_null)


def lost_with_all(had: Column, wanted: Column, between: Between) -> bool:
    """Return True if a child table's column loses NOT NULL with the parents that pass it on, as none keeps it."""
    return not had.not_null_local and any(given_up(wanted, between)) and not any(passing_on(wanted, between))


def _above_both(column: Column, between: Between) -> Iterator[tuple[Column, Column]]:
    """Yield the columns of the parents that the table keeps, before and after."""
    assert column.parent is not None
    for child in sorted(between.new.children.get(column.parent, ())):
        link = between.new.objects[child]
        if not isinstance(link, Inheritance) or between.makes(child):
            continue
        address = Address(COLUMN[link.of_type], f"{link.of}.{column.name}")
        was, now = (side.objects.get(address) for side in (between.old, between.new))
        if isinstance(was, Column) and isinstance(now, Column):
            yield was, now


def as_passed_on(before: Object, after: Object, child: Object, above: Address, between: Between) -> Object:
    """Return a column, altered from ``before`` to ``after``, as its child's follows: with NOT NULL if others pass it on (18).

    ``above`` is the parent's column that passes the alteration on: this one, or one between the two.

    PostgreSQL only counts one parent less then. Before 18 it drops NOT NULL below whatever other parents have. None that
    the column gets is passed on if it is NO INHERIT.
    """
    if not isinstance(before, Column) or not isinstance(after, Column) or not isinstance(child, Column):
        return after
    if not before.not_null and after.not_null and after.not_null_no_inherit:
        return with_not_null_of(before, after)
    lost = before.not_null and not after.not_null and child.not_null_name
    others = passing_on(child, between) if lost else ()
    stays = any(each.address != between.becomes(above) for each in others)
    return with_not_null_of(before, after) if stays else after


def with_not_null_of(before: Object, after: Object) -> Object:
    """Return a column, altered from ``before`` to ``after``, with its NOT NULL as it was."""
    assert isinstance(after, Column)
    names = ("not_null", "not_null_name", "not_null_valid", "not_null_no_inherit")
    return replace(after, **{name: getattr(before, name) for name in names})


def passes_on(column: Column) -> bool:
    """Return True if child tables inherit NOT NULL of the column."""
    return column.not_null and not column.not_null_no_inherit


def inherited_only(copy: Catalog, original: Catalog) -> Iterator[str]:
    """Yield the statements that make NOT NULL constraints of a copy's child tables inherited only, as in ``original``.

    pg_dump prints a valid one under a parent's NOT VALID one as the child's own, and PostgreSQL drops none that is also
    inherited. The constraints added again are NOT VALID in all tables, and their comments are lost.
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


def as_declared(part: Object, whole: Object) -> Object:
    """Return a column without the NOT NULL that it has from a parent of its new table alone: declared, it would stay its own."""
    if not (isinstance(part, Column) and isinstance(whole, AnyTable) and whole.inherits):
        return part
    if part.not_null_name is None or part.not_null_local:
        return part
    return replace(part, not_null=False, not_null_name=None)


def _inherits_alone(column: Object | None) -> bool:
    return isinstance(column, Column) and column.not_null and not column.not_null_local


def _above(column: Column, catalog: Catalog) -> Column | None:
    """Return the column of the only parent that passes NOT NULL on."""
    siblings = catalog.children.get(column.parent, ()) if column.parent else ()
    links = [link for address in siblings if isinstance(link := catalog.objects[address], Inheritance)]
    found = [catalog.objects.get(Address(COLUMN[link.of_type], f"{link.of}.{column.name}")) for link in links]
    above = [each for each in found if isinstance(each, Column) and passes_on(each)]
    return above[0] if len(above) == 1 else None


def _top(column: Column, catalog: Catalog) -> Column | None:
    """Return the topmost column that the NOT NULL comes from; None if that is valid, or if there is none."""
    above = _above(column, catalog)
    while above is not None and (higher := _above(above, catalog)):
        above = higher
    return None if above is None or above.not_null_valid else above


def _depth(column: Column, catalog: Catalog) -> int:
    above = _above(column, catalog)
    return 0 if above is None else 1 + _depth(above, catalog)
