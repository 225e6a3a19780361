"""Alterations of several columns of a table in one statement, so that PostgreSQL goes through the rows once for all.

ALTER TABLE does all that its subcommands ask for in one pass over the table (manual, "ALTER TABLE", Notes): two columns
that get another type rewrite it once, and not twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemadiff.model import Address, Catalog, Statement, Verb

GOING_THROUGH = ("TYPE ", "SET NOT NULL", "SET EXPRESSION ")
"""What ALTER COLUMN does with every row."""


def joined(statements: Iterable[Statement], *catalogs: Catalog) -> tuple[Statement, ...]:
    """Return the statements with those joined that each go through all rows of the same table.

    A statement moves forward to the one that it joins, past others that alter other columns of the same table, and past dropped sequences.
    """
    found: list[Statement] = []
    # The place of the last statement that another one can join, with its table and the columns altered since.
    place, table, since = -1, None, set[Address]()
    for statement in statements:
        if statement.verb is Verb.DROP and statement.address.type == "sequence":
            # It is that of a column that has another one by now, and waits for nothing that follows.
            found.append(statement)
            continue
        whole = _table(statement, catalogs)
        if whole is None or whole != table or statement.apart:
            place, table, since = -1, whole, set()
        if whole is not None and _alteration(statement, whole):
            if place >= 0 and statement.address not in since:
                found[place] = _join(found[place], statement, whole)
                continue
            place, since = len(found), set()
        else:
            since.add(statement.address)
        found.append(statement)
    return tuple(found)


def _table(statement: Statement, catalogs: Sequence[Catalog]) -> Address | None:
    """The table of an altered column; None if the statement does something else, or only sets the search_path."""
    obj = next((c.objects[statement.address] for c in catalogs if statement.address in c.objects), None)
    if obj is None or obj.kind != "table column" or statement.verb is not Verb.ALTER:
        return None
    return None if statement.sql.startswith("SET ") else obj.parent


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
    return replace(
        one,
        sql=f"ALTER TABLE {table.identity}\n    {first},\n    {_alteration(other, table)}",
        address=one.address if one.address == other.address else table,
        part_of=one.part_of if one.address == other.address else None,
        reason="; ".join(reasons),
        effects=effects,
        asks=(*one.asks, *other.asks),
    )
