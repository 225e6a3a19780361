"""What identity columns count with: the sequence that comes with each (``pg_sequence``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString, Protocol

from schemadiff.kinds.asks import beyond
from schemadiff.model import Address, Question

KINDS = {"a": "ALWAYS", "d": "BY DEFAULT"}
SEQUENCES: LiteralString = """
         LEFT JOIN (SELECT refobjid, refobjsubid, nspname, relname, relpersistence,
                           ARRAY[seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle::int] AS options
                    FROM pg_sequence JOIN pg_class ON oid = seqrelid JOIN pg_namespace s ON s.oid = relnamespace
                         -- OFFSET has each looked up by what depends: otherwise all is read that depends on a relation.
                         CROSS JOIN LATERAL (
                            SELECT refobjid, refobjsubid FROM pg_depend
                            WHERE objid = seqrelid AND deptype = 'i'
                                  AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass OFFSET 0) d) q
              ON refobjid = attrelid AND refobjsubid = attnum
"""


class Counted(Protocol):
    """A column that may count."""

    @property
    def shares_identity(self) -> bool:
        """True of a partition's that counts with its parent's."""

    @property
    def schema(self) -> str | None:
        """Its table's, which is the sequence's as well."""

    @property
    def data_type(self) -> str:
        """The type that it counts in."""

    @property
    def identity_kind(self) -> str | None:
        """``attidentity``."""

    @property
    def identity_options(self) -> list[int] | None:
        """Start, increment, least, most, cache, cycle."""

    @property
    def identity_sequence(self) -> str | None:
        """The sequence."""

    @property
    def identity_usual(self) -> bool:
        """True if it is called as PostgreSQL calls it."""

    @property
    def table_persistence(self) -> str:
        """LOGGED or UNLOGGED, as its table is."""

    @property
    def identity_persistence(self) -> str | None:
        """LOGGED or UNLOGGED where it is not as its table is."""


def generation(column: Counted) -> str:
    """GENERATED ... AS IDENTITY, with what is not as usual."""
    start, increment, low, high, cache, cycle = column.identity_options or (1, 1, 1, 0, 1, 0)
    words = [] if column.identity_usual else [f"SEQUENCE NAME {column.identity_sequence}"]
    usual = {"smallint": 2**15 - 1, "integer": 2**31 - 1}.get(column.data_type, 2**63 - 1)
    if (start, increment, low, high, cache, cycle) != (1, 1, 1, usual, 1, 0):
        words.append(
            f"START WITH {start} INCREMENT BY {increment} MINVALUE {low} MAXVALUE {high} CACHE {cache}"
            f"{' CYCLE' if cycle else ''}"
        )
    options = f" ({' '.join(words)})" if words else ""
    return f"GENERATED {KINDS[str(column.identity_kind)]} AS IDENTITY{options}"


def own_kind(column: Counted) -> str | None:
    """Which identity it is by itself; what a partition has of its parent's comes and goes with the parent."""
    return None if column.shares_identity else column.identity_kind


def alter_identity(new: Counted, old: Counted, head: str) -> Iterator[str]:
    """Yield what makes a column count as ``new`` does; ``head`` ends with ALTER COLUMN and its name."""
    counted = own_kind(old)
    if not counted:
        yield f"{head} ADD {generation(new)}"
    elif old.identity_sequence and new.identity_sequence not in (None, old.identity_sequence):
        name = str(new.identity_sequence).removeprefix(f"{new.schema}.")
        yield f"ALTER SEQUENCE {old.identity_sequence} RENAME TO {name}"
    if counted and (words := _changes(new, old)):
        yield f"{head} {words}"
    # A new sequence is as its table, and becomes so once more when that changes.
    as_table = not counted or old.table_persistence != new.table_persistence
    there = new.table_persistence if as_table else old.identity_persistence or old.table_persistence
    if (wanted := new.identity_persistence or new.table_persistence) != there:
        yield f"ALTER SEQUENCE {new.identity_sequence} SET {wanted}"


def narrowed(new: Counted, old: Counted) -> bool:
    """True if its sequence must count less far before its type does: bounds that are not the type's own do not follow."""
    if not own_kind(new) or not own_kind(old) or not new.identity_options or not old.identity_options:
        return False
    (low, high), (was_low, was_high) = new.identity_options[2:4], old.identity_options[2:4]
    return low >= was_low and high < was_high


def ask_counter(new: Counted, old: Counted) -> Iterator[Question]:
    """Yield the question for a counter that new bounds leave out."""
    if not own_kind(new) or not own_kind(old) or not new.identity_options or not old.identity_options:
        return
    (low, high), (was_low, was_high) = new.identity_options[2:4], old.identity_options[2:4]
    if low > was_low or high < was_high:
        yield beyond(Address("sequence", str(new.identity_sequence)), str(old.identity_sequence), low, high)


def _changes(new: Counted, old: Counted) -> str:
    same = new.identity_kind == old.identity_kind
    words = [] if same else [f"SET GENERATED {KINDS[str(new.identity_kind)]}"]
    if new.identity_options and new.identity_options != old.identity_options:
        start, increment, low, high, cache, cycle = new.identity_options
        words.append(
            f"SET START WITH {start} SET INCREMENT BY {increment} SET MINVALUE {low} SET MAXVALUE {high} "
            f"SET CACHE {cache} SET {'CYCLE' if cycle else 'NO CYCLE'}"
        )
    return " ".join(words)
