"""A unique constraint takes over an index that was built CONCURRENTLY."""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.model import Statement
from schemadiff.online.strategy import Place, Safer

UNIQUE = {"UNIQUE ": "", "UNIQUE NULLS NOT DISTINCT ": " NULLS NOT DISTINCT"}
DEFERRED = ("", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED")


def safer(statement: Statement, place: Place) -> Safer | None:
    """The index first, then the constraint, in an instant."""
    obj = place.made(statement)
    if not isinstance(obj, Constraint) or obj.type != "u" or obj.of or obj.options or obj.tablespace:
        return None
    keys = f"({', '.join(obj.columns)})"
    for begins, nulls in UNIQUE.items():
        rest = obj.definition.removeprefix(f"{begins}{keys}")
        if rest in DEFERRED and statement.sql.endswith(obj.definition):
            build = f"CREATE UNIQUE INDEX CONCURRENTLY {obj.name} ON {obj.table} {keys}{nulls}"
            add = f"ALTER TABLE {obj.table} ADD CONSTRAINT {obj.name} UNIQUE USING INDEX {obj.name}{rest}"
            return Safer(later=((build,), (add,)))
    return None
