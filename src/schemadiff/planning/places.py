"""Refusals for what the target's tables have lost: the places of dropped columns, which no copy of the schema has.

PostgreSQL gives the place of a dropped column (``pg_attribute.attisdropped``) to no other one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import LiteralString

from psycopg.rows import tuple_row

from schemadiff.comparison.comparison import Comparison
from schemadiff.interplay.between import Between
from schemadiff.interplay.lost_columns import ANEW, NONE, returns_rows
from schemadiff.kinds.column import Column
from schemadiff.model import Address, Refusal, Verb
from schemadiff.planning.route import Route, former_names
from schemadiff.words import count

MOST = 1600
"""MaxHeapAttributeNumber: the dropped ones are among them."""
PLACES: LiteralString = """
    SELECT name, relnatts::int, (SELECT count(*) FROM pg_attribute WHERE attrelid = c.oid AND attisdropped)
    FROM unnest(%s::text[]) AS t (name) JOIN pg_class c ON c.oid = to_regclass(name)
"""


def refusals_of_places(comparison: Comparison, route: Route) -> Iterator[Refusal]:
    """Yield a refusal for each table that has no places left, and each rule that PostgreSQL cannot make for lost ones."""
    drops = frozenset(s.address for s in route.statements if s.verb is Verb.DROP)
    between = Between(route.start, route.desired, drops)
    added = Counter(_tables_of_new_columns(route, between))
    rules = {a: table for a in _made(route) if (table := _returns_rows_of(a, between)) is not None}
    if not added and not rules:
        return
    former = former_names(route)
    names = {former.get(table, table.identity): table for table in (*added, *rules.values())}
    with comparison.target.connect() as conn:
        found = conn.cursor(row_factory=tuple_row).execute(PLACES, [[*names]]).fetchall()
    places = {names[name]: (there, lost) for name, there, lost in found}
    for table, new in sorted(added.items()):
        there, lost = places.get(table, (0, 0))
        if there + new > MOST:
            yield Refusal(
                "columns",
                f"{table} would have more than {MOST} columns: it has {there}, of which {lost} were dropped, "
                f"and gets {count(new, 'new one')}; PostgreSQL counts dropped columns, also those that this plan drops",
                "in a migration of your own, create the table anew, copy its rows and drop the old one",
                exit_code=3,
            )
    for rule, table in sorted(rules.items()):
        if places.get(table, (0, 0))[1]:
            words = f"{rule} has RETURNING, and {table.identity} has lost {count(places[table][1], 'column')}: {NONE}"
            yield Refusal("columns", words, ANEW, exit_code=3)


def _made(route: Route) -> Iterator[Address]:
    yield from (s.address for s in route.statements if s.verb is not Verb.DROP)


def _tables_of_new_columns(route: Route, between: Between) -> Iterator[Address]:
    """Yield the kept table of each column that the plan adds, child tables' with those of their parents."""
    new = route.desired.objects
    for address in (new.keys() - route.start.objects.keys()) | set(_made(route)):
        obj = new.get(address)
        if not isinstance(obj, Column) or obj.parent is None or not between.makes(address):
            continue
        if not between.makes(obj.parent):
            yield obj.parent


def _returns_rows_of(address: Address, between: Between) -> Address | None:
    """Return the kept table of a rule with RETURNING; None of anything else."""
    obj = between.new.objects.get(address)
    if obj is None or not returns_rows(obj) or obj.parent is None or between.makes(obj.parent):
        return None
    return obj.parent
