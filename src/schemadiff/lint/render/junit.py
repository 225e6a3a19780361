"""A lint report as JUnit XML: a test for each finding, which fails if the finding does.

Findings below ``fail_on`` pass and say what they are, ignored ones are skipped, and a rule that broke down
is an error. Where nothing was found one test passes, or is an error if nothing was looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render.report import by_place, closing
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report
from schemadiff.model import Finding
from schemadiff.render.untrusted import one_line, visible

SUITE = "schemadiff lint"
NOT_LOOKED = 3


def render(report: Report, show: Show) -> str:
    """The report as one suite of tests."""
    del show
    cases = list(_cases(report))
    counts = {
        "tests": str(len(cases)),
        "failures": _with(cases, "failure"),
        "errors": _with(cases, "error"),
        "skipped": _with(cases, "skipped"),
    }
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {"name": SUITE} | counts)
    suite.extend(cases)
    ET.SubElement(suite, "system-out").text = one_line(closing(report))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _with(cases: list[ET.Element], tag: str) -> str:
    return str(sum(case.find(tag) is not None for case in cases))


def _cases(report: Report) -> Iterator[ET.Element]:
    for finding in by_place(report.findings):
        case = _case(finding)
        words = visible(_words(finding))
        if finding.severity.rank >= report.fail_on.rank:
            said = {"type": str(finding.severity), "message": one_line(finding.message)}
            ET.SubElement(case, "failure", said).text = words
        else:
            ET.SubElement(case, "system-out").text = f"{finding.severity}: {words}"
        yield case
    for finding, reason in report.ignored:
        case = _case(finding)
        ET.SubElement(case, "skipped", {"message": one_line(reason)})
        yield case
    for rule, reason in report.broken:
        yield _error(one_line(rule), one_line(reason))
    if report.exit_code == NOT_LOOKED and not report.broken:
        yield _error(SUITE, one_line(closing(report)))
    elif not report.findings and not report.broken:
        yield ET.Element("testcase", {"classname": SUITE, "name": "no findings"})


def _error(name: str, message: str) -> ET.Element:
    case = ET.Element("testcase", {"classname": SUITE, "name": name})
    ET.SubElement(case, "error", {"message": message})
    return case


def _case(finding: Finding) -> ET.Element:
    at = finding.at
    where = {"file": one_line(at.path), "line": str(at.line)} if at else {}
    name = one_line(f"{finding.rule} {finding.address}" + (f" ({finding.key})" if finding.key else ""))
    case = ET.Element("testcase", {"classname": one_line(at.path) if at else SUITE, "name": name} | where)
    properties = ET.SubElement(case, "properties")
    ET.SubElement(properties, "property", {"name": "fingerprint", "value": fingerprint(finding)})
    return case


def _words(finding: Finding) -> str:
    place = f"{finding.at}: " if finding.at else ""
    return f"{place}{finding.message}" + (f"\nhelp: {finding.instead}" if finding.instead else "")
