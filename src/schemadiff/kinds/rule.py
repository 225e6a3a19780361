"""Rewrite rules (``pg_rewrite``), without those that implement views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemadiff.kinds.trigger import ENABLED
from schemadiff.model import Object, Reading


@dataclass(frozen=True, kw_only=True)
class Rule(Object):
    """A rule (``pg_get_ruledef()``) and its enabled state."""

    definition: str
    enabled: str
    name: str = field(compare=False)
    table: str = field(compare=False)

    kind = "rule"
    catalog = "pg_rewrite"
    printed = ("definition",)
    rare = "pg_rewrite WHERE oid >= 16384 AND ev_type <> '1'"
    rebuildable = True
    query = """
        SELECT oid AS _oid, ev_class AS _parent, quote_ident(rulename) AS name,
               rtrim(pg_get_ruledef(oid), ';') AS definition, ev_enabled::text AS enabled
        FROM pg_rewrite WHERE oid >= 16384 AND ev_type <> '1'
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its relation."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['name']} on {values['table']}"

    def create(self) -> Iterator[str]:
        """CREATE RULE."""
        yield self.definition
        if self.enabled != "O":
            yield f"ALTER TABLE {self.table} {ENABLED[self.enabled]} RULE {self.name}"

    def alter(self, old: Object) -> Iterator[str]:
        """Use OR REPLACE, and change the enabled state."""
        assert isinstance(old, Rule)
        if self.changed(old) & {"definition", "meaning"}:
            yield self.definition.replace("CREATE RULE", "CREATE OR REPLACE RULE", 1)
        if self.enabled != old.enabled:
            yield f"ALTER TABLE {self.table} {ENABLED[self.enabled]} RULE {self.name}"
