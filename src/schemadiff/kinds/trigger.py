"""Triggers on tables and views (``pg_trigger``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Self

from schemadiff.kinds.attached import Attached
from schemadiff.model import Address, MustReplace, Object, Reading

ENABLED = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


@dataclass(frozen=True, kw_only=True)
class Trigger(Attached):
    """A trigger (``pg_get_triggerdef()``) and its enabled state."""

    definition: str
    enabled: str
    name: str = field(compare=False)
    table: str = field(compare=False)
    on_partitioned: bool = field(compare=False)
    cared_for: bool = field(compare=False)
    """True if it DEPENDS ON EXTENSION, which OR REPLACE removes."""

    kind = "trigger"
    catalog = "pg_trigger"
    rare = "pg_trigger WHERE NOT tgisinternal"
    printed = ("definition",)
    rebuildable = True
    stays = False
    query = """
        SELECT t.oid AS _oid, t.tgrelid AS _parent, quote_ident(t.tgname) AS name,
               pg_get_triggerdef(t.oid) AS definition, t.tgenabled::text AS enabled,
               quote_ident(o.tgname) AS of, o.tgrelid AS above,
               EXISTS (SELECT FROM pg_class WHERE oid = t.tgrelid AND relkind = 'p') AS on_partitioned,
               EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND objid = t.oid
                                                   AND deptype = 'x') AS cared_for
        FROM pg_trigger t LEFT JOIN pg_trigger o ON o.oid = t.tgparentid
             LEFT JOIN pg_constraint c ON c.oid = t.tgconstraint
        -- 14 marks triggers that partitions have of their parents as internal.
        WHERE t.oid >= 16384 AND (NOT t.tgisinternal OR (t.tgparentid <> 0 AND coalesce(c.contype, 't') = 't'))
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its relation."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['name']} on {values['table']}"
        above = reading.address("pg_class", values.pop("above") or 0)
        values["of"] = f"{values['of']} on {above.identity}" if above else None
        values["link"] = f"{values['table']} from {above.identity}" if above else None

    def needs(self) -> Iterator[Address]:
        """Yield the Inheritance: a detached partition loses the trigger, and gets a new one when it is attached again."""
        if self.link:
            yield Address("inheritance", self.link)

    def create(self) -> Iterator[str]:
        """CREATE TRIGGER."""
        yield self.definition
        if self.enabled != "O":
            yield from self._enable()

    def _enable(self) -> Iterator[str]:
        yield f"ALTER TABLE {self.table} {ENABLED[self.enabled]} TRIGGER {self.name}"

    def alter(self, old: Object) -> Iterator[str]:
        """Change the enabled state, or use OR REPLACE, which lets others read; raise MustReplace where it is no way.

        It replaces no constraint triggers. On a partitioned table it leaves those of the partitions behind when FOR
        EACH ROW becomes FOR EACH STATEMENT (seen on 18).
        """
        assert isinstance(old, Trigger)
        changed = self.changed(old)
        if changed == {"enabled"}:
            yield from self._enable()
            return
        if changed - {"definition", "enabled", "meaning"} or not (old.replaceable and self.replaceable):
            raise MustReplace
        yield self.definition.replace("CREATE TRIGGER", "CREATE OR REPLACE TRIGGER", 1)
        # One that is replaced is enabled.
        if self.enabled != "O":
            yield from self._enable()

    @property
    def replaceable(self) -> bool:
        """True if OR REPLACE replaces it as a whole."""
        plain = self.definition.startswith("CREATE TRIGGER") and self.of is None
        return plain and not self.on_partitioned and not self.cared_for

    def as_made(self, whole: Object) -> Self:
        """Return the same with the enabled state of the parent's."""
        assert isinstance(whole, Trigger)
        return replace(self, enabled=whole.enabled)
