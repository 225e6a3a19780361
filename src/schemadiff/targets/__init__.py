"""A database that is compared: opening it, what is said of it as a whole, and waiting for who is in the way."""

from __future__ import annotations

from schemadiff.targets.opening import (
    DATABASE,
    Live,
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
    "connect",
    "creating",
    "described",
    "live",
    "make_roles",
    "missing_roles",
    "missing_tablespaces",
    "version_text",
]
