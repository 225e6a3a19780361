"""How a lint report is shown: one file per format, listed in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render import github, json, text
from schemadiff.lint.render.report import Report
from schemadiff.lint.render.show import Show

FORMATS: Mapping[str, Callable[[Report, Show], str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
}


def render_report(
    report: Report,
    format: str,  # noqa: A002 - the flag's name
    *,
    source: Callable[[str], str],
    names: Mapping[str, str] = MappingProxyType({}),
    width: int = 80,
    color: bool = False,
) -> str:
    """The report in one of ``FORMATS``; ``source`` reads a file, ``names`` gives each rule's name by its code."""
    return FORMATS[format](report, Show(source, names, width, color))


__all__ = ["FORMATS", "Report", "fingerprint", "render_report"]
