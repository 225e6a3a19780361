"""Reads a database into a ``Catalog``: one query per kind, lookups by oid, and the meaning of expressions."""

from __future__ import annotations

from schemadiff.catalog.edges import DEPENDS
from schemadiff.catalog.read_before import Seen
from schemadiff.catalog.reader import read, read_both, shared

__all__ = ["DEPENDS", "Seen", "read", "read_both", "shared"]
