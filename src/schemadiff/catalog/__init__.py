"""Reads a database into a ``Catalog``: one query per kind, lookups by oid, and the meaning of expressions."""

from __future__ import annotations

from schemadiff.catalog.read_before import Seen
from schemadiff.catalog.reader import DEPENDS, read, shared

__all__ = ["DEPENDS", "Seen", "read", "shared"]
