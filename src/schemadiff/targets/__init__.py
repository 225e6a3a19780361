"""A database to compare: opening it, its settings as a whole, and naming sessions that block reading it."""

from __future__ import annotations

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
