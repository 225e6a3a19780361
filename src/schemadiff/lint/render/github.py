"""A lint report as workflow commands, which GitHub Actions shows beside the lines of a pull request.

GitHub shows ten errors and ten warnings of a step: the gravest come first. The log has them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render.report import by_place, closing
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report
from schemadiff.model import Finding, Severity
from schemadiff.render.untrusted import one_line
from schemadiff.render.workflow import command

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, show: Show) -> str:
    """A command for each finding, and the closing line."""
    return "".join(f"{line}\n" for line in _lines(report, show))


def _lines(report: Report, show: Show) -> Iterator[str]:
    for finding in sorted(by_place(report.findings), key=lambda f: -f.severity.rank):
        yield _command(finding, show)
    for rule, reason in report.skipped:
        yield f"skipped: {one_line(rule)} ({one_line(reason)})"
    for finding, reason in report.ignored:
        yield f"ignored: {one_line(finding.rule)} {one_line(str(finding.address))} ({one_line(reason)})"
    yield closing(report)


def _command(finding: Finding, show: Show) -> str:
    object_ = "" if finding.address.identity in finding.message else f"{finding.address}: "
    words = f"{object_}{finding.message}" + (f"\nhelp: {finding.instead}" if finding.instead else "")
    words += f"\nfingerprint: {fingerprint(finding)}"
    title = f"{finding.rule} {show.names.get(finding.rule, '')}".rstrip()
    return command(LEVELS[finding.severity], words, finding.at, title)
