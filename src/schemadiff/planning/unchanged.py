"""A cache of plans without statements: as long as none of their inputs has changed, there is still nothing to do.

The inputs on this side (the files, the settings, our own code) make up the name of the cache file. What the target's
catalogues held, according to ``targets.fingerprint``, is stored in it. This module imports little, so that a pipeline that checks
every hour need neither read a catalogue nor load the parser.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from schemadiff import cache
from schemadiff.desired.sqlfiles import digest
from schemadiff.errors import Problems, place
from schemadiff.model import Note, Plan, Planned, Position, Proof, Severity, Verdict
from schemadiff.planning.refusals import Asked
from schemadiff.release import release
from schemadiff.settings import Settings, Target
from schemadiff.targets.fingerprint import Look, look

log = logging.getLogger(__name__)
LAYOUT = "schemadiff"
"""The layout that keeps the history of migrations in a table of ours."""
KEPT = 100
"""The number of plans in the cache, over all projects of the user."""


@dataclass
class Memory:
    """The cached plan for one set of options and one target, and the state of the target's catalogues."""

    named: Callable[[], Path]
    """Returns the path of the cache file as the inputs on this side are now."""
    path: Path
    look: Look | None = None
    """The state of the target before anything was read from it."""
    planned: Planned | None = None
    """The cached plan, if nothing has changed since."""

    def keep(self, planned: Planned) -> None:
        """Store a plan, if it has no statements, refusals, findings or the like, and nothing has changed meanwhile."""
        more = planned.plan or planned.refusals or planned.pending or planned.findings or planned.answers
        if self.look is None or more or self.planned is not None:
            return
        if self.named() == self.path and self.look.stands:
            _write(self.path, {"content": self.look.content.as_json, "planned": _encoded(planned)})


def recalled(settings: Settings, target: Target, asked: Asked) -> Memory | None:
    """Return what the cache has; None if it has nothing, or if a server would have to be started to check that it still holds."""
    if target.url is None or settings.layout != LAYOUT:
        return None
    try:
        files = digest(settings.desired, settings.root)
    except Problems:
        # Whoever reads the files says what is wrong with them.
        return None
    named = partial(_path, settings, files, target, asked)
    path = named()
    return _lookup(named, path, target.url) if path.exists() else None


def remembered(
    settings: Settings,
    files: str,
    target: Target,
    asked: Asked,
    conninfo: str,
    *,
    found: Memory | None = None,
) -> Memory | None:
    """Return the cache entry for these options and a reachable target; None for layouts that are not cached.

    ``files`` is the hash of the files that the plan is made from. ``found`` is the result of ``recalled``: as long as
    nothing on this side has changed, the target is not looked at again.
    """
    if settings.layout != LAYOUT:
        return None
    named = partial(_path, settings, files, target, asked)
    path = named()
    return found if found is not None and found.path == path else _lookup(named, path, conninfo)


def _lookup(named: Callable[[], Path], path: Path, conninfo: str) -> Memory:
    began = time.monotonic()
    kept = _read(path)
    found = look(conninfo, kept.get("content"))
    if found is None or found.content.as_json != kept.get("content"):
        return Memory(named, path, found)
    log.info(
        "nothing has changed since the last plan found nothing to do: neither here nor in the target's catalogues"
    )
    return Memory(named, path, planned=_decoded(kept["planned"], time.monotonic() - began))


def _path(settings: Settings, files: str, target: Target, asked: Asked) -> Path:
    """Return the path of the cache file, named by a hash of every input of a plan on this side."""
    shadow = settings.shadow
    parts = [
        files, sorted(_hashes(settings.generated)), repr(settings), repr(target), repr(asked), release(),
        # Without passwords: the hash would let others test guesses.
        place(target.url or ""), place(shadow.url or ""), os.environ.get("SCHEMADIFF_LOCAL_BINDIRS"),
    ]  # fmt: skip
    name = hashlib.sha256(repr(parts).encode(errors="surrogateescape")).hexdigest()
    return cache.folder("unchanged") / f"{name}.json"


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file():
            yield str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(cache.read(path))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, text: Mapping[str, Any]) -> None:
    try:
        cache.write(path, json.dumps(text), KEPT)
    except OSError as error:
        log.info("not kept that there is nothing to do: %s", error)


def _encoded(planned: Planned) -> dict[str, Any]:
    proof = planned.proof
    return {
        "engine": planned.plan.engine,
        "version": planned.plan.version,
        "notes": [[note.message, note.severity, note.at, note.hint] for note in planned.plan.notes],
        "target": planned.target,
        "server": planned.server,
        "verdicts": None if proof is None else [[v.judge, v.ok, v.differences] for v in proof.verdicts],
        "left_out": dict(planned.left_out),
    }


def _decoded(kept: Mapping[str, Any], seconds: float) -> Planned:
    notes = (
        Note(message, Severity(severity), Position(*at) if at else None, hint)
        for message, severity, at, hint in kept["notes"]
    )
    verdicts = kept["verdicts"]
    return Planned(
        plan=Plan((), kept["engine"], "", "", kept["version"], tuple(notes)),
        target=kept["target"],
        server=kept["server"],
        proof=None if verdicts is None else Proof(tuple(Verdict(j, ok, tuple(d)) for j, ok, d in verdicts)),
        left_out=kept["left_out"],
        seconds={"read": seconds},
    )
