"""Extended statistics (``pg_statistic_ext``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Self

from schemadiff.model import MustReplace, Name, Object


@dataclass(frozen=True, kw_only=True)
class Statistics(Object):
    """A statistics object (``pg_get_statisticsobjdef()``); the statistics themselves are data."""

    definition: str = field(compare=False)
    """Not compared: it lists columns in the order of the table, which nobody can choose."""
    kinds: list[str]
    columns: list[str]
    expressions: list[str]
    target: int
    """-1 for the default."""

    kind = "statistics object"
    catalog = "pg_statistic_ext"
    printed = ("definition", "expressions")
    rare = "pg_statistic_ext"
    rebuildable = True
    follows_alter = True
    query = """
        SELECT s.oid AS _oid, stxowner AS _owner, quote_ident(nspname) AS schema, stxrelid AS _parent,
               quote_ident(nspname) || '.' || quote_ident(stxname) AS identity,
               pg_get_statisticsobjdef(s.oid) AS definition, array(SELECT unnest(stxkind)::text ORDER BY 1) AS kinds,
               array(SELECT quote_ident(attname) FROM pg_attribute
                     WHERE attrelid = stxrelid AND attnum = ANY (stxkeys) ORDER BY 1) AS columns,
               coalesce(pg_get_statisticsobjdef_expressions(s.oid), '{}') AS expressions, coalesce(stxstattarget, -1)::int AS target
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = stxnamespace
        WHERE s.oid >= 16384
    """

    def hinders(self, before: Object, after: Object) -> bool:
        """Return True if it has a target: PostgreSQL rebuilds it with an altered column, but resets the target."""
        return self.target >= 0

    def create(self) -> Iterator[str]:
        """CREATE STATISTICS."""
        yield self.definition
        if self.target >= 0:
            yield from self._set()

    def _set(self) -> Iterator[str]:
        yield f"ALTER STATISTICS {self.identity} SET STATISTICS {self.target}"

    def twin(self) -> tuple[str, ...]:
        """Return what it is about, which identifies it under any name: a new one has no data until ANALYZE."""
        about = (",".join(self.kinds), ",".join(self.columns), *self.expressions)
        return (self.kind, str(self.parent), str(self.schema), *about)

    def vacate(self, name: Name, spare: str) -> Self:
        """Return the same under the name ``spare``."""
        del name
        return replace(self, identity=f"{self.schema}.{spare}")

    def alter(self, old: Object) -> Iterator[str]:
        """Alter name and target; raise MustReplace for anything else."""
        if not self.changed(old) <= {"identity", "target"}:
            raise MustReplace
        if self.identity != old.identity:
            name = self.identity.removeprefix(f"{self.schema}.")
            yield f"ALTER STATISTICS {old.identity} RENAME TO {name}"
        if "target" in self.changed(old):
            yield from self._set()
