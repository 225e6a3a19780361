"""Who inherits from whom, by INHERITS or as a partition (``pg_inherits``), and what heirs get from their parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, LiteralString

from schemadiff.kinds.attached import Attached
from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.default import Default
from schemadiff.kinds.foreign_table import ForeignColumn, ForeignTable
from schemadiff.kinds.index import Index
from schemadiff.kinds.table import Table
from schemadiff.kinds.trigger import Trigger
from schemadiff.model import Address, Catalog, Object, Reading

COLUMN = {"table": "table column", "foreign table": "foreign table column"}
"""What can inherit, and what its columns are."""
NOT_CARRIED = frozenset(
    {
        "clustered", "compression", "identifies", "identity_options", "identity_persistence", "identity_sequence",
        "name", "of", "options", "tablespace",
    }
)  # fmt: skip
"""Properties that are changed in the named table alone."""
SELECT: LiteralString = """
        SELECT c.oid AS _oid, inhrelid AS _parent, inhparent,
               CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
               row_number() OVER (PARTITION BY inhrelid ORDER BY inhseqno)::int AS number,
               array(SELECT quote_ident(conname) FROM pg_constraint o
                     WHERE conrelid = inhparent AND contype = 'c' AND NOT connoinherit AND NOT EXISTS (
                           SELECT FROM pg_constraint h WHERE h.conrelid = inhrelid AND h.conname = o.conname
                                  AND h.contype = 'c' AND NOT h.convalidated AND NOT h.conislocal)
                     ORDER BY 1) AS checks,
               array(SELECT quote_ident(attname) FROM pg_attribute
                     WHERE attrelid = inhparent AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns,
"""
FROM: LiteralString = """
        FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid AND c.relkind IN ('r', 'p', 'f')
        WHERE inhrelid >= 16384
"""


@dataclass(frozen=True, kw_only=True)
class Inheritance(Object):
    """One table inherits from another: an object of its own, for tables are attached and detached with their rows."""

    of: str
    bound: str | None
    """FOR VALUES ... or DEFAULT of a partition."""
    number: int
    """Which of several parents it is."""
    of_type: str = field(compare=False)
    child: str = field(compare=False)
    child_type: str = field(compare=False)
    """A heir, and a parent outside of partitioning, may be a foreign table."""
    checks: list[str] = field(compare=False)
    columns: list[str] = field(compare=False)
    """What the parent has, and the heir must have; a check that comes NOT VALID with the parent's comes later."""
    named: list[str] = field(compare=False)
    """Lines for the NOT NULL of columns that the heir has from its parents under another name than they (18)."""

    kind = "inheritance"
    catalog = "pg_inherits"
    rare = "pg_inherits"
    inlines = True
    query = SELECT + "'{}'::text[] AS named" + FROM
    query_18: ClassVar[LiteralString] = (
        SELECT
        + """CASE WHEN inhseqno > 1 THEN '{}' ELSE array(
                  SELECT 'CONSTRAINT ' || quote_ident(o.conname) || ' NOT NULL ' || quote_ident(a.attname)
                  FROM pg_constraint o JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = o.conkey[1]
                  WHERE o.conrelid = inhrelid AND o.contype = 'n' AND o.coninhcount > 0 AND o.convalidated
                        AND NOT a.attislocal AND NOT EXISTS (
                            SELECT FROM pg_inherits j JOIN pg_constraint w ON w.conrelid = j.inhparent
                                   AND w.contype = 'n' AND w.conname = o.conname
                            WHERE j.inhrelid = o.conrelid)
                  ORDER BY a.attnum) END AS named"""
        + FROM
    )

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """18 has names for NOT NULL, and lets nobody rename what is inherited."""
        return cls.query_18 if version >= 180000 else cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve the parent; False where that is no table of ours."""
        of = reading.address("pg_class", values.pop("inhparent"))
        if of is None or of.type not in COLUMN:
            return False
        values["of"], values["of_type"] = of.identity, of.type
        values["child"], values["child_type"] = values["parent"].identity, values["parent"].type
        values["identity"] = f"{values['child']} from {of.identity}"
        return True

    def needs(self) -> Iterator[Address]:
        """The parent."""
        yield self.above

    @property
    def place(self) -> int:
        """Parents are added in their order."""
        return self.number

    @property
    def above(self) -> Address:
        """The parent."""
        return Address(self.of_type, self.of)

    @property
    def below(self) -> Address:
        """The heir."""
        return Address(self.child_type, self.child)

    def after(self) -> Iterator[Address]:
        """On both sides the columns and checks of the parent: an heir has them before it inherits."""
        for name in self.columns:
            yield Address(COLUMN[self.of_type], f"{self.of}.{name}")
            yield Address(COLUMN[self.child_type], f"{self.child}.{name}")
            # An heir that is made has the defaults that its parent has by then.
            yield Address("default value", f"for {self.of}.{name}")
        for name in self.checks:
            yield Address("table constraint", f"{name} on {self.of}")
            yield Address("table constraint", f"{name} on {self.child}")

    def stands_for(self) -> tuple[Address, Address]:
        """An heir is not lost with its parent if it is detached before."""
        return self.below, self.above

    def inline_in(self, host: Object) -> bool:
        """In the CREATE TABLE of the heir."""
        return isinstance(host, Table | ForeignTable)

    def inline(self, parts: Sequence[Object]) -> str | None:
        """The table says it behind the parentheses, within which is what it has names of its own for."""
        return ",\n    ".join(self.named) or None

    def names(self, column: Column) -> bool:
        """True if the heir is made with a name of its own for the NOT NULL of a column."""
        return f"CONSTRAINT {column.not_null_name} NOT NULL {column.name}" in self.named

    def finish(self) -> Iterator[str]:
        """Nothing is left over."""
        yield from ()

    def create(self) -> Iterator[str]:
        """ATTACH PARTITION, or INHERIT."""
        if self.bound:
            yield f"ALTER TABLE {self.of} ATTACH PARTITION {self.child} {self.bound}"
        else:
            yield f"ALTER TABLE {self.child} INHERIT {self.of}"

    def drop(self) -> Iterator[str]:
        """DETACH PARTITION, or NO INHERIT."""
        if self.bound:
            yield f"ALTER TABLE {self.of} DETACH PARTITION {self.child}"
        else:
            yield f"ALTER TABLE {self.child} NO INHERIT {self.of}"


@dataclass(frozen=True)
class Between:
    """Two catalogues, and what of the old one is dropped, or dropped and made again, on the way."""

    old: Catalog
    new: Catalog
    drops: AbstractSet[Address]

    def makes(self, address: Address) -> bool:
        """True of what comes into being on the way."""
        return address in self.new.objects and (address not in self.old.objects or address in self.drops)


def heirs(between: Between, table: Address) -> Iterator[Inheritance]:
    """Yield what ties heirs to a table all the way."""
    for address in _links(between.old, table):
        link = between.old.objects.get(address)
        if not isinstance(link, Inheritance) or link.above != table:
            continue
        if address in between.new.objects and address not in between.drops:
            yield link


def _links(catalog: Catalog, table: Address) -> list[Address]:
    """What of all that depends on a table is a tie, to its heirs or to its parents."""
    return sorted(a for a in catalog.dependents.get(table, ()) if a.type == Inheritance.kind)


def passed_on(made: Object, between: Between) -> Iterator[Object]:
    """Yield what comes into being in heirs when ``made`` is created."""
    match made:
        case Inheritance(parent=child):
            if child is not None and between.makes(child):
                yield from _at_birth(made, between.new)
            yield from _attached_with(made, between)
        case Column(parent=table) | Constraint(parent=table) if table and not between.makes(table):
            yield from _to_heirs(made, table, between)
    if isinstance(made, Attached) and not (isinstance(made, Index) and not made.valid):
        yield from _attached_to(made, between)


def _attached_with(link: Inheritance, between: Between) -> Iterator[Attached]:
    """What a new partition gets for what its parent has."""
    for part in _attached(between.new, link):
        whole = between.new.objects.get(Address(part.kind, str(part.of)))
        if isinstance(whole, Attached) and _comes_with_link(part, between):
            yield part.as_made(whole)


def _attached_to(whole: Attached, between: Between) -> Iterator[Attached]:
    """What the partitions get when their parent gets ``whole``."""
    for address in _links(between.new, whole.parent) if whole.parent else ():
        link = between.new.objects[address]
        for part in _attached(between.new, link) if isinstance(link, Inheritance) else ():
            ours = (part.kind, part.of) == (whole.kind, whole.identity)
            if ours and not _comes_with_link(part, between):
                yield part.as_made(_at_first(whole, between))


def _at_first(whole: Attached, between: Between) -> Attached:
    """What is made together with one further up, as it is before anything is altered."""
    above = between.new.objects.get(Address(whole.kind, str(whole.of)))
    if isinstance(above, Attached) and between.makes(whole.address):
        return whole.as_made(_at_first(above, between))
    return whole


def _comes_with_link(part: Attached, between: Between) -> bool:
    """True if it is made when the table is attached, False if when its whole is made."""
    whole = between.new.objects.get(Address(part.kind, str(part.of)))
    if whole is None or not between.makes(Address("inheritance", str(part.link))):
        return False
    if not between.makes(whole.address) or _is_inline(whole):
        return True
    # What its table has for the one above comes before the tables below, or after them.
    return isinstance(whole, Attached) and whole.of is not None and _comes_with_link(whole, between)


def _is_inline(whole: Object) -> bool:
    """True of what is made in the CREATE TABLE of the parent, when there is no partition yet."""
    return isinstance(whole, Constraint) and whole.type != "f"


def _attached(catalog: Catalog, link: Inheritance) -> Iterator[Attached]:
    for address in sorted(catalog.children.get(link.below, ())):
        part = catalog.objects[address]
        if isinstance(part, Attached) and part.link == link.identity:
            yield part


def _at_birth(link: Inheritance, new: Catalog) -> Iterator[Object]:
    for address in sorted(new.children.get(link.above, ())):
        part = new.objects[address]
        own = new.objects.get(_in(link, part)) if isinstance(part, Column | Constraint) else None
        declared = isinstance(own, Column | Constraint) and own.inherited_from is None
        if not declared:
            for made in _inherited(part, link, new):
                yield _checked(_named(made, own, link), link)
        default = _default(part, new)
        # A column that the heir declares itself says its default in its own line.
        if default and not (declared and own and _default(own, new)):
            yield _of_heir(default, link)


def _named(made: Object, own: Object | None, link: Inheritance) -> Object:
    """Its NOT NULL may have been given a name of its own."""
    if isinstance(made, Column) and isinstance(own, Column) and link.names(own):
        return replace(made, not_null_name=own.not_null_name, not_null=True)
    return made


def _checked(made: Object, link: Inheritance) -> Object:
    """What a table has from the start is valid, whatever its parent's is."""
    if isinstance(made, Constraint) and made.name in link.checks:
        return replace(made, definition=made.definition.removesuffix(" NOT VALID"))
    return made


def _to_heirs(made: Object, table: Address, between: Between) -> Iterator[Object]:
    for link in heirs(between, table):
        if _declared(made, link, between):
            continue
        yield from _inherited(made, link, between.new)
        if default := _default(made, between.new):
            yield _of_heir(default, link)
        yield from _to_heirs(made, link.below, between)


def _declared(made: Object, link: Inheritance, between: Between) -> bool:
    """True if the heir gets it by a statement of its own as well."""
    own = between.new.objects.get(_in(link, made))
    local = isinstance(own, Column | Constraint) and own.inherited_from is None
    return own is not None and local and between.makes(own.address)


def merged(made: Object, between: Between) -> Iterator[Address]:
    """Yield what must be there before a table gets ``made``, for its heirs to have it as they should."""
    if isinstance(made, Column) or (isinstance(made, Constraint) and made.type == "c"):
        for link in heirs(between, made.parent) if made.parent else ():
            if _declared(made, link, between):
                yield _in(link, made)
    if isinstance(made, Constraint):
        # What is there when it is added is not checked.
        yield from (Address("inheritance", f"{heir} from {made.table}") for heir in made.unchecked_in)


def _inherited(part: Object, link: Inheritance, new: Catalog) -> Iterator[Object]:
    if isinstance(part, Column):
        # Partitions share the identity of their parent since 17, other heirs have none.
        kind = part.identity_kind if link.bound and new.version >= 170000 else None
        none = dict.fromkeys(("statistics", "identity_options", "identity_sequence", "identity_persistence"))
        yield _of_heir(part, link, options=[], identity_kind=kind, **none)
    elif isinstance(part, Constraint) and part.inheritable:
        yield _of_heir(part, link)


def _default(column: Object, catalog: Catalog) -> Default | None:
    found = catalog.objects.get(Address("default value", f"for {column.identity}"))
    return found if isinstance(found, Default) else None


def _of_heir(part: Object, link: Inheritance, **values: Any) -> Object:
    """The same in the heir."""
    if isinstance(part, Default):
        values |= {"parent": Address(COLUMN[link.child_type], f"{link.child}.{part.name}")}
    else:
        values |= {"parent": link.parent, "inherited_from": link.of}
    values |= {"identity": _in(link, part).identity, "schema": link.schema, "table": link.child}
    if isinstance(part, Column) and link.child_type == "foreign table":
        columns = {f.name: getattr(part, f.name) for f in fields(Column)}
        return ForeignColumn(**columns | {"fdw_options": [], "hidden": []} | values)
    return replace(part, **values)


def _in(link: Inheritance, part: Object) -> Address:
    """The address that a part of the parent has in the heir."""
    match part:
        case Column():
            return Address(COLUMN[link.child_type], f"{link.child}.{part.name}")
        case Default():
            return Address(part.kind, f"for {link.child}.{part.name}")
        case Constraint():
            return Address(part.kind, f"{part.name} on {link.child}")
    raise TypeError(part.kind)


def followers(part: Object, between: Between) -> Iterator[Object]:
    """Yield, as they are now, the parts of heirs that PostgreSQL alters together with a part of a table."""
    if not isinstance(part, Column | Constraint | Trigger) or part.parent is None:
        return
    for link in heirs(between, part.parent):
        if isinstance(part, Column) or (isinstance(part, Constraint) and part.type == "c"):
            heir = between.old.objects.get(_in(link, part))
            yield from [heir] if heir else []
        else:
            yield from (
                a for a in _attached(between.old, link) if (a.kind, a.of) == (part.kind, part.identity)
            )


def taken_along(part: Object, between: Between) -> Iterator[Object]:
    """Yield the parts of heirs that are dropped together with a part of a table."""
    for heir in followers(part, between):
        if isinstance(heir, Column | Constraint) and heir.inherited_from is not None:
            yield heir


def carried(before: Object, after: Object, heir: Object) -> Object:
    """What ``heir`` becomes when the alteration of its parent's part is carried over to it.

    A column that is NOT NULL by itself keeps its own constraint.
    """
    names = after.changed(before) - NOT_CARRIED - {"parent"}
    if isinstance(heir, Column) and not heir.shares_identity:
        names -= {"identity_kind"}
    if "not_null_no_inherit" in names and isinstance(after, Column) and not after.not_null_no_inherit:
        names |= {"not_null", "not_null_name"}
    if "not_null" in names and isinstance(heir, Column) and heir.not_null:
        names -= {"not_null_name"}
    return replace(heir, **{name: getattr(after, name) for name in names})
