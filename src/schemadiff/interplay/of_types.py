"""Tables that are of a type before or after the plan: what alters their columns, and the order of the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from schemadiff.errors import Refused
from schemadiff.interplay.between import Between
from schemadiff.interplay.lending import with_what_it_takes
from schemadiff.interplay.unfilled import as_filled
from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.owner import Owner
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.typed import Typed
from schemadiff.kinds.view import MaterializedView
from schemadiff.model import Address, Catalog, Object


def columns_of_typed_table(typed: Object) -> Iterator[Address]:
    """Yield the columns of a typed table, which can be altered only after ALTER TABLE ... NOT OF."""
    if isinstance(typed, Typed):
        yield from typed.after()


def type_of(obj: Object) -> Iterator[Address]:
    """Yield the type that a column of a typed table comes from."""
    if isinstance(obj, Column) and obj.of_type:
        yield Address("type", obj.of_type)


def goes_with_attribute(obj: Object, between: Between) -> Iterator[Address]:
    """Yield the type whose ALTER drops the column: dependents of the column must be dropped before."""
    if isinstance(obj, Column) and obj.of_type and _stays(obj, between):
        yield Address("type", obj.of_type)


def as_altered_alone(obj: Object, between: Between) -> Object:
    """Return a column as one that its own statements alter, unless its table's tie to the type or parent is kept.

    A materialized view that is created again is filled if it was and can be, and roles are lent the rights that they
    need.
    """
    if isinstance(obj, Owner | Privilege):
        return with_what_it_takes(obj, between.new)
    if isinstance(obj, MaterializedView):
        return as_filled(obj, between)
    if not isinstance(obj, Column) or not (obj.of_type or obj.inherited_from):
        return obj
    if obj.parent is None or between.makes(obj.parent) or _stays(obj, between):
        return obj
    return replace(obj, of_type=None, inherited_from=None)


def as_child(obj: Object) -> Object:
    """Return a column that follows its parent's, whether or not its own table declares it as well."""
    return replace(obj, inherited_from=obj.inherited_from or "its parent") if isinstance(obj, Column) else obj


def as_own(obj: Object, between: Between) -> Object:
    """Return an inherited column or constraint as the child's own, if the child is not attached before and after."""
    if not isinstance(obj, Column | Constraint) or not obj.inherited_from:
        return obj
    tie = Address("inheritance", f"{obj.table} from {obj.inherited_from}")
    return obj if _kept(tie, between) else replace(obj, inherited_from=None)


def as_recast(before: Object, after: Object) -> Object:
    """Return the column after its values are converted: with the new type and its storage."""
    if not isinstance(before, Column) or not isinstance(after, Column):
        return before
    names = ("data_type", "collation", "domain_over", "storage", "usual_storage", "compression")
    return replace(before, **{name: getattr(after, name) for name in names})


def as_of_old_type(before: Object, after: Object, aside: Collection[Address]) -> Object:
    """Return the column as one of another type, if its values are of a type that is made anew, directly or by a domain.

    The name of that type is the same before and after, but not what it means.
    """
    if not isinstance(before, Column) or not isinstance(after, Column) or before.holds != after.holds:
        return before
    anew = Address("type", before.holds.removesuffix("[]")) in aside
    return (
        replace(before, domain_over=f"the old {before.holds}") if anew and after.disturbs(before) else before
    )


def _stays(column: Column, between: Between) -> bool:
    tie = Address(Typed.kind, f"{column.table} of {column.of_type}")
    if column.inherited_from:
        tie = Address("inheritance", f"{column.table} from {column.inherited_from}")
    return _kept(tie, between)


def _kept(tie: Address, between: Between) -> bool:
    return tie in between.old.objects and tie in between.new.objects and tie not in between.drops


def gone_with_attributes(type_: Object, sql: str, catalog: Catalog) -> Iterator[Address]:
    """Yield the columns of typed tables that are dropped with the attributes which the statement ``sql`` drops."""
    for address in sorted(catalog.dependents.get(type_.address, ())):
        tie = catalog.objects[address]
        if isinstance(tie, Typed) and tie.parent is not None:
            columns = _columns(tie.parent, catalog)
            yield from (c.address for c in columns if f"DROP ATTRIBUTE {c.name} " in sql)


def refuse_other_orders(made: Object, between: Between) -> None:
    """Refuse an existing table whose columns cannot get the order of its type's attributes.

    Raises:
        Refused: the orders differ, and PostgreSQL cannot move a column.
    """
    if not isinstance(made, Typed) or made.parent is None or between.makes(made.parent):
        return
    kept = [c.name for c in _columns(made.parent, between.old) if not between.makes(c.address)]
    names = [name for name in kept if name in made.columns]
    names += [name for name in made.columns if name not in names]
    if names != made.columns:
        raise Refused(
            f"table {made.table} cannot become one of type {made.of}: its columns would be in the order "
            f"{', '.join(names)}, and those of the type are in the order {', '.join(made.columns)}",
            hint="PostgreSQL cannot move columns: in a migration of your own, create a new table OF that "
            "type, copy the rows (INSERT ... SELECT), drop the old one, and rename the new one",
        )


def _columns(table: Address, catalog: Catalog) -> list[Column]:
    """Return the columns of a table in their order."""
    parts = (catalog.objects[a] for a in catalog.children.get(table, ()))
    return sorted((part for part in parts if isinstance(part, Column)), key=lambda column: column.place)
