"""A database to compare: opening it, its settings as a whole, and naming sessions that block reading it.

The names are imported on first use: a check that finds everything as it was opens no target, and starts no server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff.lazily import lazily

if TYPE_CHECKING:
    from schemadiff.targets.opening import (
        DATABASE,
        Live,
        Original,
        connect,
        creating,
        described,
        live,
        make_roles,
        missing_roles,
        missing_tablespaces,
        version_text,
    )

__all__ = [
    "DATABASE",
    "Live",
    "Original",
    "connect",
    "creating",
    "described",
    "live",
    "make_roles",
    "missing_roles",
    "missing_tablespaces",
    "version_text",
]

HOMES = dict.fromkeys(__all__, "opening")
"""The module of each public name."""
__getattr__ = lazily(__name__, HOMES)
