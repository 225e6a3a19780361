"""The identity of columns (``GENERATED ... AS IDENTITY``) and its sequence (``pg_sequence``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString, Protocol

from schemadiff.kinds.asks import outside_bounds
from schemadiff.kinds.casts import BOUNDS
from schemadiff.kinds.counter import Counting
from schemadiff.model import Address, Question

KINDS = {"a": "ALWAYS", "d": "BY DEFAULT"}
SEQUENCES: LiteralString = """
         LEFT JOIN (SELECT refobjid, refobjsubid, nspname, relname, relpersistence,
                           ARRAY[seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle::int] AS options,
                           format_type(seqtypid, NULL) AS data_type
                    FROM pg_sequence JOIN pg_class ON oid = seqrelid JOIN pg_namespace s ON s.oid = relnamespace
                         -- OFFSET forces a look-up by dependent: otherwise all dependencies on relations are read.
                         CROSS JOIN LATERAL (
                            SELECT refobjid, refobjsubid FROM pg_depend
                            WHERE objid = seqrelid AND deptype = 'i'
                                  AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass OFFSET 0) d) q
              ON refobjid = attrelid AND refobjsubid = attnum
"""


class Counted(Protocol):
    """A column that may be an identity column."""

    @property
    def shares_identity(self) -> bool:
        """True for a column of a partition that uses the sequence of its parent's."""

    @property
    def schema(self) -> str | None:
        """The schema of its table and of its sequence."""

    @property
    def data_type(self) -> str:
        """The type of the column."""

    @property
    def identity_type(self) -> str | None:
        """The type of its sequence."""

    @property
    def identity_kind(self) -> str | None:
        """``attidentity``."""

    @property
    def identity_options(self) -> list[int] | None:
        """Start, increment, minimum, maximum, cache, cycle."""

    @property
    def identity_sequence(self) -> str | None:
        """The identity of its sequence."""

    @property
    def identity_usual(self) -> bool:
        """True if the sequence has the name that PostgreSQL chooses."""

    @property
    def inherited_from(self) -> str | None:
        """The parent table, if its own table does not declare the column."""

    @property
    def table_persistence(self) -> str:
        """LOGGED or UNLOGGED, as the table."""

    @property
    def identity_persistence(self) -> str | None:
        """LOGGED or UNLOGGED if the sequence differs from the table."""


def generation(column: Counted) -> str:
    """Return GENERATED ... AS IDENTITY, with the options that are not the defaults."""
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


def usable(options: list[int], data_type: str) -> list[int]:
    """Return the options with bounds that a column of that type can hold.

    ALTER SEQUENCE ... AS and LIKE ... INCLUDING IDENTITY make sequences of a wider type than the column's. Neither
    pg_dump nor any statement for the column can say so, and numbers outside of the column's type fail either way.
    """
    start, increment, low, high, cache, cycle = options
    end = BOUNDS[data_type]
    return [start, increment, max(low, -end), min(high, end - 1), cache, cycle]


def own_kind(column: Counted) -> str | None:
    """Return the kind of the column's own identity; None if it shares the parent's, with which it comes and goes."""
    return None if column.shares_identity else column.identity_kind


def alter_identity(new: Counted, old: Counted, head: str, *, retyped: bool = False) -> Iterator[str]:
    """Yield the statements that alter the identity of a column; ``head`` ends with ALTER COLUMN and its name.

    If the column is ``retyped``, ALTER TYPE has run and has given its sequence the same type.
    """
    counted = own_kind(old)
    if not counted:
        yield f"{head} ADD {generation(new)}"
    elif old.identity_sequence and new.identity_sequence not in (None, old.identity_sequence):
        name = str(new.identity_sequence).removeprefix(f"{new.schema}.")
        yield f"ALTER SEQUENCE {old.identity_sequence} RENAME TO {name}"
    if counted and (words := _changes(new, old, moved=retyped and _moves_with_type(old))):
        if (both := _counting(new, old)) is not None:
            if not retyped and _too_narrow(both[0], old):
                sequence = new.identity_sequence or old.identity_sequence
                yield f"ALTER SEQUENCE {sequence} AS {old.data_type}"
            now, was = both
            yield from now.moves(
                was.within(new.data_type), str(new.identity_sequence or old.identity_sequence)
            )
        yield f"{head} {words}"
    # A new sequence is LOGGED or UNLOGGED as its table, and follows when the table changes.
    as_table = not counted or old.table_persistence != new.table_persistence
    there = new.table_persistence if as_table else old.identity_persistence or old.table_persistence
    if (wanted := new.identity_persistence or new.table_persistence) != there:
        yield f"ALTER SEQUENCE {new.identity_sequence} SET {wanted}"


def _counting(new: Counted, old: Counted) -> tuple[Counting, Counting] | None:
    """Return how the sequence counts and how it counted; None if the column has, or had, none of its own."""
    if not own_kind(new) or not own_kind(old) or not new.identity_options or not old.identity_options:
        return None
    return Counting(*new.identity_options[:4]), Counting(*old.identity_options[:4])


def narrowed(new: Counted, old: Counted) -> bool:
    """Return True if the bounds must be narrowed before the type changes: custom bounds do not follow the type."""
    both = _counting(new, old)
    return both is not None and both[0].low >= both[1].low and both[0].high < both[1].high


def lost(new: Counted, old: Counted, counter: str) -> str:
    """Return what is lost of ``counter`` when the sequence goes or gets other bounds; empty if nothing is."""
    if own_kind(old) and not new.identity_kind and not new.inherited_from:
        return counter
    both = _counting(new, old)
    where = both[0].where_lost(both[1]) if both else ""
    return f"{counter}{where}" if where else ""


def ask_counter(new: Counted, old: Counted) -> Iterator[Question]:
    """Yield the question for a counter outside of new bounds, unless the plan moves it."""
    both = _counting(new, old)
    if both is None or both[0].leaves_out(both[1]):
        return
    now, was = both
    if now.low > was.low or now.high < was.high:
        yield outside_bounds(
            Address("sequence", str(new.identity_sequence)), str(old.identity_sequence), now.low, now.high
        )


def _too_narrow(now: Counting, old: Counted) -> bool:
    """Return True if the sequence has a type that is narrower than the column's and that new bounds do not fit."""
    return bool(old.identity_type) and now != now.within(str(old.identity_type))


def _moves_with_type(old: Counted) -> bool:
    """Return True if ALTER TYPE may move bounds of the sequence: those that are the limits of its type."""
    _, _, low, high, *_ = old.identity_options or (0, 0, 0, 0)
    # If its type is wider than the column's, its real bounds may be wider than those that the column can use.
    ends = [BOUNDS[name] for name in (old.data_type, old.identity_type or old.data_type)]
    return any(low == -end or high == end - 1 for end in ends)


def _changes(new: Counted, old: Counted, *, moved: bool) -> str:
    same = new.identity_kind == old.identity_kind
    words = [] if same else [f"SET GENERATED {KINDS[str(new.identity_kind)]}"]
    if new.identity_options and (moved or new.identity_options != old.identity_options):
        start, increment, low, high, cache, cycle = new.identity_options
        words.append(
            f"SET START WITH {start} SET INCREMENT BY {increment} SET MINVALUE {low} SET MAXVALUE {high} "
            f"SET CACHE {cache} SET {'CYCLE' if cycle else 'NO CYCLE'}"
        )
    return " ".join(words)
