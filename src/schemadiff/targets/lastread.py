"""What a target was when a plan read it last, kept until its system catalogues hold anything else.

Whoever works on the files plans them again and again, and the target is what it was: then only the files are read.
Kept is in what it differs from what they mean, which is kept as well; secrets are in no catalogue of ours. All of the
target that has a say is looked at (``looking``): rows, roles, settings, and who asks. Our own code is in the file's name.
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
from schemadiff.targets.looking import Look

log = logging.getLogger(__name__)
KEPT = 20
"""Targets whose last reading is kept, of all projects of the user."""
LEAST = 500
"""So many objects there must be: fewer are read as quickly as this is."""
MOST = 50_000
"""So many may differ from what the files mean: 12 MB."""


def recall(look: Look, wanted: Desired) -> Catalog | None:
    """The target's catalogue, if it is what it was when it was read last; ``wanted`` is what files mean now."""
    try:
        head, difference = cache.read(_path(look)).split("\n", 1)
        kept = json.loads(head)
        if kept["content"] != look.content.said:
            return None
        base = _base(Kept(*kept["base"]), wanted)
        if base is None:
            return None
        found = stored.load_difference(stored.loads(difference), base.catalog)
        if base is not wanted:
            found = shared(found, wanted.catalog.objects)
    except (OSError, ValueError, LookupError, TypeError):
        # Not there, half written, or of another version: it is read.
        return None
    log.info("nothing has changed in the target's catalogues since they were read last")
    return found


def knows(look: Look) -> bool:
    """True if what the target was when it was read last is kept, and it still is that."""
    head = _head(_path(look))
    return isinstance(head, dict) and head.get("content") == look.content.said


def keep(look: Look, found: Catalog, wanted: Desired) -> None:
    """Keep what was read of the target, if nothing was changed there since it was looked at."""
    if wanted.kept is None or len(found.objects) < LEAST:
        return
    head, path = {"content": look.content.said, "base": list(wanted.kept)}, _path(look)
    if _head(path) == head or not look.stands:
        return
    there = wanted.catalog.objects
    # What is equal is the same object: one was read in sight of the other.
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
    """What the difference is from: what the files mean now, or what they meant then."""
    found = wanted if wanted.kept == kept else cached(cache_file(kept.name))
    return found if found is not None and found.kept == kept else None
