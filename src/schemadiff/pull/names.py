"""File names for objects: readable, and different for different objects on any file system."""

from __future__ import annotations

import hashlib
import sys
import unicodedata

LONGEST = 100
"""Characters of a name that is used as it is: file systems have limits, too."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "_cluster"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
"""Names that Windows reserves for devices, and the folder for objects without a schema."""


def file_name(name: str) -> str:
    """Return the name of a file or folder for an object, without its extension.

    A name that is not plain lower case gets a hash after a dash, which no plain name contains: ``Users`` and ``users``
    are two files on a case-insensitive file system, and so are ``a/b`` and ``a.b``. Letters may be of any script.

        >>> file_name("users"), file_name("Users"), file_name("a/b"), file_name("con"), file_name("été")
        ('users', 'users-6b0cc9', 'a_b-c14cdd', 'con-1143da', 'été')
    """
    folded = _folded(name)
    if name == folded and _is_plain(name) and name not in RESERVED and len(name) <= LONGEST:
        return name
    words = "".join(c if _is_plain(c) and c != "_" else " " for c in folded).split()
    mark = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{'_'.join(words)[:LONGEST] or 'name'}-{mark}"


def _folded(name: str) -> str:
    """Return what a file system that ignores case, and how accents are encoded, takes for the same name."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _is_plain(name: str) -> bool:
    """Return True for letters, with their marks, digits and underscores, as far as file names here can have them."""
    ours = name.isascii() or sys.getfilesystemencoding() == "utf-8"
    return ours and bool(name) and all(c == "_" or unicodedata.category(c)[0] in "LMN" for c in name)
