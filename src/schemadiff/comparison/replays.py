"""The state that migrations lead to on a throw-away database, cached until something changes that it depends on.

To run 15 pending files on a copy of the target takes 4 to 17 s, and ``status``, ``plan`` and ``check`` each need the
result. It is taken from the cache for the same migrations in the same order, the same state before them, the same
meaning of the files and the same settings. Migrations can also look at the clock (a partition for each month): what they
made counts for a quarter of an hour, as no time zone begins a day at any other minute.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from schemadiff import cache
from schemadiff.catalog import stored
from schemadiff.desired.meaning import Desired
from schemadiff.migrations.state import Pending
from schemadiff.model import Catalog
from schemadiff.release import release
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import Live
from schemadiff.targets.fingerprint import Look

log = logging.getLogger(__name__)
KEPT = 20
"""Results in the cache, over all projects of the user."""
QUARTER = 900


def quarter() -> int:
    """Return the number of the quarter of an hour that it is."""
    return int(time.time()) // QUARTER


@dataclass(frozen=True)
class Before:
    """The state that migrations start from."""

    words: str
    """What identifies it."""
    look: Look | None = None
    """The fingerprint, if it is a target; None for an empty database."""

    @property
    def stands(self) -> bool:
        """True if nothing has changed there since it was looked at."""
        # A look can answer this once, and the caller may still be reading.
        return self.look is None or replace(self.look).stands


def of_target(target: Live, look: Look) -> Before:
    """Return the state of a target as the start of its pending migrations."""
    content = json.dumps(look.content.as_json, sort_keys=True)
    return Before(repr((_session(target), content, sorted(target.made.items()))), look)


def nothing(target: Live | None) -> Before:
    """Return the state of an empty database on the throw-away server for a target."""
    return Before(repr(target and _session(target)))


def _session(target: Live) -> tuple[object, ...]:
    return target.version, target.role, target.timezone


@dataclass(frozen=True)
class Replayed:
    """What migrations lead to."""

    catalog: Catalog
    packed: bytes = b""
    """What pg_dump prints of it, compressed, if they started from a target: a plan for it compares that."""

    @property
    def dump(self) -> str:
        """What pg_dump prints of it."""
        return zlib.decompress(self.packed).decode()


@dataclass(frozen=True)
class LastReplay:
    """The place in the cache for the result of these migrations."""

    settings: Settings
    wanted: Desired
    """The meaning of the files: the roles and extensions of the server, and what is left out of a copy, come from it."""
    before: Before
    run: Sequence[Pending]
    """Everything that runs, in order."""
    when: int = field(default_factory=quarter)

    @property
    def path(self) -> Path:
        """The file, named by everything that the result depends on."""
        wanted = self.wanted
        run = [
            (each.migration.path, each.migration.version, each.migration.text, each.migration.foreign,
             each.done, each.running, each.goes_on)
            for each in self.run
        ]  # fmt: skip
        meaning = (wanted.kept, wanted.server, wanted.dumper)
        parts = (release(), repr(self.settings), meaning, self.before.words, run, self.when)
        return (
            cache.folder("replays")
            / f"{hashlib.sha256(repr(parts).encode(errors='surrogateescape')).hexdigest()}.txt"
        )

    def recall(self) -> Replayed | None:
        """Return the result if the same migrations have run on the same state."""
        if self.wanted.kept is None:
            return None
        try:
            packed, difference = cache.read(self.path).split("\n", 1)
            found = stored.load_difference(stored.loads(difference), self.wanted.catalog)
            result = Replayed(found, base64.b64decode(packed, validate=True))
        except (OSError, ValueError, LookupError, TypeError):
            # Missing, or incomplete: the migrations run.
            return None
        log.info("nothing has changed since these migrations last ran on a throw-away database")
        return result

    def keep(self, result: Replayed, *, server_is_ours: bool) -> None:
        """Store the result, unless a server of others could give another one, or the target has changed meanwhile."""
        if self.wanted.kept is None or not server_is_ours or not self.before.stands:
            return
        difference = json.dumps(stored.dump_difference(result.catalog, self.wanted.catalog))
        try:
            cache.write(self.path, f"{base64.b64encode(result.packed).decode()}\n{difference}", KEPT)
        except OSError as error:
            log.info("the result of the migrations is not kept: %s", error)


def result_of(last: LastReplay, workshop: Workshop, database: Callable[[], str]) -> Replayed:
    """Return the result from the cache, or run the migrations: ``database`` returns the name of the one where they ran."""
    if (known := last.recall()) is not None:
        return known
    name = database()
    result = _read_and_dumped(workshop, name) if last.before.look else Replayed(workshop.read(name))
    last.keep(result, server_is_ours=not workshop.server.shared)
    return result


def _read_and_dumped(workshop: Workshop, database: str) -> Replayed:
    with ThreadPoolExecutor(1) as aside:
        # Looked up here, because two threads would both do it.
        _ = workshop.bindir
        dumped = aside.submit(workshop.dump, database)
        found = workshop.read(database)
        return Replayed(found, zlib.compress(dumped.result().encode(), level=1))
