"""The output formats of plans: one file each, listed in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from schemadiff.model import Planned
from schemadiff.render import json, markdown, sql, text


class Render(Protocol):
    """Turns a plan into text that ends with a line break; width and colour are used by terminal formats only."""

    def __call__(self, planned: Planned, *, width: int, color: bool) -> str:
        """The plan as text."""
        ...


FORMATS: Mapping[str, Render] = {
    "text": text.render,
    "sql": sql.render,
    "json": json.render,
    "markdown": markdown.render,
}


def render_plan(planned: Planned, format: str, *, width: int = 80, color: bool = False) -> str:  # noqa: A002 - the flag's name
    """The plan in one of ``FORMATS``."""
    return FORMATS[format](planned, width=width, color=color)


__all__ = ["FORMATS", "Render", "render_plan"]
