"""Who makes objects while a database runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True)
class Maker:
    """An extension, or a part of a platform, and how what it has made is known."""

    name: str
    """How it is called in output; the extension's name, where it is one."""
    query: LiteralString
    """A SELECT of what it has made, whole objects: ``classid`` and ``objid``. ``{schema}`` is the extension's."""
    config: str = ""
    """The extension's table that says so, which the query reads; empty: the catalogues say it, extension or not."""
