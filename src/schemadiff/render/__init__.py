"""The output formats of plans: one file each, listed in ``FORMATS``.

A format is imported when it is asked for: most of a check that finds nothing to do is imports.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from schemadiff.model import Planned


class Render(Protocol):
    """Turns a plan into text that ends with a line break; width and colour are used by terminal formats only."""

    def __call__(self, planned: Planned, *, width: int, color: bool) -> str:
        """The plan as text."""
        ...


FORMATS = ("text", "sql", "json", "markdown")
"""The modules, each of which has a ``render``."""


def render_plan(planned: Planned, format: str, *, width: int = 80, color: bool = False) -> str:  # noqa: A002 - the flag's name
    """The plan in one of ``FORMATS``."""
    render: Render = import_module(f"{__name__}.{format}").render
    return render(planned, width=width, color=color)


__all__ = ["FORMATS", "Render", "render_plan"]
