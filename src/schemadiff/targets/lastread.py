"""The target's catalogue at the last plan, cached until its system catalogues change.

Whoever works on the files plans them again and again, while the target does not change: then only the files are read.
The cache has the difference from the meaning of the files, which is cached as well; our catalogues contain no secrets.
Everything about the target that matters is looked at (``fingerprint``): rows, roles, settings, the role that asks. The
release of schemadiff is part of the file's name.
"""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from schemadiff import cache
from schemadiff.catalog import shared, stored
from schemadiff.desired.meaning import Desired, Kept, cache_file, cached
from schemadiff.errors import place
from schemadiff.model import Catalog
from schemadiff.release import release
from schemadiff.targets.fingerprint import Look

log = logging.getLogger(__name__)
KEPT = 20
"""Targets in the cache, over all projects of the user."""
LEAST = 500
"""The least number of objects: fewer are read just as quickly without a cache."""
MOST = 50_000
"""The greatest number of objects that differ from the files: 12 MB."""


def recall(look: Look, wanted: Desired) -> Catalog | None:
    """Return the target's catalogue if it has not changed since the last reading; ``wanted`` is the meaning of the files now."""
    try:
        head, difference = cache.read(_path(look)).split("\n", 1)
        kept = json.loads(head)
        if kept["content"] != look.content.as_json:
            return None
        base = _base(Kept(*kept["base"]), wanted)
        if base is None:
            return None
        found = stored.load_difference(stored.loads(difference), base.catalog)
        if base is not wanted:
            found = shared(found, wanted.catalog.objects)
    except (OSError, ValueError, LookupError, TypeError):
        # Missing, incomplete, or of another version: the target is read.
        return None
    log.info("nothing has changed in the target's catalogues since they were last read")
    return found


def knows(look: Look) -> bool:
    """Return True if the last reading is in the cache, and the target has not changed since."""
    head = _head(_path(look))
    return isinstance(head, dict) and head.get("content") == look.content.as_json


def keep(look: Look, found: Catalog, wanted: Desired) -> None:
    """Store the target's catalogue, if nothing has changed there since it was looked at."""
    if wanted.kept is None or len(found.objects) < LEAST:
        return
    head, path = {"content": look.content.as_json, "base": list(wanted.kept)}, _path(look)
    if _head(path) == head or not look.stands:
        return
    there = wanted.catalog.objects
    # Equal objects are identical, because one catalogue was read with the other at hand.
    if sum(there.get(address) is not obj for address, obj in found.objects.items()) > MOST:
        return
    difference = json.dumps(stored.dump_difference(found, wanted.catalog))
    try:
        cache.write(path, f"{json.dumps(head)}\n{difference}", KEPT)
    except OSError as error:
        log.info("what was read of the target is not kept: %s", error)


def _path(look: Look) -> Path:
    name = hashlib.sha256(
        repr((place(look.conninfo), release())).encode(errors="surrogateescape")
    ).hexdigest()
    return cache.folder("targets") / f"{name}.txt"


def _head(path: Path) -> Any:
    try:
        with path.open(encoding="utf-8") as file:
            return json.loads(file.readline())
    except (OSError, ValueError):
        return None


def _base(kept: Kept, wanted: Desired) -> Desired | None:
    """Return the meaning of files that the difference refers to: the one of now, or the cached one of then."""
    found = wanted if wanted.kept == kept else cached(cache_file(kept.name))
    return found if found is not None and found.kept == kept else None
