"""How a lint report is shown: one file per format, listed in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render import github, gitlab, json, junit, markdown, sarif, text
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report

FORMATS: Mapping[str, Callable[[Report, Show], str]] = {
    "text": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "markdown": markdown.render,
}

__all__ = ["FORMATS", "Report", "Show", "fingerprint"]
