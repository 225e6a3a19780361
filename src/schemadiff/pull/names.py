"""Names of files for names of objects: readable, and never the same for two objects on any disk."""

from __future__ import annotations

import hashlib
import re

PLAIN = re.compile(r"[a-z0-9_]+")
"""Names that are their own file name everywhere."""
LONGEST = 100
"""Characters of a name that is kept as it is: folders have limits, too."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "_cluster"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
"""Names that Windows keeps for devices, and the folder of what is in no schema."""


def file_name(name: str) -> str:
    """The name of a file or folder for an object, without its ending.

    What is no plain lower-case name gets a mark of its own behind a dash, which no plain name has: ``Users``
    and ``users`` are two files on a disk that does not tell them apart, and so are ``a/b`` and ``a.b``.

    >>> file_name("users"), file_name("Users"), file_name("a/b"), file_name("con")
    ('users', 'users-6b0cc9', 'a_b-c14cdd', 'con-1143da')
    """
    if PLAIN.fullmatch(name) and name not in RESERVED and len(name) <= LONGEST:
        return name
    readable = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:LONGEST]
    mark = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{readable or 'name'}-{mark}"
