"""Check a schema: rules over the catalogue that PostgreSQL made of ``desired/``.

``lint(Subject(...))`` answers a Report; one file under this package is one rule, and RULES lists them.

The names are imported when they are first used: all rules take 0.1 s, and most of a plan with nothing to do is imports.
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
"""Where a public name lives."""
__getattr__ = lazily(__name__, HOMES)
