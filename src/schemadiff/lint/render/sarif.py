"""A lint report as SARIF 2.1.0, which code scanning on GitHub and elsewhere takes.

What an ignore covers, or the baseline has, is there as suppressed. Rules that could not run are notifications,
and a run that could not look is one that was not successful.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from urllib.parse import quote

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render.report import by_place
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report
from schemadiff.model import Finding, Position, Severity
from schemadiff.render.json import Json

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SECURITY = {Severity.ERROR: "8.0", Severity.WARNING: "5.0", Severity.INFO: "2.0"}
"""On the scale of CVSS, by which code scanning sorts what is about security."""
ABOUT_SECURITY = ("RLS", "SEC")
NOT_LOOKED = 3


def render(report: Report, show: Show) -> str:
    """The report as one SARIF log with one run."""
    every = [*report.findings, *(f for f, _ in report.ignored), *report.known]
    codes = sorted({f.rule for f in every} | {rule for rule, _ in report.skipped})
    worst = {code: _worst(code, every) for code in codes}
    run = {
        "tool": {"driver": _driver(codes, worst, show)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(f, codes) for f in by_place(report.findings)]
        + [_result(f, codes) | _suppressed("inSource", reason) for f, reason in report.ignored]
        + [
            _result(f, codes) | _suppressed("external", "in the baseline") | {"baselineState": "unchanged"}
            for f in by_place(report.known)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _worst(code: str, findings: list[Finding]) -> Severity:
    mine = (f.severity for f in findings if f.rule == code)
    return max(mine, key=lambda s: s.rank, default=Severity.INFO)


def _driver(codes: list[str], worst: dict[str, Severity], show: Show) -> Json:
    return {
        "name": "schemadiff",
        "semanticVersion": version("schemadiff-pg"),
        "rules": [_rule(code, worst[code], show) for code in codes],
    }


def _rule(code: str, severity: Severity, show: Show) -> Json:
    about: Json = {"id": code}
    about |= {"name": show.names[code]} if show.names.get(code) else {}
    about |= {"shortDescription": {"text": show.titles[code]}} if show.titles.get(code) else {}
    about |= {"help": {"text": f"schemadiff explain {code}"}}
    if code.startswith(ABOUT_SECURITY):
        about["properties"] = {"tags": ["security"], "security-severity": SECURITY[severity]}
    return about


def _result(finding: Finding, codes: list[str]) -> Json:
    words = finding.message + (f"\nhelp: {finding.instead}" if finding.instead else "")
    return {
        "ruleId": finding.rule,
        "ruleIndex": codes.index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": words},
        "locations": [_location(finding)],
        "partialFingerprints": {"schemadiff/v1": fingerprint(finding)},
    }


def _location(finding: Finding) -> Json:
    logical = {"fullyQualifiedName": finding.address.identity, "kind": finding.address.type}
    found: Json = {"logicalLocations": [logical]}
    return found | ({"physicalLocation": _physical(finding.at)} if finding.at else {})


def _physical(at: Position) -> Json:
    region = {"startLine": at.line} | ({"startColumn": at.column} if at.column else {})
    return {"artifactLocation": {"uri": quote(at.path)}, "region": region}


def _suppressed(kind: str, reason: str) -> Json:
    return {"suppressions": [{"kind": kind, "justification": reason}]}


def _invocation(report: Report) -> Json:
    return {
        "executionSuccessful": report.exit_code != NOT_LOOKED,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": list(_notifications(report)),
    }


def _notifications(report: Report) -> Iterator[Json]:
    broken = {rule for rule, _ in report.broken}
    for rule, reason in report.skipped:
        yield {
            "level": "error" if rule in broken else "note",
            "message": {"text": f"{rule}: {reason}"},
            "associatedRule": {"id": rule},
        }
