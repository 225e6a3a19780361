"""Engines, which work out the statements of a plan."""

from __future__ import annotations

from collections.abc import Mapping

from schemadiff.engines.engine import Database, Engine
from schemadiff.engines.migra import migra
from schemadiff.engines.native import native

ENGINES: Mapping[str, Engine] = {"native": native, "migra": migra}

__all__ = ["ENGINES", "Database", "Engine"]
