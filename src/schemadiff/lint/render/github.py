"""A lint report as workflow commands, which GitHub Actions shows beside the lines of a pull request.

GitHub shows ten errors and ten warnings of a step: the gravest come first. The log has them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.render.report import Report, by_place, closing
from schemadiff.lint.render.show import Show
from schemadiff.model import Finding, Severity
from schemadiff.render.untrusted import one_line, visible

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
    at = finding.at
    properties = {"file": at.path, "line": str(at.line)} if at else {}
    properties |= {"col": str(at.column)} if at and at.column else {}
    properties["title"] = f"{finding.rule} {show.names.get(finding.rule, '')}".rstrip()
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    object_ = "" if finding.address.identity in finding.message else f"{finding.address}: "
    words = f"{object_}{finding.message}" + (f"\nhelp: {finding.instead}" if finding.instead else "")
    return f"::{LEVELS[finding.severity]} {written}::{_data(visible(words))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # A path is escaped, not made visible: GitHub must find the file.
    return _data(text).replace(":", "%3A").replace(",", "%2C")
