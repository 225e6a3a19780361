"""NOT NULL constraints that count a parent which does not have them any more: nobody can drop or rename them (18).

``ALTER TABLE parent DROP COLUMN`` leaves the count (``pg_constraint.coninhcount``) of a child table that keeps the column.
No dump has the count, so no copy of the schema shows what PostgreSQL will refuse on the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from schemadiff.comparison.comparison import Comparison
from schemadiff.kinds.column import Column
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Address, Refusal, Verb
from schemadiff.planning.route import Route
from schemadiff.postgres.round_trips import answers

SINCE = 18
ORPHANED: LiteralString = """
    WITH above AS MATERIALIZED (
        SELECT inhrelid, attname, count(*) AS parents FROM pg_inherits
        JOIN pg_constraint ON conrelid = inhparent AND contype = 'n' AND NOT connoinherit
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] GROUP BY 1, 2)
    SELECT quote_ident(nspname) || '.' || quote_ident(relname) || '.' || quote_ident(a.attname)
    FROM pg_constraint JOIN pg_attribute a ON attrelid = conrelid AND attnum = conkey[1]
         JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace
         LEFT JOIN above ON inhrelid = conrelid AND above.attname = a.attname
    WHERE contype = 'n' AND coninhcount > coalesce(parents, 0)
    ORDER BY 1
"""
WHY = "counts a parent that does not have it any more, so PostgreSQL lets nobody drop or rename it"
MEND = "create the table anew in a migration of your own; only a superuser can mend the count: pg_constraint.coninhcount"


def refusals_of_orphaned(comparison: Comparison, route: Route) -> Iterator[Refusal]:
    """Yield a refusal for each NOT NULL that the plan drops or renames and that PostgreSQL lets nobody drop or rename."""
    if comparison.target.major < SINCE or Inheritance.kind not in route.start.kinds:
        return
    changing = {
        s.address for s in route.statements if s.verb is Verb.ALTER and _loses_its_own(s.address, route)
    }
    if not changing:
        return
    with comparison.target.connect() as conn:
        (found,) = answers(conn, ORPHANED)
    for address in sorted(changing & {Address(Column.kind, str(name)) for (name,) in found}):
        yield Refusal("inheritance", f"NOT NULL of {address} {WHY}", MEND, exit_code=3)


def _loses_its_own(address: Address, route: Route) -> bool:
    was, now = route.start.objects.get(address), route.desired.objects.get(address)
    if not isinstance(was, Column) or not isinstance(now, Column):
        return False
    return was.not_null and was.not_null_name != now.not_null_name
