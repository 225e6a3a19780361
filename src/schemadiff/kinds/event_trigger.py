"""Event triggers (``pg_event_trigger``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg.sql import quote

from schemadiff.kinds.trigger import ENABLED
from schemadiff.model import MustReplace, Object


@dataclass(frozen=True, kw_only=True)
class EventTrigger(Object):
    """An event trigger; only a superuser may create one."""

    event: str
    function: str
    tags: list[str]
    enabled: str

    kind = "event trigger"
    catalog = "pg_event_trigger"
    rare = "pg_event_trigger"
    rebuildable = True
    query = """
        SELECT oid AS _oid, evtowner AS _owner, quote_ident(evtname) AS identity, evtevent::text AS event,
               evtfoid::regproc::text AS function, coalesce(evttags, '{}') AS tags, evtenabled::text AS enabled
        FROM pg_event_trigger WHERE oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE EVENT TRIGGER."""
        tags = f"\n    WHEN TAG IN ({', '.join(map(quote, self.tags))})" if self.tags else ""
        yield f"CREATE EVENT TRIGGER {self.identity} ON {self.event}{tags}\n    EXECUTE FUNCTION {self.function}()"
        if self.enabled != "O":
            yield from self._enable()

    def _enable(self) -> Iterator[str]:
        yield f"ALTER EVENT TRIGGER {self.identity} {ENABLED[self.enabled]}"

    def alter(self, old: Object) -> Iterator[str]:
        """Change the enabled state; raise MustReplace for anything else."""
        if self.changed(old) != {"enabled"}:
            raise MustReplace
        yield from self._enable()
