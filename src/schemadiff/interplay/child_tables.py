"""What child tables (partitions, and those that INHERIT) get from, lose with, and have altered with their parents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from schemadiff.interplay.between import Between
from schemadiff.interplay.not_null import lost_with_all, passing_on
from schemadiff.interplay.own_expressions import as_expressed
from schemadiff.kinds.attached import Attached
from schemadiff.kinds.column import Column
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.default import Default
from schemadiff.kinds.foreign_table import ForeignColumn
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import COLUMN, Inheritance, links_by_pair, links_by_parent
from schemadiff.kinds.trigger import Trigger
from schemadiff.kinds.typed import Typed
from schemadiff.model import Address, Catalog, Object


def kept_links(between: Between, table: Address) -> Iterator[Inheritance]:
    """Yield the Inheritance of each child of ``table`` that is attached before and after and is not dropped."""
    yield from (link for link in links(between.old, table) if _is_kept(link, between))


def _is_kept(link: Inheritance, between: Between) -> bool:
    return link.address in between.new.objects and link.address not in between.drops


def _links_by_then(made: Object, table: Address, between: Between) -> Iterator[Inheritance]:
    """Yield the Inheritance of each child that ``table`` has when it gets ``made``: some are attached before a CHECK."""
    yield from kept_links(between, table)
    if not isinstance(made, Constraint):
        return
    for link in links(between.new, table):
        late = made.name in link.unchecked and not between.makes(link.below)
        if between.makes(link.address) and (late or _added_later(made.name, link, between)):
            yield link


def links(catalog: Catalog, table: Address | None) -> Iterator[Inheritance]:
    """Yield the Inheritance of each child of ``table``, or of all tables if it is None."""
    yield from catalog.once(links_by_parent).get(table, ())


def created_in_children(made: Object, between: Between) -> Iterator[Object]:
    """Yield the objects that PostgreSQL creates in child tables when ``made`` is created."""
    match made:
        case Inheritance(parent=child):
            if child is not None and between.makes(child):
                yield from _inherited_by_new(made, between)
            yield from _attached_with(made, between)
        case Column(parent=table) if table and not between.makes(table):
            yield from _added_to_children(made, table, between)
        case Constraint(parent=table) if table:
            yield from _added_to_children(made, table, between)
    if isinstance(made, Attached) and not (isinstance(made, Index | Constraint) and not made.valid):
        yield from _attached_to(made, between)


def _attached_with(link: Inheritance, between: Between) -> Iterator[Attached]:
    """Yield the objects that a new partition gets for those of its parent."""
    for part in attached(between.new, link):
        whole = between.new.objects.get(Address(part.kind, str(part.of)))
        if isinstance(whole, Attached) and _comes_with_link(part, between):
            before = None if between.makes(whole.address) else between.was(whole.address)
            yield (part.made_for(before) if before else part).as_made(whole)


def _attached_to(whole: Attached, between: Between) -> Iterator[Attached]:
    """Yield the objects that partitions get when their parent gets ``whole``."""
    for link in links(between.new, whole.parent) if whole.parent else ():
        for part in attached(between.new, link):
            ours = (part.kind, part.of) == (whole.kind, whole.identity)
            if ours and not _comes_with_link(part, between):
                yield part.as_made(_as_created(whole, between))


def _as_created(whole: Attached, between: Between) -> Attached:
    """Return ``whole`` before any alteration: as PostgreSQL creates it, if it comes with one of a table further up."""
    above = between.new.objects.get(Address(whole.kind, str(whole.of)))
    if isinstance(above, Attached) and between.makes(whole.address):
        return whole.as_made(_as_created(above, between))
    return whole


def _comes_with_link(part: Attached, between: Between) -> bool:
    """Return True if the part is created when its table is attached, False if when the parent's object is created."""
    whole = between.new.objects.get(Address(part.kind, str(part.of)))
    if whole is None or not between.makes(Address("inheritance", str(part.link))):
        return False
    if not between.makes(whole.address) or _is_inline(whole):
        return True
    # The parent's own part of a table further up may come before the parent's partitions are attached, or after.
    return isinstance(whole, Attached) and whole.of is not None and _comes_with_link(whole, between)


def _is_inline(whole: Object) -> bool:
    """Return True if the object is in the CREATE TABLE of the parent, which has no partition yet."""
    return isinstance(whole, Constraint) and whole.type != "f" and whole.valid


def attached(catalog: Catalog, link: Inheritance) -> Iterator[Attached]:
    """Yield the objects of a partition that are parts of its parent's."""
    for address in sorted(catalog.children.get(link.below, ())):
        part = catalog.objects[address]
        if isinstance(part, Attached) and part.link == link.identity:
            yield part


def _inherited_by_new(link: Inheritance, between: Between) -> Iterator[Object]:
    new = between.new
    for address in sorted(new.children.get(link.above, ())):
        part = new.objects[address]
        own = new.objects.get(_child_address(link, part)) if isinstance(part, Column | Constraint) else None
        declared = isinstance(own, Column | Constraint) and own.inherited_from is None
        later = isinstance(part, Constraint) and _added_later(part.name, link, between)
        if not declared and not later:
            for made in _inherited(part, link, new):
                yield _checked(_named(made, own, link, new))
        default = _default(part, new)
        # A column that the child declares itself has the default in its own definition.
        if default and not (declared and own and _default(own, new)):
            yield _in_child(default, link)


def _named(made: Object, own: Object | None, link: Inheritance, new: Catalog) -> Object:
    """Return a column with its expression, and the name of its NOT NULL: that of the first parent which passes one on."""
    if not isinstance(made, Column):
        return made
    made = as_expressed(made, own, link, new)
    every = (new.objects[address] for address in new.children.get(link.below, ()))
    links = sorted((one for one in every if isinstance(one, Inheritance)), key=lambda one: one.number)
    if isinstance(own, Column) and any(one.names(own) for one in links):
        return replace(made, not_null_name=own.not_null_name, not_null=True)
    for one in links:
        above = new.objects.get(Address(COLUMN[one.of_type], f"{one.of}.{made.name}"))
        if isinstance(above, Column) and above.not_null and not above.not_null_no_inherit:
            return replace(made, not_null=True, not_null_name=above.not_null_name)
    return made


def _checked(made: Object) -> Object:
    """Return ``made`` as valid if it comes with a new table: whatever the parent's is, no row can violate it."""
    if isinstance(made, Column):
        return replace(made, not_null_valid=True)
    if isinstance(made, Constraint):
        return replace(made, definition=made.definition.removesuffix(" NOT VALID"))
    return made


def _added_later(name: str, link: Inheritance, between: Between) -> bool:
    """Return True if a CHECK is NOT VALID and comes with one that is added above once the new child table is there."""
    above = between.new.objects.get(Address(Constraint.kind, f"{name} on {link.of}"))
    if not isinstance(above, Constraint) or not above.definition.endswith(" NOT VALID"):
        return False
    parts = between.new.children.get(link.above, ()) if between.makes(link.above) else ()
    higher = (between.new.objects[part] for part in parts)
    added = name in link.unchecked and between.makes(Address(Constraint.kind, f"{name} on {link.of}"))
    return added or any(_added_later(name, one, between) for one in higher if isinstance(one, Inheritance))


def _added_to_children(made: Object, table: Address, between: Between) -> Iterator[Object]:
    for link in _links_by_then(made, table, between):
        if _declared(made, link, between):
            continue
        # The storage is set afterwards, in its own table only.
        bare = replace(made, storage=None) if isinstance(made, Column) else made
        yield from _inherited(bare, link, between.new)
        # A column that the child has already keeps its default.
        default = _default(made, between.new) if between.makes(_child_address(link, made)) else None
        if default:
            yield _in_child(default, link)
        yield from _added_to_children(made, link.below, between)


def _declared(made: Object, link: Inheritance, between: Between) -> bool:
    """Return True if a statement of its own creates the object in the child table as well."""
    own = between.new.objects.get(_child_address(link, made))
    local = isinstance(own, Column | Constraint) and own.inherited_from is None
    return own is not None and local and between.makes(own.address)


def needed_by_children(made: Object, between: Between) -> Iterator[Address]:
    """Yield what must exist before a table gets ``made``, so that its child tables get the right form of it."""
    if isinstance(made, Column) or (isinstance(made, Constraint) and made.type == "c"):
        for link in kept_links(between, made.parent) if made.parent else ():
            below = between.new.objects.get(_child_address(link, made))
            if _declared(made, link, between) or _renames_not_null(made, link, between):
                yield _child_address(link, made)
            elif below is not None and isinstance(made, Column):
                # PostgreSQL would add it to those further down as well.
                yield from needed_by_children(below, between)
    if isinstance(made, Constraint):
        yield from _attached_by_then(made, between)


def _attached_by_then(made: Constraint, between: Between) -> Iterator[Address]:
    """Yield the Inheritance of the children, and of theirs, that are to get a NOT VALID CHECK as one that is NOT VALID.

    They do if they are attached when it is added.
    """
    for child in made.unchecked_in:
        yield Address("inheritance", f"{child} from {made.table}")
        below = between.new.objects.get(Address(made.kind, f"{made.name} on {child}"))
        if isinstance(below, Constraint):
            yield from _attached_by_then(below, between)


def _renames_not_null(made: Object, link: Inheritance, between: Between) -> bool:
    """Return True if the child has the column already, and its NOT NULL gets another name while it is not inherited yet."""
    had, wanted = (side.objects.get(_child_address(link, made)) for side in (between.old, between.new))
    if not isinstance(had, Column) or not isinstance(wanted, Column) or [*passing_on(wanted, between)]:
        return False
    return bool(had.not_null_name and wanted.not_null_name) and had.not_null_name != wanted.not_null_name


def _inherited(part: Object, link: Inheritance, new: Catalog) -> Iterator[Object]:
    if isinstance(part, Column):
        # Partitions share the identity of their parent since 17; other child tables have none.
        kind = part.identity_kind if link.bound and new.version >= 170000 else None
        none = dict.fromkeys(("statistics", "identity_options", "identity_sequence", "identity_persistence"))
        values = none | {
            "options": [],
            "identity_kind": kind,
            "identity_apart": False,
            "not_null_local": False,
        }
        if part.not_null_no_inherit:
            values |= {"not_null": False, "not_null_name": None, "not_null_no_inherit": False}
        yield _in_child(part, link, **values)
    elif isinstance(part, Constraint) and part.inheritable:
        yield _in_child(part, link)


def _default(column: Object, catalog: Catalog) -> Default | None:
    found = catalog.objects.get(Address("default value", f"for {column.identity}"))
    return found if isinstance(found, Default) else None


def _in_child(part: Object, link: Inheritance, **values: Any) -> Object:
    """Return the same object in the child table."""
    if isinstance(part, Default):
        values |= {"parent": Address(COLUMN[link.child_type], f"{link.child}.{part.name}")}
    else:
        values |= {"parent": link.parent, "inherited_from": link.of}
    values |= {"identity": _child_address(link, part).identity, "schema": link.schema, "table": link.child}
    if isinstance(part, Column) and link.child_type == "foreign table":
        columns = {f.name: getattr(part, f.name) for f in fields(Column)}
        return ForeignColumn(**columns | {"fdw_options": [], "hidden": []} | values)
    if isinstance(part, ForeignColumn):
        return Column(**{f.name: getattr(part, f.name) for f in fields(Column)} | values)
    return replace(part, **values)


def _child_address(link: Inheritance, part: Object) -> Address:
    """Return the address of the parent's ``part`` in the child table."""
    match part:
        case Column():
            return Address(COLUMN[link.child_type], f"{link.child}.{part.name}")
        case Default():
            return Address(part.kind, f"for {link.child}.{part.name}")
        case Constraint():
            return Address(part.kind, f"{part.name} on {link.child}")
    raise TypeError(part.kind)


def altered_in_children(part: Object, between: Between) -> Iterator[Object]:
    """Yield the current parts of child tables that PostgreSQL alters together with ``part`` of their parent.

    For a composite type, these are the columns of its typed tables.
    """
    if isinstance(part, Composite):
        yield from _of_type(part, between)
    if not isinstance(part, Column | Constraint | Trigger) or part.parent is None:
        return
    for link in kept_links(between, part.parent):
        if isinstance(part, Column) or (isinstance(part, Constraint) and part.type == "c"):
            child = between.old.objects.get(_child_address(link, part))
            yield from [child] if child else []
        else:
            yield from (
                a for a in attached(between.old, link) if (a.kind, a.of) == (part.kind, part.identity)
            )


def _of_type(type_: Composite, between: Between) -> Iterator[Object]:
    """Yield the columns of typed tables that are altered together with attributes of their type."""
    before = between.old.objects.get(type_.address)
    for address in sorted(between.old.dependents.get(type_.address, ())):
        tie = between.old.objects[address]
        if not isinstance(tie, Typed) or address not in between.new.objects or address in between.drops:
            continue
        for name in type_.retyped(before):
            yield between.old.objects[Address(Column.kind, f"{tie.table}.{name}")]


def goes_first(
    address: Address, before: Object, after: Object, above: Address | None, between: Between
) -> bool:
    """Return True for a child's column to alter before its parent's: NOT NULL can be named only until it is inherited.

    ``ADD CONSTRAINT own NOT NULL n`` runs for the child of ``above`` first, then for that, or what is further up.
    """
    named = isinstance(after, Column) and after.not_null_name
    if not named or not isinstance(before, Column) or before.not_null or above is None:
        return False
    was = between.old.objects.get(after.address)
    if isinstance(was, Column) and was.not_null:
        return False  # It is dropped first, in the children as well.
    child, wanted = (side.objects.get(address) for side in (between.old, between.new))
    if not isinstance(child, Column) or not isinstance(wanted, Column):
        return False
    link = between.old.once(links_by_pair).get((above, child.parent))
    if link is None or address != _child_address(link, after) or not _is_kept(link, between):
        return False
    has = child.not_null and not lost_with_all(child, wanted, between)
    return (has or wanted.not_null_local) and (child if has else wanted).not_null_name != named


def named_first(before: Object, reached: Object) -> Object:
    """Return ``reached`` with the NOT NULL that the column had, as it is altered before its parent's."""
    assert isinstance(before, Column)
    assert isinstance(reached, Column)
    return reached if before.not_null else replace(reached, not_null=False, not_null_name=None)


def kept_checks_of_parents(part: Object, between: Between) -> Iterator[Address]:
    """Yield the parents' CHECKs that are kept and inherited by ``part``, which cannot be dropped alone."""
    if not isinstance(part, Constraint) or part.type != "c" or part.parent is None:
        return
    for address in sorted(between.old.children.get(part.parent, ())):
        link = between.old.objects[address]
        if not isinstance(link, Inheritance) or address in between.drops:
            continue
        above = Address(part.kind, f"{part.name} on {link.of}")
        found = between.old.objects.get(above)
        if isinstance(found, Constraint) and found.inheritable and above not in between.drops:
            yield above


def dropped_in_children(part: Object, between: Between) -> Iterator[Object]:
    """Yield the parts of child tables that are dropped together with ``part`` of their parent."""
    for child in altered_in_children(part, between):
        if isinstance(child, Column | Constraint) and child.inherited_from is not None:
            yield child
