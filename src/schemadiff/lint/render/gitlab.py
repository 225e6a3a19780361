"""A lint report as GitLab's code quality artifact: what is found now, a line in a file each.

GitLab compares the artifacts of two branches by fingerprint. A rule that broke down is in it as well, as an
empty artifact would mean that all is well.
"""

from __future__ import annotations

import json

from schemadiff.lint.fingerprints import fingerprint, fingerprint_of
from schemadiff.lint.render.report import by_place
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report
from schemadiff.model import Address, Finding, Severity
from schemadiff.render.json import Json

LEVELS = {Severity.ERROR: "blocker", Severity.WARNING: "major", Severity.INFO: "info"}
NOWHERE = "."
"""The path of what is in no file: GitLab leaves out what has none."""


def render(report: Report, show: Show) -> str:
    """The findings as a list of issues."""
    del show
    issues = [_issue(finding) for finding in by_place(report.findings)]
    issues += [_broken(rule, reason) for rule, reason in report.broken]
    return json.dumps(issues, indent=2) + "\n"


def _issue(finding: Finding) -> Json:
    at = finding.at
    object_ = "" if finding.address.identity in finding.message else f"{finding.address}: "
    return {
        "check_name": finding.rule,
        "description": object_ + finding.message,
        "severity": LEVELS[finding.severity],
        "fingerprint": fingerprint(finding),
        "location": {"path": at.path if at else NOWHERE, "lines": {"begin": at.line if at else 1}},
    }


def _broken(rule: str, reason: str) -> Json:
    return {
        "check_name": rule,
        "description": reason,
        "severity": LEVELS[Severity.ERROR],
        "fingerprint": fingerprint_of(rule, Address("rule", rule), ""),
        "location": {"path": NOWHERE, "lines": {"begin": 1}},
    }
