"""What identity columns count with: the sequence that comes with each (``pg_sequence``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString, Protocol

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


def alter_identity(new: Counted, old: Counted, head: str) -> Iterator[str]:
    """Yield what makes a column count as ``new`` does; ``head`` ends with ALTER COLUMN and its name."""
    if not old.identity_kind:
        yield f"{head} ADD {generation(new)}"
    elif old.identity_sequence and new.identity_sequence not in (None, old.identity_sequence):
        name = str(new.identity_sequence).removeprefix(f"{new.schema}.")
        yield f"ALTER SEQUENCE {old.identity_sequence} RENAME TO {name}"
    if old.identity_kind and (words := _changes(new, old)):
        yield f"{head} {words}"
    if new.identity_persistence != (old.identity_persistence if old.identity_kind else None):
        as_table = "LOGGED" if old.identity_persistence == "UNLOGGED" else "UNLOGGED"
        yield f"ALTER SEQUENCE {new.identity_sequence} SET {new.identity_persistence or as_table}"


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
