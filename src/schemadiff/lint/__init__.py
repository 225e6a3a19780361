"""Lint a schema: rules over the catalogue that PostgreSQL made of ``desired/``.

``lint(Subject(...))`` returns a Report; each rule is a file in this package, and RULES lists them. The names are
imported on first use: importing all rules takes 0.1 s, and most of a plan with nothing to do is imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff.lazily import lazily

if TYPE_CHECKING:
    from schemadiff.lint.fingerprints import fingerprint
    from schemadiff.lint.registry import RULES
    from schemadiff.lint.report import Report
    from schemadiff.lint.run import NAMES, levels, lint
    from schemadiff.lint.subject import Subject

__all__ = ["NAMES", "RULES", "Report", "Subject", "fingerprint", "levels", "lint"]

HOMES = {
    "NAMES": "run",
    "RULES": "registry",
    "Report": "report",
    "Subject": "subject",
    "fingerprint": "fingerprints",
    "levels": "run",
    "lint": "run",
}
"""The module of each public name."""
__getattr__ = lazily(__name__, HOMES)
