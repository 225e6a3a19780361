"""NOT NULL constraints that a child table has from several parents, and that get another name when one comes or goes (18).

PostgreSQL renames no constraint that is inherited. So those of the parents which stay are dropped, in the child table as
well, and added again once the child has, or lacks, that of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from schemadiff.errors import Refused
from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import altered_in_children, links
from schemadiff.interplay.not_null import passes_on, passing_on
from schemadiff.kinds.column import Column
from schemadiff.kinds.column_not_null import add_not_null
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.inheritance import COLUMN, Inheritance
from schemadiff.model import Address, Object


class Renewed(NamedTuple):
    """A column of a parent whose NOT NULL is dropped and added again."""

    column: Column
    other: Address
    """The column of another parent, which is dropped or added before."""
    dropped_before: Address
    """What follows when NOT NULL is dropped: what is added, or else the first column that is renewed."""
    bare_below: bool
    """True if child tables are without any NOT NULL meanwhile, as no other parent's is added before."""

    @property
    def bare(self) -> Column:
        """The column meanwhile."""
        return replace(self.column, not_null=False, not_null_name=None)

    def meanwhile(self, child: Column, wanted: Object) -> Column:
        """Return a child table's column before NOT NULL is added again: with that of the other parent, or without any."""
        if self.bare_below:
            return replace(child, not_null=False, not_null_name=None)
        return replace(child, not_null_name=vars(wanted)["not_null_name"])

    @property
    def drop(self) -> str:
        """The statement that drops NOT NULL in the parent and where it is inherited."""
        return f"ALTER TABLE {self.column.table} ALTER COLUMN {self.column.name} DROP NOT NULL"


def renewed_names(before: Object, after: Object, between: Between) -> Sequence[Renewed]:
    """Return the parents' columns to renew, so that the NOT NULL of a child's is called otherwise; none if that is no way.

    They are dropped before the first is added again, and added in the order of the parents, whose first has the name.
    """
    if not isinstance(before, Column) or not isinstance(after, Column) or before.not_null_local:
        return ()
    if not (before.not_null and after.not_null) or before.not_null_name == after.not_null_name:
        return ()
    above = _in_order(after, [*passing_on(after, between)], between)
    if not above or not all(_stays(each, between) for each in above):
        return ()
    for other in _others(after, above, between):
        was, now = (side.objects.get(other) for side in (between.old, between.new))
        earlier = [other, *(each.address for each in above)]
        if _loses(was, now, other, between) and _named_after(above, None, between):
            return [
                Renewed(*pair, above[0].address, bare_below=True)
                for pair in zip(above, earlier, strict=False)
            ]
        if (
            not (isinstance(was, Column) and passes_on(was))
            and isinstance(now, Column)
            and passes_on(now)
            and _named_after(above, now, between)
        ):
            return [Renewed(*pair, other, bare_below=False) for pair in zip(above, earlier, strict=False)]
    return ()


def renamed_together(before: Object, after: Object, between: Between) -> Sequence[Renewed]:
    """Return the parents' columns to renew because one of them calls a NOT NULL otherwise that a child has from all.

    PostgreSQL renames none that is inherited from elsewhere. Empty if that is no way.
    """
    if not isinstance(before, Column) or not isinstance(after, Column):
        return ()
    if before.not_null_name == after.not_null_name or not (passes_on(before) and passes_on(after)):
        return ()
    for child in losing_with(before, between):
        above = _in_order(child, [*passing_on(child, between)], between)
        if len(above) > 1 and _can_be_renewed(above, between) and _named_after(above, None, between):
            first = above[0].address
            return [Renewed(each, first, first, bare_below=True) for each in above]
    return ()


class Declared(NamedTuple):
    """A child table's NOT NULL that it declares before or after, but not both, under another name than its parents'."""

    parents: Sequence[Renewed]
    sql: str
    """What drops or adds its own while the parents have none."""
    meanwhile: Column
    """Its column before the parents get theirs again."""


def declared_otherwise(before: Object, after: Object, between: Between) -> Declared | None:
    """Return how a child table gets, or loses, a NOT NULL with a name of its own; None if that is no way."""
    if not isinstance(before, Column) or not isinstance(after, Column):
        return None
    same = before.not_null_name == after.not_null_name or before.not_null_local == after.not_null_local
    if same or not (before.not_null and after.not_null and before.not_null_valid and after.not_null_valid):
        return None
    above = _in_order(after, [*passing_on(after, between)], between)
    alone = not is_key(after, between) and not [*altered_in_children(before, between)]
    fits = after.not_null_local or (bool(above) and after.not_null_name == above[0].not_null_name)
    if not above or not alone or not fits or not all(_stays(each, between) for each in above):
        return None
    if not _named_after(above, None, between, but=after.address):
        return None
    first = above[0].address
    parents = [Renewed(each, first, first, bare_below=True) for each in above]
    if after.not_null_local:
        own = replace(before, not_null_name=after.not_null_name, not_null_local=True)
        return Declared(parents, add_not_null(after), own)
    bare = replace(before, not_null=False, not_null_name=None, not_null_local=False)
    return Declared(parents, f"ALTER TABLE {after.table} ALTER COLUMN {after.name} DROP NOT NULL", bare)


def _can_be_renewed(above: Sequence[Column], between: Between) -> bool:
    """Return True if nothing but names changes, and nobody below has a NOT NULL from a table that is not among these."""
    pairs = [(between.old.objects[each.address], each) for each in above]
    same = all(now.changed(was) <= {"not_null_name"} and _is_free(now, between) for was, now in pairs)
    # Those of child tables would be NOT VALID, too, whatever they are.
    same = same and all(each.not_null_valid for each in above)
    known = {each.table for each in above}
    below = [child for each in above for child in losing_with(each, between)]
    known.update(child.table for child in below)
    return same and all(other.table in known for child in below for other in passing_on(child, between))


def _in_order(child: Column, above: Sequence[Column], between: Between) -> list[Column]:
    """Return the parents' columns in the order in which the child's table inherits from them."""
    siblings = between.new.children.get(child.parent, ()) if child.parent else ()
    parents = [link for address in siblings if isinstance(link := between.new.objects[address], Inheritance)]
    places = {link.of: link.number for link in parents}
    return sorted(above, key=lambda each: places[each.table])


def _loses(was: Object | None, now: Object | None, other: Address, between: Between) -> bool:
    """Return True if another parent's column goes, or its NOT NULL."""
    if now is None:
        return other in between.drops
    return isinstance(was, Column) and isinstance(now, Column) and passes_on(was) and not now.not_null


def _named_after(
    above: Sequence[Column], first: Column | None, between: Between, but: Address | None = None
) -> bool:
    """Return True if the NOT NULLs below ``above`` are to have the names that they get if all are made again.

    They are made with that of ``first`` where its table is a parent, and then with those of ``above`` in their order.
    The column ``but`` gets its own before.
    """
    makers = [(set(_below(each.parent, between)), each) for each in (first, *above) if each and each.parent]
    for column in above:
        for child in losing_with(column, between):
            maker = next((each for tables, each in makers if child.parent in tables), column)
            if child.address != but and _name(between.new.objects.get(child.address)) != maker.not_null_name:
                return False
    return True


def _name(column: Object | None) -> str | None:
    return column.not_null_name if isinstance(column, Column) else None


def _below(table: Address, between: Between) -> Iterator[Address]:
    """Yield the child tables, however far below."""
    for link in links(between.new, table):
        yield link.below
        yield from _below(link.below, between)


def _stays(column: Column, between: Between) -> bool:
    """Return True for a column that keeps its NOT NULL, which is valid and comes from no other table."""
    was = between.old.objects[column.address]
    same = isinstance(was, Column) and was.not_null_name == column.not_null_name
    valid = isinstance(was, Column) and was.not_null_valid and column.not_null_valid
    return same and valid and _is_free(column, between)


def _is_free(column: Column, between: Between) -> bool:
    """Return True if the column can be without NOT NULL, in its child tables as well, and has none from other tables."""
    top = column.inherited_from is None and not [*passing_on(column, between)]
    return top and not any(is_key(each, between) for each in (column, *losing_with(column, between)))


def is_key(column: Column, between: Between) -> bool:
    """Return True for a column that cannot be without NOT NULL: one of a primary key, or with an identity."""
    users = (between.old.objects[address] for address in between.old.dependents.get(column.address, ()))
    return bool(column.identity_kind) or any(
        isinstance(each, Constraint) and each.type == "p" for each in users
    )


def _others(child: Column, above: Sequence[Column], between: Between) -> Iterator[Address]:
    """Yield the addresses that the column has, or had, in the other parents of the child's table."""
    known = {column.table for column in above}
    for address in sorted(between.new.children.get(child.parent, ())) if child.parent else ():
        link = between.new.objects[address]
        if isinstance(link, Inheritance) and not between.makes(address) and link.of not in known:
            yield Address(COLUMN[link.of_type], f"{link.of}.{child.name}")


def losing_with(column: Column, between: Between) -> Iterator[Column]:
    """Yield the columns of child tables, however far below, that lose their NOT NULL with that of ``column``."""
    for child in altered_in_children(column, between):
        if isinstance(child, Column) and child.not_null and not child.not_null_local:
            yield child
            yield from losing_with(child, between)


def refuse_shared(before: Object, after: Object, between: Between) -> None:
    """Refuse another name for a NOT NULL that a child table inherits from other parents as well.

    Raises:
        Refused: PostgreSQL renames none that is inherited from elsewhere.
    """
    if (
        not isinstance(before, Column)
        or not isinstance(after, Column)
        or not (before.not_null and after.not_null)
    ):
        return
    renamed = before.not_null_name != after.not_null_name and passes_on(before)
    for child in altered_in_children(before, between) if renamed else ():
        others = [*passing_on(child, between)] if isinstance(child, Column) else []
        others = [other for other in others if other.address != after.address]
        if others:
            raise Refused(
                f"NOT NULL of {after.address} is called {before.not_null_name} and is to be called {after.not_null_name}, "
                f"but {vars(child)['table']} inherits it from {others[0].table} as well, and PostgreSQL renames none then",
                hint=f"in a migration of your own, drop NOT NULL of {after.name} in all of these parents, and add it again "
                "with the names that it is to have",
            )
