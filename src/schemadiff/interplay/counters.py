"""Counters of new sequences for columns that have rows: they must not hand out the same numbers again.

PostgreSQL cannot make a sequence the identity of a column. Where a serial column becomes an identity column, or the other
way round, the new sequence is created beside the old one, continues where that one is, and only then does the old one
go. A column without a sequence that gets one continues after its own values, and one of a new table after those of the
tables that are attached to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from psycopg.sql import quote

from schemadiff.interplay.between import Between
from schemadiff.interplay.child_tables import links
from schemadiff.kinds.casts import BOUNDS
from schemadiff.kinds.column import Column
from schemadiff.kinds.counter import Counting
from schemadiff.kinds.default import Default
from schemadiff.kinds.foreign_table import ForeignColumn, ForeignTable
from schemadiff.kinds.identity import own_kind
from schemadiff.kinds.identity_sequence import IdentitySequence
from schemadiff.kinds.inheritance import COLUMN, Inheritance
from schemadiff.kinds.sequence import Sequence
from schemadiff.model import Address, Catalog, Object

DEFAULTING = frozenset({Default.kind})
"""The kinds that can make a column count."""
NUMBERING = frozenset({Column.kind, ForeignColumn.kind})
"""The kinds that hold the numbers that a new sequence continues after."""


@dataclass(frozen=True)
class Continued:
    """A column whose new sequence continues to count where its dropped one is."""

    column: Address
    old: Address
    """The sequence that is dropped."""
    new: Address
    """The sequence that is created."""
    was: Counting
    """How the old one counted."""
    fit: Counting
    """The same within the type of the column: other values cannot have been inserted."""
    now: Counting
    becomes_identity: bool
    """True if the new one is that of an identity column, and is created by altering the column."""

    @property
    def lost(self) -> str:
        """For which values the counter is lost, in words; empty if for none."""
        if self.now.spans(self.fit):
            return ""
        return f"the current value of {self.old}, if it is not between {self.now.low} and {self.now.high}"

    def statement(self, old: str) -> str:
        """Return the statement that sets the new counter, while the old sequence is called ``old``."""
        return self.now.continues(self.was, self.new.identity, old)


def continued(between: Between) -> Iterator[Continued]:
    """Yield the columns of kept tables whose sequence is replaced by one of the other sort."""
    for address in sorted(a for a in between.drops if a.type == Sequence.kind):
        was = between.old.objects[address]
        for before in sorted(_columns(was, between.old)):
            column = between.becomes(before)
            if column is None or not (new := _successor(column, was, between)):
                continue
            as_identity = isinstance(was, Sequence)
            counted = _counting(was, between.old)
            counts = _counting(between.new.objects[new], between.new)
            if counted and counts:
                kept = vars(between.old.objects[before])["data_type"]
                fit = counted.within(kept) if kept in BOUNDS else counted
                yield Continued(column, address, new, counted, fit, counts, as_identity)


@dataclass(frozen=True)
class Numbered:
    """Columns with rows that count with a sequence that is new."""

    columns: tuple[Column, ...]
    by: Address
    """What the plan creates or alters last for them: a column itself, its default, or that its table is attached."""
    sequence: str
    now: Counting
    after: tuple[Address, ...] = field(default=())
    """What else is created or altered for them, and comes before ``by``."""

    @property
    def statement(self) -> str:
        """Return the statement that sets the counter to the last number in the rows; to nothing if there is none."""
        start, increment, low, high = self.now
        last, among = ("max", (start, high)) if increment > 0 else ("min", (low, start))
        first, *others = self.columns
        value, rows = f"{last}({first.name})", first.table
        if others:
            every = (f"SELECT {last}({each.name}) FROM {each.table}" for each in self.columns)
            value, rows = f"{last}(number)", f"({' UNION ALL '.join(every)}) AS numbers(number)"
        # setval() takes no numeric, and a cast of what is an integer would only take place.
        number = value if all(each.holds in BOUNDS for each in self.columns) else f"{value}::bigint"
        return (
            f"SELECT pg_catalog.setval({quote(self.sequence).strip()}, {number}) FROM {rows} "
            f"HAVING {value} BETWEEN {among[0]} AND {among[1]}"
        )


def numbered(between: Between, altered: Iterable[Address], made: Iterable[Address]) -> Iterator[Numbered]:
    """Yield the columns with rows that get a new sequence: those among ``altered``, and those of the defaults ``made``."""
    for address in altered:
        column = between.new.objects[address]
        if isinstance(column, Column) and own_kind(column) and _had_rows(column, between):
            counting = None if own_kind(_as_column(between.was(address))) else _counts(column)
            if counting and column.identity_sequence:
                yield Numbered((column,), address, column.identity_sequence, counting)
    users: dict[Address, list[tuple[Column, Address]]] = {}
    for address in sorted(made):
        default = between.new.objects[address]
        # The column of a platform's table is not in the catalogue.
        having = between.new.objects.get(default.parent) if default.parent else default
        if isinstance(having, Column) and _had_rows(having, between):
            for sequence in _made_for(having, default, between):
                users.setdefault(sequence.address, []).append((having, address))
    for used, using in users.items():
        counts, (*before, last) = between.new.objects[used], [address for _, address in using]
        assert isinstance(counts, Sequence)
        columns = tuple(column for column, _ in using)
        yield Numbered(columns, last, counts.identity, counts.counting, tuple(before))


def numbered_below(between: Between) -> Iterator[Numbered]:
    """Yield the columns of new tables that have a sequence, and get rows with numbers because tables are attached."""
    for table, attached in _filled_by_attaching(between).items():
        if any(link.child_type == ForeignTable.kind for link in links(between.new, table)):
            # They would be read as well, from another server.
            continue
        columns = (between.new.objects[address] for address in sorted(between.new.children.get(table, ())))
        for column in columns:
            if not isinstance(column, Column) or not any(_brings(link, column, between) for link in attached):
                continue
            *before, last = sorted(link.address for link in attached)
            for sequence, counts in _sequences(column, between):
                yield Numbered((column,), last, sequence, counts, tuple(before))


def _filled_by_attaching(between: Between) -> dict[Address, list[Inheritance]]:
    """The tables that are created, and get rows of others that are attached to them or to their children then."""
    found: dict[Address, list[Inheritance]] = {}
    for link in links(between.new, None) if between.inherits else ():
        if not between.makes(link.address) or between.makes(link.below):
            continue
        above = [link]
        while above:
            tables = [each.above for each in above if between.makes(each.above)]
            for table in tables:
                found.setdefault(table, []).append(link)
            above = [each for table in tables for each in _parents(between.new, table)]
    return found


def _parents(catalog: Catalog, table: Address) -> Iterator[Inheritance]:
    """Yield the Inheritance of ``table`` from each of its parents."""
    for address in catalog.children.get(table, ()):
        link = catalog.objects[address]
        if isinstance(link, Inheritance):
            yield link


def _brings(link: Inheritance, column: Column, between: Between) -> bool:
    """Return True if an attached table has a column with numbers for its parent's."""
    inherited = Address(COLUMN[link.child_type], f"{link.child}.{column.name}")
    own = between.new.objects.get(inherited)
    return isinstance(own, Column) and _had_rows(own, between)


def _sequences(column: Column, between: Between) -> Iterator[tuple[str, Counting]]:
    """Yield the created sequence of a created column: that of its identity, or the one that its default uses."""
    if own_kind(column) and column.identity_sequence and (counts := _counts(column)):
        yield column.identity_sequence, counts
    for part in sorted(between.new.children.get(column.address, ())):
        if part.type in DEFAULTING:
            yield from (
                (each.identity, each.counting)
                for each in _made_for(column, between.new.objects[part], between)
            )


def _made_for(column: Column, default: Object, between: Between) -> Iterator[Sequence]:
    """Yield the created sequence whose next number is a column's default, unless that is its parent's."""
    for needed in sorted(between.new.needs.get(default.address, ())):
        obj = between.new.objects.get(needed)
        if not isinstance(obj, Sequence) or not between.makes(needed):
            continue
        number = f"nextval({quote(obj.identity).strip()}::regclass)"
        if vars(default)["expression"] in (number, f"({number})::{column.data_type}"):
            above = Address(Default.kind, f"for {column.inherited_from}.{column.name}")
            if above not in between.new.dependents.get(needed, ()):
                yield obj


def _had_rows(column: Column, between: Between) -> bool:
    """Return True if a column of numbers is kept with its values, and was one before."""
    if between.makes(column.address) or not (column.holds in BOUNDS or column.holds.startswith("numeric")):
        return False
    return _as_column(between.was(column.address)).generated_kind is None


def _as_column(obj: Object) -> Column:
    assert isinstance(obj, Column)
    return obj


def name_by_then(each: Continued, column: Object | None, spare: Object | None) -> str:
    """Return the name of the old sequence when the new one takes its counter: it may have stepped aside for that one.

    ``column`` is the column before it is altered, ``spare`` the sequence under its spare name.
    """
    if spare is not None:
        return spare.identity
    of_identity = column.identity_sequence if isinstance(column, Column) else None
    return of_identity or each.old.identity


def without_counter(column: Object) -> Object:
    """Return the column without its identity: for what else is lost when it changes."""
    return replace(_as_column(column), identity_kind=None, identity_options=None)


def _columns(sequence: Object, catalog: Catalog) -> set[Address]:
    """The columns that take their values from a sequence: as their identity, or by their default."""
    if isinstance(sequence, IdentitySequence):
        return {sequence.parent} if sequence.parent else set()
    defaults = (catalog.objects[a] for a in catalog.dependents.get(sequence.address, ()))
    return {obj.parent for obj in defaults if isinstance(obj, Default) and obj.parent}


def _successor(address: Address, was: Object, between: Between) -> Address | None:
    """The created sequence that a column counts with instead of ``was``; None if that is not of the other sort."""
    column, before = between.new.objects[address], between.was(address)
    if not isinstance(column, Column) or not isinstance(before, Column):
        return None
    parts = [address, *between.new.children.get(address, ())]
    if isinstance(was, Sequence):
        found = parts if own_kind(column) and not own_kind(before) else ()
        kind: type[Object] = IdentitySequence
    else:
        found = [needed for part in parts for needed in between.new.needs.get(part, ())]
        kind = Sequence
    made = (a for a in found if isinstance(between.new.objects.get(a), kind) and between.makes(a))
    return next(made, None)


def _counting(sequence: Object, catalog: Catalog) -> Counting | None:
    if isinstance(sequence, Sequence):
        return sequence.counting
    column = catalog.objects.get(sequence.parent) if sequence.parent else None
    return _counts(column) if isinstance(column, Column) else None


def _counts(column: Column) -> Counting | None:
    options = column.identity_options
    return Counting(*options[:4]) if options else None
