"""The target's dump at the last plan, cached until its system catalogues change.

pg_dump asks the server again for each function, view and policy: with 100 of each, and 50 ms to the server and back, it
takes 14 s. Whoever works on the files would wait for that at each plan, while the target does not change.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemadiff import cache
from schemadiff.errors import place
from schemadiff.release import release
from schemadiff.targets.fingerprint import Look

log = logging.getLogger(__name__)
KEPT = 20
"""Dumps in the cache, over all projects of the user: 1 MB each for 5,000 tables."""


@dataclass(frozen=True)
class LastDump:
    """The place in the cache for one target as one pg_dump prints it."""

    look: Look
    bindir: Path
    """The folder of the pg_dump: another version may print differently."""
    unwanted: Sequence[str]
    """The schemas that it leaves out."""

    @property
    def path(self) -> Path:
        """The file, named by everything but the state of the target."""
        parts = (place(self.look.conninfo), release(), str(self.bindir), sorted(self.unwanted))
        name = hashlib.sha256(repr(parts).encode(errors="surrogateescape")).hexdigest()
        return cache.folder("dumps") / f"{name}.txt"

    def recall(self) -> bytes | None:
        """Return the compressed dump if the target has not changed since it was made."""
        try:
            head, packed = cache.read(self.path).split("\n", 1)
            if json.loads(head) != self._head:
                return None
            found = base64.b64decode(packed, validate=True)
        except (OSError, ValueError):
            # Missing or incomplete: the target is dumped.
            return None
        log.info("nothing has changed in the target's catalogues since it was dumped last")
        return found

    def keep(self, text: str) -> None:
        """Store a dump without secrets, if nothing has changed in the target since it was looked at."""
        if self._is_kept() or not self.look.stands:
            return
        packed = base64.b64encode(zlib.compress(text.encode(), level=1)).decode()
        try:
            cache.write(self.path, f"{json.dumps(self._head)}\n{packed}", KEPT)
        except OSError as error:
            log.info("the target's dump is not kept: %s", error)

    def _is_kept(self) -> bool:
        try:
            with self.path.open(encoding="utf-8") as file:
                return bool(json.loads(file.readline()) == self._head)
        except (OSError, ValueError):
            return False

    @property
    def _head(self) -> dict[str, Any]:
        return {"content": self.look.content.as_json}


__all__ = ["LastDump"]
