"""Shared by the functions here: opening a comparison, the caller's callbacks, and the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.snapshots import restored
from schemadiff.desired.sqlfiles import paths
from schemadiff.migrations.session import Patience
from schemadiff.postgres import development
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import Live, live

Say = Callable[[str], None]
Confirm = Callable[[Iterable[object]], bool]


@dataclass(frozen=True)
class Outcome:
    """The result of apply or rollback."""

    migrations: tuple[str, ...]
    exit_code: int = 0


@contextmanager
def comparing(settings: Settings, target: str | None, snapshot: Path | None = None) -> Iterator[Comparison]:
    """A comparison of a target, or of a snapshot of one, with ``desired/``, until the context ends."""
    if snapshot is None and settings.target(target).url is None and not development.exists(settings.root):
        # In a folder that is no project, none becomes one by a database that is left there.
        paths(settings.desired, settings.root, [])
    there = live(settings, target) if snapshot is None else restored(settings, snapshot)
    if snapshot is not None and settings.roles == "managed":
        settings = replace(settings, roles="unknown")
    with there as opened, Workshop(settings, opened) as workshop:
        yield Comparison(workshop, opened)


@contextmanager
def from_nothing(settings: Settings) -> Iterator[Comparison]:
    """A comparison with an empty throw-away database as the target, for which every migration is pending."""
    # The empty database has no history table of another tool.
    with Workshop(replace(settings, history_table=None)) as workshop:
        name, server = workshop.database(), workshop.server
        yield Comparison(
            workshop, Live("an empty database", server.conninfo(name), server.version, server.loader, server)
        )


def patience(settings: Settings) -> Patience:
    """The timeouts for a run, from the settings."""
    return Patience(
        lock_timeout=settings.lock_timeout,
        statement_timeout=settings.statement_timeout,
        preflight=settings.preflight_timeout if settings.preflight else None,
    )
