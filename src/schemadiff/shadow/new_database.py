"""The catalogue of a new database on the throw-away server: what is there before anything is made."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from schemadiff import cache
from schemadiff.catalog import stored
from schemadiff.desired.meaning import key_of_nothing
from schemadiff.model import Catalog
from schemadiff.postgres import embedded
from schemadiff.shadow.elaborate import target_key
from schemadiff.shadow.workshop import Workshop

log = logging.getLogger(__name__)
KEPT = 20


def empty(workshop: Workshop) -> Catalog:
    """Return the catalogue of a new database, from the cache or read now.

    It is cached for the embedded PostgreSQL of the target's major version: where that is, it is the throw-away server, and
    its release is part of the key. So no server is started.
    """
    target = workshop.target
    if target is None or workshop.files.manages:
        return workshop.read(workshop.database())
    path = cache.folder("empty") / f"{key_of_nothing(workshop.settings, target_key(workshop))}.json"
    if (found := _cached(path)) is not None:
        return found
    found = workshop.read(workshop.database())
    if workshop.server.provider == embedded.NAME and found.major == target.major:
        _keep(path, found)
    return found


def _cached(path: Path) -> Catalog | None:
    try:
        return stored.load(stored.loads(cache.read(path)))
    except (OSError, ValueError, LookupError, TypeError):
        # Missing, incomplete, or of another version: it is read anew.
        return None


def _keep(path: Path, found: Catalog) -> None:
    try:
        cache.write(path, json.dumps(stored.dump(found)), KEPT)
    except OSError as error:
        log.info("the catalogue of a new database is not kept in the cache: %s", error)
