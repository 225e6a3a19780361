"""A lint report for a pull request, in GitHub's Markdown: the verdict, a table, and how to mend it to unfold.

A comment on GitHub holds 65,536 characters; what does not fit is counted. Each finding's fingerprint stands in
a comment, for who wants to know which of them they have seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.render.report import by_place, closing
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report
from schemadiff.model import Finding, Severity
from schemadiff.render.gfm import clipped, code, fenced, size, summary_code, words

LIMIT = 65_000
TABLE = 40_000
"""What of it the table may take."""
LONGEST = 600
MARKS = {Severity.ERROR: ":x:", Severity.WARNING: ":warning:", Severity.INFO: ":information_source:"}


def render(report: Report, show: Show) -> str:
    """The report as a comment that GitHub accepts."""
    mark = ":x: " if report.exit_code else ""
    head = f"### {mark}schemadiff lint: {words(closing(report))}\n"
    # Of each severity the files in order: what fails must not be what is cut.
    findings = sorted(by_place(report.findings), key=lambda f: -f.severity.rank)
    parts = [head, *_table(findings, show), *_notes(report)]
    left = LIMIT - sum(map(size, parts)) - len(parts)
    return "\n".join([*parts, *_fixes(findings, left)]).rstrip("\n") + "\n"


def _table(findings: Sequence[Finding], show: Show) -> Iterator[str]:
    if not findings:
        return
    rows, hidden = _within(findings, lambda finding: _row(finding, show), TABLE)
    yield "| | rule | where | what |\n|---|---|---|---|\n" + "".join(rows)
    if hidden:
        yield f"*{hidden} more not shown: `schemadiff lint` shows all*\n"


def _row(finding: Finding, show: Show) -> str:
    name = f" {words(show.names[finding.rule])}" if show.names.get(finding.rule) else ""
    where = code(str(finding.at)) if finding.at else code(str(finding.address))
    object_ = "" if finding.address.identity in finding.message else f"{finding.address}: "
    said = words(clipped(object_ + finding.message, LONGEST))
    mark = f"<!-- {fingerprint(finding)} -->"
    return f"| {MARKS[finding.severity]} | {code(finding.rule)}{name} | {where} | {said} {mark} |\n"


def _notes(report: Report) -> Iterator[str]:
    for rule, reason in report.broken:
        yield f":x: {code(rule)} did not run: {words(clipped(reason, LONGEST))}\n"
    for path, sql in report.fixed:
        yield f"Added to {code(path)}: {code(clipped(sql, LONGEST))}\n"


def _fixes(findings: Sequence[Finding], budget: int) -> Iterator[str]:
    """What mends them, to unfold; as many as fit."""
    wanted = [finding for finding in findings if finding.instead]
    foot = "</details>\n"
    head = "<details><summary>how to fix them</summary>\n"
    blocks, hidden = _within(wanted, _fix, budget - size(head) - size(foot) - 100)
    if blocks:
        more = f"*{hidden} more not shown*\n" if hidden else ""
        yield "\n".join([head, *blocks, *([more] if more else []), foot])


def _fix(finding: Finding) -> str:
    return f"{summary_code(f'{finding.rule} {finding.address}')}\n\n{fenced(finding.instead, 'sql')}"


def _within(
    findings: Sequence[Finding], block: Callable[[Finding], str], budget: int
) -> tuple[list[str], int]:
    """The blocks that fit, up to the first that does not, and how many do not."""
    shown: list[str] = []
    for finding in findings:
        text = block(finding)
        budget -= size(text) + 1
        if budget < 0:
            break
        shown.append(text)
    return shown, len(findings) - len(shown)
