"""Types inside the values of columns (arrays, rows, ranges), where PostgreSQL cannot check or convert them.

It refuses a new CHECK of a domain there (``get_rels_with_domain()``), and another type of a row's column
(``find_composite_type_dependencies()``). So such columns hold text meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from schemadiff.interplay.between import Between
from schemadiff.kinds.column import Column
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.domain import Domain, DomainConstraint
from schemadiff.kinds.foreign_table import ForeignColumn
from schemadiff.model import Address, Catalog, Object

CHECKING = frozenset({Domain.kind, DomainConstraint.kind})
"""The types of objects whose creation or change may make PostgreSQL check existing columns."""
COLUMNS = frozenset({Column.kind, ForeignColumn.kind})
PARTS_OF_ROWS = COLUMNS | {Composite.kind}
"""The types of objects that have rows, or are a part of one that has."""


def holders_to_empty(
    changing: AbstractSet[Address], recast: AbstractSet[Address], between: Between
) -> Iterator[tuple[Address, Address, str]]:
    """Yield columns and materialized views that must hold no values while an object changes; the object, and why.

    ``recast`` has the columns that are converted from an old form of a type to the new one of the same name.
    """
    there = between.old.objects
    concerned = (a for a in changing | recast if a.type in CHECKING or (a.type in COLUMNS and a in there))
    for address in sorted(concerned):
        new, old = between.new.objects[address], there.get(address)
        if isinstance(new, Domain | DomainConstraint):
            for holder in _holders_of_checked(new, old, between):
                yield (
                    holder,
                    address,
                    f"PostgreSQL does not check values of {_domain_of(new)} inside of {holder}",
                )
        elif isinstance(new, Column) and isinstance(old, Column) and address not in between.drops:
            retyped = address in recast or new.disturbs(old)
            for holder in holders_of_rows(old, between) if retyped else ():
                yield holder, address, f"PostgreSQL does not change rows of {old.parent} inside of {holder}"


def _holders_of_checked(
    new: Domain | DomainConstraint, old: Object | None, between: Between
) -> Sequence[Address]:
    domain = between.old.objects.get(_domain_of(new))
    if not isinstance(domain, Domain) or domain.address in between.drops:
        return []
    if not new.checks_values(old) or _renamed(new, between):
        return []
    return [_column_or_whole(name, between.old) for name in domain.held_in]


def _column_or_whole(name: str, catalog: Catalog) -> Address:
    """Return the address of the named column or materialized view."""
    address = Address(Column.kind, name)
    return address if address in catalog.objects else Address("materialized view", name)


def _domain_of(obj: Object) -> Address:
    return Address(Domain.kind, obj.domain if isinstance(obj, DomainConstraint) else obj.identity)


def _renamed(check: Object, between: Between) -> bool:
    """Return True if the check exists under another name, and that one is renamed or dropped."""
    if not isinstance(check, DomainConstraint) or check.address in between.drops:
        return check.address in between.renamed
    there = between.old.children.get(_domain_of(check), ())
    gone = [a for a in there if a in between.drops and a not in between.new.objects]
    return check.address in between.renamed or check.twin() in [between.old.objects[a].twin() for a in gone]


def holders_of_rows(column: Object, between: Between) -> Iterator[Address]:
    """Yield the columns that hold rows of the table of ``column``, at any depth."""
    todo, seen = [column.parent if isinstance(column, Column) else None], set[Address]()
    while todo:
        of = todo.pop()
        for address in between.old.dependents.get(of, ()) if of else ():
            obj = between.old.objects[address]
            if address in seen or obj.parent == of:
                continue
            seen.add(address)
            if isinstance(obj, Column):
                # For foreign tables, PostgreSQL only looks at the columns that hold their rows.
                yield from [address] if address.type == Column.kind else []
                todo.append(obj.parent)
            elif address.type == Domain.kind:
                todo.append(address)


def rows_retyped(changing: AbstractSet[Address], between: Between) -> Iterator[tuple[Address, Address, str]]:
    """Yield columns that are retyped while rows that they hold, or will hold, change; the changing object, and why.

    The text of a row has the columns of its type at that time: it is taken before any change, and read after all of them.
    """
    if between.old.kinds.isdisjoint(PARTS_OF_ROWS):
        return
    # Filter before sorting: most columns are created with their table.
    found = (
        (a, whole)
        for a in changing
        if a.type in PARTS_OF_ROWS and (whole := _row_type(a, between)) is not None
    )
    held: dict[Address, list[Address]] = {}
    for address, whole in sorted(found):
        if whole not in held:
            there = chain(_holding(whole, between.old), _holding(whole, between.new))
            held[whole] = [holder for holder in there if _retyped(holder, between)]
        for holder in held[whole]:
            if holder != address:
                yield holder, address, f"rows of {whole} change while the type of {holder} changes"


def made_to_hold(column: Address, between: Between) -> Iterator[Address]:
    """Yield what is made and holds rows of a table of which a column gets another type: PostgreSQL refuses it from then on."""
    if _retyped(column, between):
        yield from made_with_rows(column, between)


def made_with_rows(column: Address, between: Between) -> Iterator[Address]:
    """Yield what is made and holds rows of the table that has this column."""
    obj = between.new.objects.get(column)
    if isinstance(obj, Column) and obj.parent is not None:
        yield from (holder for holder in _holding(obj.parent, between.new) if between.makes(holder))


def _row_type(address: Address, between: Between) -> Address | None:
    """Return the kept type or table whose rows differ once the object is created, dropped or altered."""
    before, after = between.old.objects, between.new.objects
    obj = after.get(address) or before.get(address)
    whole = obj.parent if isinstance(obj, Column) else address
    if whole is None or whole not in before or whole not in after or between.makes(whole):
        return None
    stays = address in before and address in after and not between.makes(address)
    return None if stays and isinstance(obj, Column) and not _retyped(address, between) else whole


def _retyped(column: Address, between: Between) -> bool:
    """Return True for a kept column that gets another type."""
    old, new = between.old.objects.get(column), between.new.objects.get(column)
    if not isinstance(old, Column) or not isinstance(new, Column) or between.makes(column):
        return False
    return new.disturbs(old) or new.holds != old.holds


def _holding(whole: Address, catalog: Catalog) -> Sequence[Address]:
    """Return the columns that hold rows of a type or table, at any depth."""
    known = catalog.once(_holding_by_whole)
    if whole not in known:
        known[whole] = tuple(_found_holding(whole, catalog))
    return known[whole]


def _holding_by_whole(_: Catalog) -> dict[Address, Sequence[Address]]:
    """Return what is known so far: each column of a table asks for what holds its rows."""
    return {}


def _found_holding(whole: Address, catalog: Catalog) -> Iterator[Address]:
    todo, seen = [whole], {whole}
    while todo:
        of = todo.pop()
        for address in catalog.dependents.get(of, ()):
            obj = catalog.objects[address]
            if address in seen or obj.parent == of:
                continue
            seen.add(address)
            if isinstance(obj, Column) and address.type == Column.kind and obj.parent is not None:
                yield address
                todo.append(obj.parent)
            elif address.type in {Domain.kind, Composite.kind}:
                todo.append(address)


def waiting_for_checks(check: Object, new: Catalog) -> Iterator[Address]:
    """Yield what may hold a domain inside another type only after ``check`` has been added."""
    domain = new.objects.get(_domain_of(check)) if isinstance(check, DomainConstraint) else None
    if not isinstance(domain, Domain) or not vars(check)["validated"]:
        return
    yield from (_column_or_whole(name, new) for name in domain.held_in)
    yield from (a for a in new.dependents.get(domain.address, ()) if a.type == Domain.kind)
