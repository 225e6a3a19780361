"""Triggers on tables and views (``pg_trigger``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemadiff.model import MustReplace, Object, Reading

ENABLED = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


@dataclass(frozen=True, kw_only=True)
class Trigger(Object):
    """A trigger, ``pg_get_triggerdef()``, and when it fires."""

    definition: str
    enabled: str
    name: str = field(compare=False)
    table: str = field(compare=False)

    kind = "trigger"
    catalog = "pg_trigger"
    rebuildable = True
    query = """
        SELECT t.oid AS _oid, tgrelid AS _parent, quote_ident(tgname) AS name,
               pg_get_triggerdef(t.oid) AS definition, tgenabled::text AS enabled
        FROM pg_trigger t WHERE t.oid >= 16384 AND NOT tgisinternal AND tgparentid = 0
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its relation."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['name']} on {values['table']}"

    def create(self) -> Iterator[str]:
        """CREATE TRIGGER."""
        yield self.definition
        if self.enabled != "O":
            yield from self._enable()

    def _enable(self) -> Iterator[str]:
        yield f"ALTER TABLE {self.table} {ENABLED[self.enabled]} TRIGGER {self.name}"

    def alter(self, old: Object) -> Iterator[str]:
        """Enabled state in place."""
        if self.changed(old) != {"enabled"}:
            raise MustReplace
        yield from self._enable()
