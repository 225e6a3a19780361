"""Check a schema: rules over the catalogue that PostgreSQL made of ``desired/``.

``lint(Subject(...))`` answers a Report; one file under this package is one rule, and RULES lists them.
"""

from __future__ import annotations

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.registry import RULES
from schemadiff.lint.report import Report
from schemadiff.lint.run import NAMES, levels, lint
from schemadiff.lint.subject import Subject

__all__ = ["NAMES", "RULES", "Report", "Subject", "fingerprint", "levels", "lint"]
