"""The findings that are left out, and why: comments in ``desired/`` and ``[[lint.ignore]]`` in the settings.

An ignore needs a reason and something to ignore: LNT001 reports it if one is missing. It may have a last day, after
which it has no effect, and LNT002 reports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from schemadiff.lint.change import Change
from schemadiff.lint.comments import IGNORE, IGNORE_END, IGNORE_FILE, IGNORE_START, Directive, directives
from schemadiff.lint.lnt import lnt001, lnt002
from schemadiff.lint.rule import Documented
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding
from schemadiff.settings.lint import Ignore
from schemadiff.settings.options import nearest

OWN: tuple[Documented, ...] = (lnt001, lnt002)
"""The rules about ignores themselves."""
MEND = "fix what it is for, or delete it"
OURS = (IGNORE, IGNORE_FILE, IGNORE_START, IGNORE_END)
WORDS = (*OURS, "renamed", "allow")
"""All known ``schemadiff:`` comments; other modules report errors in those that are no ignores."""


@dataclass
class Ignores:
    """The ignores of one run, and which of them were used."""

    subject: Subject | Change
    codes: Mapping[str, str]
    """The code of each rule by code and by name, as users may write it, in lower case."""
    ran: frozenset[str]
    """The codes of the rules that ran: an unused ignore of another rule may still be needed."""
    today: date
    used: set[tuple[int, str]] = field(default_factory=set)
    comments: tuple[Directive, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.comments = tuple(directives(self.subject.statements))

        self._by_path: dict[str, list[Directive]] = {}
        for comment in self.comments:
            self._by_path.setdefault(comment.at.path, []).append(comment)

    def code(self, written: str) -> str | None:
        """The code of a rule, by code or name."""
        return self.codes.get(written.lower())

    def reason(self, finding: Finding) -> str:
        """The reason why the finding is ignored; empty if it is not."""
        for comment in self._by_path.get(finding.at.path, ()) if finding.at else ():
            if comment.reason and finding.rule in map(self.code, comment.rules) and _covers(comment, finding):
                self.used.add((id(comment), finding.rule))
                if not self._expired(_last_day(comment)):
                    return comment.reason
        for entry in self.subject.settings.ignore:
            if self.code(entry.rule) == finding.rule and self._matches(entry, finding.address):
                self.used.add((id(entry), finding.rule))
                if not self._expired(entry.expires):
                    return entry.reason
        return ""

    def _expired(self, day: date | None) -> bool:
        return day is not None and day < self.today

    def _matches(self, entry: Ignore, address: Address) -> bool:
        return any(it.fits(entry.object) for it in (address, *self.subject.above(address)))

    def complaints(self) -> Iterator[Finding]:
        """Yield findings about the ignores themselves; to be called after all findings were checked."""
        for comment in self.comments:
            address = Address("file", comment.at.path)
            for message, instead in self._about(comment):
                yield Finding(lnt001.CODE, lnt001.SEVERITY, message, address, comment.at, instead, message)
            for message in self._over(comment):
                yield Finding(lnt002.CODE, lnt002.SEVERITY, message, address, comment.at, MEND, message)
        # An entry that one migration does not need may be needed by another.
        for entry in () if isinstance(self.subject, Change) else self.subject.settings.ignore:
            yield from self._about_entry(entry)

    def _about(self, comment: Directive) -> Iterator[tuple[str, str]]:
        if comment.word not in WORDS:
            near = nearest(comment.word, WORDS)
            yield f'"schemadiff:{comment.word}" is not known', f"the nearest known one is schemadiff:{near}"
        elif comment.word == IGNORE_END and comment.span is None:
            yield "this ignore-end has no ignore-start", "write schemadiff:ignore-start where it should begin"
        elif comment.word == IGNORE_START and comment.span is None:
            yield (
                "this ignore-start has no ignore-end, and ignores nothing",
                "write schemadiff:ignore-end below it",
            )
        elif comment.word in OURS and comment.word != IGNORE_END:
            yield from self._about_words(comment)

    def _about_words(self, comment: Directive) -> Iterator[tuple[str, str]]:
        example = (
            f"-- schemadiff:{comment.word} {', '.join(comment.rules) or 'RLS001'} -- why this is right here"
        )
        if not comment.rules:
            yield "this ignore names no rule", example
        if not comment.reason:
            yield "an ignore without a reason has no effect", example
        elif comment.until and _last_day(comment) is None:
            yield f'"{comment.until}" is not a date, so this ignore has no end', "write it like 2030-12-31"
        elif not self._expired(_last_day(comment)):
            for written in comment.rules:
                yield from self._about_rule(comment, written)

    def _about_rule(self, comment: Directive, written: str) -> Iterator[tuple[str, str]]:
        code = self.code(written)
        if code is None:
            yield f'there is no rule "{written}"', f"the nearest known one is {self._nearest(written)}"
        elif comment.word == IGNORE and comment.span is None:
            yield (
                f"this ignore of {code} stands above no column or constraint",
                ("put it above the statement that it is for"),
            )
        elif code in self.ran and (id(comment), code) not in self.used:
            yield f"nothing to ignore here: {code} finds nothing", "delete the ignore"

    def _over(self, comment: Directive) -> Iterator[str]:
        """Yield a message for each rule of an ignore that has expired."""
        if not self._expired(_last_day(comment)):
            return
        for code in filter(None, map(self.code, comment.rules)):
            yield _ended(f"this ignore of {code}", comment.until, used=(id(comment), code) in self.used)

    def _about_entry(self, entry: Ignore) -> Iterator[Finding]:
        code = self.code(entry.rule)
        address, key = Address("setting", "lint.ignore"), f"{code} {entry.object}"
        used = (id(entry), code or "") in self.used
        if self._expired(entry.expires):
            message = _ended(f"the ignore of {code} for {entry.object}", str(entry.expires), used=used)
            yield Finding(lnt002.CODE, lnt002.SEVERITY, message, address, entry.at, MEND, key)
        elif code in self.ran and not used:
            message = f"nothing to ignore: {code} finds nothing in {entry.object}"
            yield Finding(lnt001.CODE, lnt001.SEVERITY, message, address, entry.at, "delete the ignore", key)

    def _nearest(self, written: str) -> str:
        near = nearest(written.lower(), self.codes)
        return near.upper() if near.upper() in self.codes.values() else near


def _last_day(comment: Directive) -> date | None:
    """The last day; None also if it is no date, which is reported separately while the ignore stays in effect."""
    try:
        return comment.expires
    except ValueError:
        return None


def _ended(what: str, day: str, *, used: bool) -> str:
    after = "and its findings are reported again" if used else "and nothing needs it any more"
    return f"{what} ended on {day}, {after}"


def _covers(comment: Directive, finding: Finding) -> bool:
    match comment.word:
        case "ignore" | "ignore-start":
            return comment.span is not None and comment.span.covers(finding.at)
        case "ignore-file":
            return finding.at is not None and finding.at.path == comment.at.path
    return False


def checked(entries: Sequence[Ignore], codes: Mapping[str, str]) -> Iterator[tuple[Ignore, str]]:
    """Yield the entries with an unknown rule, each with the nearest known one."""
    for entry in entries:
        if entry.rule.lower() not in codes:
            yield entry, nearest(entry.rule.lower(), codes)
