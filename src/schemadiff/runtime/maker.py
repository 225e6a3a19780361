"""The description of what creates objects at run time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True)
class Maker:
    """An extension or a part of a platform, and the query that finds the objects that it made."""

    name: str
    """Its name in output; for an extension, the extension's name."""
    query: LiteralString
    """A SELECT of the objects that it made: ``classid`` and ``objid``. ``{schema}`` is the extension's schema."""
    config: str = ""
    """The extension's table that the query reads; if empty, the query needs only the catalogues, and no extension."""
