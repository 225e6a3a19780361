"""How a lint report is shown: one file per format, listed in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render import github, gitlab, json, junit, markdown, sarif, text
from schemadiff.lint.render.report import Report
from schemadiff.lint.render.show import Show

FORMATS: Mapping[str, Callable[[Report, Show], str]] = {
    "text": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "markdown": markdown.render,
}


def render_report(
    report: Report,
    format: str,  # noqa: A002 - the flag's name
    *,
    source: Callable[[str], str],
    names: Mapping[str, str] = MappingProxyType({}),
    titles: Mapping[str, str] = MappingProxyType({}),
    width: int = 80,
    color: bool = False,
) -> str:
    """The report in one of ``FORMATS``; ``source`` reads a file, ``names`` and ``titles`` tell of rules by code."""
    return FORMATS[format](report, Show(source, names, titles, width, color))


__all__ = ["FORMATS", "Report", "fingerprint", "render_report"]
