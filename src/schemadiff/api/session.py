"""What a command opens, what it takes from its caller, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from schemadiff.compare import Comparison
from schemadiff.migrations.session import Patience
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.snapshots import restored
from schemadiff.targets import Live, live

Say = Callable[[str], None]
Confirm = Callable[[Iterable[object]], bool]


@dataclass(frozen=True)
class Outcome:
    """What apply or rollback did."""

    migrations: tuple[str, ...]
    exit_code: int = 0


@contextmanager
def comparing(settings: Settings, target: str | None, snapshot: Path | None = None) -> Iterator[Comparison]:
    """A target, or what a snapshot says of one, and the throw-away side of a command, until the context ends."""
    there = live(settings, target) if snapshot is None else restored(settings, snapshot)
    if snapshot is not None and settings.roles == "managed":
        settings = replace(settings, roles="unknown")
    with there as opened, Workshop(settings, opened) as workshop:
        yield Comparison(workshop, opened)


@contextmanager
def from_nothing(settings: Settings) -> Iterator[Comparison]:
    """An empty throw-away database as the target: every migration is pending there."""
    # Wherever a tool keeps its history, it is not here.
    with Workshop(replace(settings, history_table=None)) as workshop:
        name, server = workshop.database(), workshop.server
        yield Comparison(
            workshop, Live("an empty database", server.conninfo(name), server.version, server.loader, server)
        )


def patience(settings: Settings) -> Patience:
    """How long a run waits, by the settings."""
    return Patience(
        lock_timeout=settings.lock_timeout,
        statement_timeout=settings.statement_timeout,
        preflight=settings.preflight_timeout if settings.preflight else None,
    )
