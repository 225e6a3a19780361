"""File names for objects: readable, and different for different objects on any file system."""

from __future__ import annotations

import hashlib
import re

PLAIN = re.compile(r"[a-z0-9_]+")
"""Names that can be used as file names everywhere."""
LONGEST = 100
"""Characters of a name that is used as it is: file systems have limits, too."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "_cluster"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
"""Names that Windows reserves for devices, and the folder for objects without a schema."""


def file_name(name: str) -> str:
    """Return the name of a file or folder for an object, without its extension.

    A name that is not plain lower case gets a hash after a dash, which no plain name contains: ``Users`` and ``users``
    are two files on a case-insensitive file system, and so are ``a/b`` and ``a.b``.

        >>> file_name("users"), file_name("Users"), file_name("a/b"), file_name("con")
        ('users', 'users-6b0cc9', 'a_b-c14cdd', 'con-1143da')
    """
    if PLAIN.fullmatch(name) and name not in RESERVED and len(name) <= LONGEST:
        return name
    readable = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:LONGEST]
    mark = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{readable or 'name'}-{mark}"
