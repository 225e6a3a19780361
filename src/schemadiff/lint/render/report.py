"""What the formats need to know of a lint report, and the words that they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from schemadiff.lint.entry import Entry
from schemadiff.model import Finding, Severity
from schemadiff.words import count


class Report(Protocol):
    """What lint found, what it was told to leave out, and what it could not look at."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What must be looked at."""
        ...

    @property
    def ignored(self) -> Sequence[tuple[Finding, str]]:
        """What was found and left out, each with the reason given."""
        ...

    @property
    def skipped(self) -> Sequence[tuple[str, str]]:
        """The codes of the rules that did not run, each with the reason."""
        ...

    @property
    def broken(self) -> Sequence[tuple[str, str]]:
        """Those of them that broke down."""
        ...

    @property
    def checked(self) -> int:
        """How many objects were looked at."""
        ...

    @property
    def rules(self) -> int:
        """How many rules ran."""
        ...

    @property
    def fail_on(self) -> Severity:
        """The least severity that fails."""
        ...

    @property
    def known(self) -> Sequence[Finding]:
        """What the baseline has."""
        ...

    @property
    def gone(self) -> Sequence[Entry]:
        """What only the baseline has."""
        ...

    @property
    def pruned(self) -> Sequence[Entry]:
        """What was taken out of the baseline."""
        ...

    @property
    def older(self) -> int:
        """How many findings the commit of ``--since`` has as well."""
        ...

    @property
    def fixed(self) -> Sequence[tuple[str, str]]:
        """The statements that were added to ``desired/``, each with its path."""
        ...

    @property
    def exit_code(self) -> int:
        """0, 1 for a finding that fails, 3 if lint could not look."""
        ...


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
