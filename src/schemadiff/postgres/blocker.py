"""A session, or a prepared transaction, that another session waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.sql import Literal

from schemadiff.render.untrusted import paragraph

_SHOWN = 120
HIDDEN = "<insufficient privilege>"
"""What pg_stat_activity has for the statement of a session that the role may not see."""


AUTOVACUUM, WRAPAROUND = "autovacuum: ", "(to prevent wraparound)"
"""How the server itself writes what a worker of autovacuum does, in every language."""
LONGER = "--lock-timeout, or lock_timeout in the settings"


@dataclass(frozen=True)
class Blocker:
    """A session, or a prepared transaction, that another session waits for."""

    pid: int
    application: str
    role: str | None
    state: str
    since: datetime | None
    query: str
    prepared: str = ""
    """The name of a prepared transaction, which has no process; else empty."""

    @property
    def end(self) -> str:
        """The statement that ends it."""
        if self.prepared:
            return f"ROLLBACK PREPARED {Literal(self.prepared).as_string()}"
        return f"SELECT pg_terminate_backend({self.pid})"

    def __str__(self) -> str:
        if self.prepared:
            name, role = paragraph(self.prepared), paragraph(self.role or "")
            return f'prepared transaction "{name}" of role {role}, prepared {self.since:%Y-%m-%d %H:%M:%S %Z}'
        words = [f"process {self.pid}"]
        words += [f'"{paragraph(self.application)}"'] if self.application else []
        words += [f"of role {paragraph(self.role)}"] if self.role else []
        words += [self.state] if self.state else []
        words += [f"in a transaction since {self.since:%H:%M:%S %Z}"] if self.since else []
        if self.query == HIDDEN:
            return ", ".join([*words, "its statement is shown to members of pg_read_all_stats only"])
        query = paragraph(self.query)
        shown = query if len(query) <= _SHOWN else f"{query[:_SHOWN]} ..."
        return ", ".join(words) + (f": {shown}" if shown else "")


def way(blockers: Sequence[Blocker]) -> str:
    """Return what to do so that they are out of the way."""
    workers = [blocker.query for blocker in blockers if blocker.query.startswith(AUTOVACUUM)]
    end = "; ".join(blocker.end for blocker in blockers if blocker.query not in workers)
    if any(WRAPAROUND in query for query in workers):
        return (
            "a vacuum that prevents wraparound does not give way, and begins anew if it is ended: let it end, and run this "
            f"again{f'; end the others ({end})' if end else ''}"
        )
    if workers and not end:
        return f"autovacuum gives way to who waits longer than deadlock_timeout, which is 1s by default: {LONGER}"
    return f"end what blocks it{f' ({end})' if end else ''}, or wait longer for it: {LONGER}"
