"""Alterations of several columns of a table in one statement, so that PostgreSQL goes through the rows once for all.

ALTER TABLE does all that its subcommands ask for in one pass over the table (manual, "ALTER TABLE", Notes): two columns
that get another type rewrite it once, and not twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from schemadiff.kinds.column import Column
from schemadiff.kinds.sequence import Sequence
from schemadiff.model import Address, Catalog, Statement, Verb

GOING_THROUGH = ("TYPE ", "SET NOT NULL", "SET EXPRESSION ")
"""What ALTER COLUMN does with every row."""


@dataclass
class _Open:
    """What another statement about the same table can join."""

    place: int
    """The place of the last statement that goes through its rows; -1 if there is none."""
    since: set[Address]
    """The columns of the table that were altered after it."""


@dataclass
class _OpenTables:
    """What is open, by table."""

    tables: dict[Address, _Open] = field(default_factory=dict)
    tied: Address | None = None
    """The only open table, if its columns change with those of others: nothing then moves past statements about others."""

    def close(self) -> None:
        """Let nothing join what came so far."""
        self.tables.clear()
        self.tied = None

    def of(self, column: Column, whole: Address) -> _Open:
        """Return what is open of a column's table, and close what must not be moved past a statement about it."""
        at = self.tables.get(whole) or _Open(-1, set())
        tied = bool(column.has_children or column.inherited_from or column.of_type)
        if tied or self.tied not in (None, whole):
            self.close()
        if tied:
            self.tied = whole
        self.tables[whole] = at
        return at


def joined(statements: Iterable[Statement], *catalogs: Catalog) -> tuple[Statement, ...]:
    """Return the statements with those joined that each go through all rows of the same table.

    A statement moves forward to the one that it joins: past alterations of other columns, and past dropped sequences.
    """
    found: list[Statement] = []
    opened = _OpenTables()
    for statement in statements:
        column = _column(statement, catalogs)
        if statement.apart or (column is None and not _nothing_waits_for(statement)):
            opened.close()
        if column is None:
            found.append(statement)
            continue
        table = column.parent
        assert table is not None
        at = opened.of(column, table)
        if not _alteration(statement, table):
            at.since.add(statement.address)
        elif at.place >= 0 and statement.address not in at.since:
            found[at.place] = _join(found[at.place], statement, table)
            continue
        else:
            at.place, at.since = len(found), set()
        found.append(statement)
    return tuple(found)


def _nothing_waits_for(statement: Statement) -> bool:
    """True if a sequence is dropped: it is that of a column that has another one by now, or none."""
    return statement.verb is Verb.DROP and statement.address.type == Sequence.kind


def _column(statement: Statement, catalogs: Iterable[Catalog]) -> Column | None:
    """The column that a statement alters; None if it does something else, or something that others may wait for."""
    obj = next((c.objects[statement.address] for c in catalogs if statement.address in c.objects), None)
    if not isinstance(obj, Column) or statement.verb is not Verb.ALTER:
        return None
    return None if statement.sql.startswith("SET ") or "DROP EXPRESSION" in statement.sql else obj


def _alteration(statement: Statement, table: Address) -> str:
    """The subcommand of a statement that goes through all rows; empty if it does something else."""
    head = f"ALTER TABLE {table.identity} "
    name = statement.address.identity.removeprefix(f"{table.identity}.")
    column = f"ALTER COLUMN {name} "
    said = statement.sql.removeprefix(head)
    goes = said != statement.sql and said.startswith(tuple(column + words for words in GOING_THROUGH))
    return said if goes else ""


def _join(one: Statement, other: Statement, table: Address) -> Statement:
    first = one.sql.removeprefix(f"ALTER TABLE {table.identity}").strip()
    losses = [one.effects.loses_data]
    # Two columns of one type lose the same.
    losses += [other.effects.loses_data] if other.effects.loses_data not in losses[0] else []
    reasons = dict.fromkeys(filter(None, (one.reason, other.reason)))
    effects = replace(
        one.effects,
        loses_data=", ".join(filter(None, losses)),
        rewrites=one.effects.rewrites or other.effects.rewrites,
        scans=one.effects.scans or other.effects.scans,
    )
    kept = dict.fromkeys(filter(None, (one.not_online, other.not_online)))
    return replace(
        one,
        sql=f"ALTER TABLE {table.identity}\n    {first},\n    {_alteration(other, table)}",
        address=one.address if one.address == other.address else table,
        part_of=one.part_of if one.address == other.address else None,
        reason="; ".join(reasons),
        not_online="; ".join(kept),
        effects=effects,
        asks=(*one.asks, *other.asks),
    )
