"""Columns of several parents that a child table has as one: PostgreSQL gives them another type only all at once.

It refuses to alter one parent's, as the child's is inherited from elsewhere as well. Detached from the others meanwhile,
the child would have declared what it inherits from them. So the parents inherit, for one statement, from a table of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemadiff.errors import Refused
from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import COLUMN, Inheritance
from schemadiff.model import Address, Object

_Parents = Mapping[Address, Sequence[Inheritance]]


def retyped_together(between: Between) -> dict[Address, list[Address]]:
    """Return the columns of further parents by that of the first one, whose statement gives all of them another type.

    Raises:
        Refused: one of the parents is a typed table, which inherits from none.
    """
    every = _groups(between)
    for group in every:
        _refuse_typed(group, between)
    return {first: others for first, *others in every if _are_alike([first, *others], between)}


def _groups(between: Between) -> list[list[Address]]:
    """Return the columns of parents that child tables have as one, and that get another type."""
    parents: dict[Address, list[Inheritance]] = {}
    for link in links(between.old, None) if between.inherits else ():
        if not link.bound and link.address in between.new.objects and link.address not in between.drops:
            parents.setdefault(link.below, []).append(link)
    groups: list[set[Address]] = []
    for child, above in parents.items():
        for name in _retyped(child, between) if len(above) > 1 else ():
            tops = set(_tops(child, name, parents, between))
            if len(tops) < 2 or tops in groups:
                continue
            apart = [group for group in groups if group.isdisjoint(tops)]
            groups = [*apart, tops.union(*(group for group in groups if group not in apart))]
    return [sorted(group) for group in groups if len(group) > 1]


def _refuse_typed(group: Sequence[Address], between: Between) -> None:
    columns = [column for address in group if isinstance(column := between.new.objects.get(address), Column)]
    typed = next((column for column in columns if column.of_type), None)
    if typed is None or any(address in between.drops for address in group):
        return
    others = ", ".join(column.table for column in columns if column is not typed)
    raise Refused(
        f"{typed.address} gets another type with {typed.of_type}, but child tables inherit it from {others} as well, and "
        "PostgreSQL lets only tables that are not typed change the types of such columns together",
        hint=f"in a migration of your own, let the child tables leave all of these parents but {typed.table} (NO INHERIT), "
        "change the types, and let them inherit again",
    )


def _retyped(table: Address, between: Between) -> Iterator[str]:
    """Yield the names of the table's columns that get another type or collation."""
    for address in sorted(between.old.children.get(table, ())):
        before, after = between.old.objects[address], between.new.objects.get(address)
        if isinstance(before, Column) and isinstance(after, Column) and after.disturbs(before):
            yield before.name


def _tops(table: Address, name: str, parents: _Parents, between: Between) -> Iterator[Address]:
    """Yield the uppermost columns that the column of ``table`` is inherited from; its own if it is not."""
    ups = [link for link in parents.get(table, ()) if _column(link.above, name) in between.old.objects]
    if not ups:
        yield _column(table, name)
    for link in ups:
        yield from _tops(link.above, name, parents, between)


def _column(table: Address, name: str) -> Address:
    return Address(COLUMN[table.type], f"{table.identity}.{name}")


def _are_alike(columns: Sequence[Address], between: Between) -> bool:
    """Return True if a column of another table can stand for all of them."""
    pairs = [(between.old.objects[address], between.new.objects.get(address)) for address in columns]
    kept = all(address not in between.drops for address in columns)
    return kept and len({_types(*pair) for pair in pairs}) == 1 and _types(*pairs[0]) is not None


def _types(before: Object, after: Object | None) -> tuple[str | None, ...] | None:
    """Return the types before and after; None for a generated column, and for one of a typed table, which inherits nothing."""
    if not isinstance(before, Column) or not isinstance(after, Column) or not after.disturbs(before):
        return None
    if any(column.generated_kind or column.of_type for column in (before, after)):
        return None
    return before.data_type, before.collation, after.data_type, after.collation


def as_retyped(before: Object, after: Object) -> Object:
    """Return the column with its new type, and with what ALTER TYPE makes of the rest."""
    assert isinstance(before, Column)
    assert isinstance(after, Column)
    names = ("data_type", "collation", "domain_over", "usual_storage", "labels", "identity_type")
    kept = {name: getattr(after, name) for name in names}
    return replace(before, **kept, storage=None, compression=None)


def by_a_common_parent(
    sqls: Sequence[str], first: Object, others: Sequence[Address], spare: str
) -> Iterator[str]:
    """Yield the alterations of the first column, its type by way of a parent ``spare`` that all their tables have meanwhile."""
    assert isinstance(first, Column)
    above = f"{first.schema}.{spare}"
    tables = [first.table, *(other.identity.removesuffix(f".{first.name}") for other in others)]
    head = f" ALTER COLUMN {first.name} TYPE "
    for sql in sqls:
        if not sql.startswith(f"ALTER TABLE {first.table}{head}"):
            yield sql
            continue
        collate = f" COLLATE {first.collation}" if first.collation else ""
        yield f"CREATE TABLE {above} ({first.name} {first.data_type}{collate})"
        yield from (f"ALTER TABLE {table} INHERIT {above}" for table in tables)
        yield f"ALTER TABLE {above}{sql.removeprefix(f'ALTER TABLE {first.table}')}"
        yield from (f"ALTER TABLE {table} NO INHERIT {above}" for table in tables)
        yield f"DROP TABLE {above}"
