"""A lint report for a terminal, a finding as rustc shows it: the rule, the place, the line, the help."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby

from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.grouping import by
from schemadiff.lint.render.report import by_place, closing
from schemadiff.lint.render.show import Show
from schemadiff.lint.report import Report
from schemadiff.model import Finding, Position, Severity
from schemadiff.render.paint import Line, as_is, blank, paint, say
from schemadiff.render.untrusted import one_line, paragraph, visible
from schemadiff.words import count, listed

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
IGNORED_SHOWN = 20
MANY = 5
"""So many findings of a rule are shown together, with its help once."""
TAB = "    "

Source = Callable[[Position], str | None]
"""The line at a position; None if it cannot be read."""


def render(report: Report, show: Show) -> str:
    """The report, wrapped to the width, with ANSI colours if wanted."""
    return paint(list(_lines(report, show)), width=show.width, color=show.color)


def _lines(report: Report, show: Show) -> Iterator[Line]:
    source = _reader(show)
    for found in _together(report.findings):
        yield from _several(found, show) if found[1:] else _finding(found[0], show, source)
        yield blank()
    for finding, reason in report.ignored[:IGNORED_SHOWN]:
        place = f" ({one_line(str(finding.at))})" if finding.at else ""
        words = f"{one_line(finding.rule)} {one_line(str(finding.address))}{place}: {paragraph(reason)}"
        yield say(words, "dim", label="ignored: ", label_style="dim")
    if (hidden := len(report.ignored) - IGNORED_SHOWN) > 0:
        yield say(f"... and {hidden} more ignored: --format json shows all", "dim")
    for reason, rules in _by_reason(report.skipped).items():
        yield say(f"{listed(rules)} ({paragraph(reason)})", "yellow", label="skipped: ", label_style="yellow")
    yield from _besides(report)
    yield blank()
    yield say(closing(report), "bold red" if report.exit_code else "bold green")


def _together(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """Yield the findings in their order, many of one rule and severity at once, where the first of them stands."""
    every = by_place(findings)
    alike = by(every, lambda finding: (finding.rule, finding.severity))
    for finding in every:
        found = alike[finding.rule, finding.severity]
        if len(found) < MANY:
            yield (finding,)
        elif finding is found[0]:
            yield found


def _several(found: Sequence[Finding], show: Show) -> Iterator[Line]:
    """What a rule finds, where, and its help for the first."""
    first = found[0]
    title = show.titles.get(first.rule, "").rstrip(".") or count(len(found), "finding")
    yield say(paragraph(title), "bold", label=_label(first, show), label_style=STYLES[first.severity])
    for finding in found:
        yield from _place(f"--> {_where(finding)}", fingerprint(finding), show.width)
        about = "" if finding.address.identity in finding.message else f" ({one_line(str(finding.address))})"
        yield say(paragraph(finding.message) + about, indent=5)
    same = len({finding.instead for finding in found}) == 1
    more = "" if same else "; --format json has the help for each"
    yield say(f"{count(len(found), 'finding')} of {one_line(first.rule)}{more}", "bold", indent=1)
    yield from _help(first.instead, "help: " if same else "help, for the first: ")


def _by_reason(skipped: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule, reason in skipped:
        found.setdefault(reason, []).append(one_line(rule))
    return found


def _besides(report: Report) -> Iterator[Line]:
    """What became of the baseline and of the files."""
    for entry in report.gone[:IGNORED_SHOWN]:
        yield say(one_line(str(entry)), "green", label="gone: ", label_style="green")
    if (hidden := len(report.gone) - IGNORED_SHOWN) > 0:
        yield say(f"... and {hidden} more gone", "green")
    if report.gone:
        yield say("--prune removes entries without a finding from the baseline", "dim")
    for entry in report.pruned:
        yield say(one_line(str(entry)), "green", label="pruned: ", label_style="green")
    for path, several in groupby(report.fixed, key=lambda each: each[0]):
        yield say(one_line(path), "green", label="fixed: ", label_style="green")
        for _, sql in several:
            yield as_is(visible(sql), "green", indent=7)
    fixable = sum(finding.safe and finding.at is not None for finding in report.findings)
    if fixable and not report.fixed:
        yield say(f"--fix fixes {fixable} of these by adding the statements under help to desired/", "dim")


def _finding(finding: Finding, show: Show, source: Source) -> Iterator[Line]:
    style = STYLES[finding.severity]
    yield say(paragraph(finding.message), "bold", label=_label(finding, show), label_style=style)
    yield from _place(f"--> {_where(finding)}", fingerprint(finding), show.width)
    if finding.at is not None:
        yield from _snippet(finding.at, style, show.width, source(finding.at))
        if finding.address.identity not in finding.message:
            yield say(one_line(str(finding.address)), "dim", indent=1, label="object: ", label_style="dim")
    yield from _help(finding.instead, "help: ")


def _label(finding: Finding, show: Show) -> str:
    name = show.names.get(finding.rule, "")
    return f"{finding.severity}[{one_line(finding.rule)}] {one_line(name)}".rstrip() + ": "


def _where(finding: Finding) -> str:
    return one_line(str(finding.at) if finding.at else f"{finding.address}, not in desired/")


def _help(instead: str, heading: str) -> Iterator[Line]:
    for number, line in enumerate(visible(instead).split("\n") if instead else ()):
        label = heading if number == 0 else ""
        indent = 1 if label else 1 + len(heading)
        if line.endswith(";"):
            # SQL is copied, and sentences are read.
            yield as_is(f"{label}{line}", "green", indent=indent)
        else:
            yield say(line, "green", indent=indent, label=label, label_style="green")


def _place(where: str, mark: str, width: int) -> Iterator[Line]:
    """The place and the fingerprint; a place that leaves no room is not wrapped, as it could not be clicked on."""
    if _columns(where) + len(mark) + 2 <= width:
        yield say(mark, "dim", indent=1, label=f"{where} ", label_style="cyan")
    else:
        yield as_is(where, "cyan", indent=1)
        yield as_is(mark, "dim", indent=5)


def _snippet(at: Position, style: str, width: int, line: str | None) -> Iterator[Line]:
    """The line of the file with a caret; nothing if the file cannot be read."""
    if line is None:
        return
    column = at.column if at.column and at.column <= len(line) + 1 else None
    start = column - 1 if column else len(line) - len(line.lstrip())
    before, rest = _tidy(line[:start]), _tidy(line[start:].rstrip())
    gutter = len(str(at.line))
    room = max(width - gutter - 4, 20)
    if len(before) > room // 2:
        before = "..." + before[-(room // 2) + 3 :]
    if len(before) + len(rest) > room:
        rest = rest[: room - len(before) - 3] + "..."
    marks = "^" if column else "^" * max(_columns(rest), 1)
    yield as_is(f"{' ' * gutter} |", "dim")
    yield as_is(f"{at.line} | {before}{rest}")
    yield as_is(f"{' ' * gutter} | {' ' * _columns(before)}{marks}", style)


def _tidy(text: str) -> str:
    return one_line(text.replace("\t", TAB))


def _columns(text: str) -> int:
    """How many columns the text takes: East Asian characters take two."""
    from rich.cells import cell_len  # noqa: PLC0415 - for the sake of the start-up time

    return cell_len(text)


def _reader(show: Show) -> Source:
    @cache
    def lines(path: str) -> list[str]:
        try:
            # Not splitlines(): PostgreSQL and editors count line breaks, not form feeds.
            return show.source(path).split("\n")
        except (OSError, ValueError):
            return []

    def line(at: Position) -> str | None:
        every = lines(at.path)
        return every[at.line - 1] if 0 < at.line <= len(every) else None

    return line
