"""A lint report as JSON, for programs. The schema is stable: within one number, fields are only added.

    schema     1
    exit_code  0; 1 with a finding that fails; 3 if lint could not look
    fail_on    the least severity that fails ("info", "warning", "error")
    checked    the number of objects;  rules: the number of rules that ran
    counts     {error, warning, info}
    findings   [finding];  ignored: [finding with reason];  known: [finding], in the baseline
    skipped    [{rule, reason}]
    gone       [{rule, address, key, fingerprint}], in the baseline alone;  pruned: the same, taken out of it
    older      the number of findings left out by --since
    fixed      [{path, sql}], added to desired/

    finding    {rule, name, severity, message, address: {type, identity}, at, instead, safe, key, fingerprint}
    at         {path, line, column or null}, or null

``safe`` is true if ``--fix`` adds ``instead`` to ``desired/``. ``fingerprint`` holds for as long as the rule, the object and the key do: a line that moves does not
change it. The output is ASCII: whatever a name holds arrives as an escape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from schemadiff.lint.entry import Entry
from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render.report import by_place, counts
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report
from schemadiff.model import Finding
from schemadiff.render.json import Json, address, position

SCHEMA = 1


def render(report: Report, show: Show) -> str:
    """The report as one JSON object."""
    reasons = {id(finding): reason for finding, reason in report.ignored}
    ignored = by_place([finding for finding, _ in report.ignored])
    document = {
        "schema": SCHEMA,
        "exit_code": report.exit_code,
        "fail_on": str(report.fail_on),
        "checked": report.checked,
        "rules": report.rules,
        "counts": counts(report.findings),
        "findings": [_finding(finding, show.names) for finding in by_place(report.findings)],
        "ignored": [_finding(finding, show.names) | {"reason": reasons[id(finding)]} for finding in ignored],
        "known": [_finding(finding, show.names) for finding in by_place(report.known)],
        "gone": [_entry(entry) for entry in report.gone],
        "pruned": [_entry(entry) for entry in report.pruned],
        "older": report.older,
        "fixed": [{"path": path, "sql": sql} for path, sql in report.fixed],
        "skipped": [{"rule": rule, "reason": reason} for rule, reason in report.skipped],
    }
    return json.dumps(document, indent=2) + "\n"


def _entry(entry: Entry) -> Json:
    return {
        "rule": entry.rule,
        "address": address(entry.object),
        "key": entry.key,
        "fingerprint": entry.fingerprint,
    }


def _finding(finding: Finding, names: Mapping[str, str]) -> Json:
    return {
        "rule": finding.rule,
        "name": names.get(finding.rule, ""),
        "severity": str(finding.severity),
        "message": finding.message,
        "address": address(finding.address),
        "at": position(finding.at),
        "instead": finding.instead,
        "safe": finding.safe,
        "key": finding.key,
        "fingerprint": fingerprint(finding),
    }
