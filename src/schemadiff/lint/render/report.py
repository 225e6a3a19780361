"""What the formats of a lint report share: its order, its counts, and its closing line."""

from __future__ import annotations

from collections.abc import Sequence

from schemadiff.lint.report import Report
from schemadiff.model import Finding, Severity
from schemadiff.words import count


def by_place(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in the order of the files; what has no place comes last."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[bool, str, int, int, str, str, str]:
    at = finding.at
    where = (False, at.path, at.line, at.column or 0) if at else (True, "", 0, 0)
    return (*where, finding.rule, str(finding.address), finding.key)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, the gravest first."""
    return {
        str(severity): sum(f.severity is severity for f in findings)
        for severity in sorted(Severity, key=lambda s: -s.rank)
    }


def closing(report: Report) -> str:
    """The report in one line ("2 errors, 1 warning in 14 objects; 7 rules; fails on error")."""
    plurals = {"error": "errors", "warning": "warnings", "info": "info"}
    found = [count(number, s, plurals[s]) for s, number in counts(report.findings).items() if number]
    words = ", ".join(found) if found or not report.checked else "no findings"
    parts = [f"{words or 'nothing was checked'} in {count(report.checked, 'object')}"]
    parts += [f"{len(report.ignored)} ignored"] if report.ignored else []
    parts += [f"{len(report.known)} in the baseline"] if report.known else []
    parts += [f"{report.older} older"] if report.older else []
    parts += [count(report.rules, "rule") + (f", {len(report.skipped)} skipped" if report.skipped else "")]
    return "; ".join([*parts, f"fails on {report.fail_on}"])
