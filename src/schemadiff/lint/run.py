"""Runs the rules on a subject and assigns severities to the findings."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from schemadiff.errors import UsageError
from schemadiff.kinds.routine import Function
from schemadiff.lint import ignores
from schemadiff.lint.bodies import not_understood
from schemadiff.lint.change import Change
from schemadiff.lint.fingerprints import told_apart
from schemadiff.lint.ignores import Ignores
from schemadiff.lint.observed import LIVE
from schemadiff.lint.registry import OPT_IN, READS_BODIES, RULES
from schemadiff.lint.render.report import by_place
from schemadiff.lint.report import Report
from schemadiff.lint.rule import Documented, Rule
from schemadiff.lint.rule_options import check_options
from schemadiff.lint.step import Step
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.settings.lint import Lint
from schemadiff.settings.options import nearest
from schemadiff.words import listed

NAMES: Mapping[str, str] = {rule.CODE: rule.NAME for rule in (*RULES, *ignores.OWN)}
"""The name of each rule by its code."""
CODES: Mapping[str, str] = {word.lower(): code for code, name in NAMES.items() for word in (code, name)}
"""The code of each rule by code and by name, in lower case."""
OFF = "off"
NO_DATABASE = "only with a database in use: schemadiff lint --live"

_log = logging.getLogger(__name__)


def lint(subject: Subject | Change, *, today: date | None = None, require_all: bool = False) -> Report:
    """Check a schema or a migration with all its rules that are not off.

    With ``require_all`` a rule that lacks an input counts as one that failed.

    Raises:
        UsageError: the settings name a rule that does not exist.
    """
    told, level = _told(subject.settings), levels(subject.settings)
    steps = isinstance(subject, Change)
    wanted = tuple(rule for rule in RULES if level[rule.CODE] != OFF and (rule.ON is Step) == steps)
    rules = tuple(
        rule
        for rule in wanted
        if rule.ON not in LIVE or (not isinstance(subject, Change) and subject.observed)
    )
    found: list[Finding] = []
    broken: list[tuple[str, str]] = []
    checked: set[Any] = set()
    for rule in rules:
        checked |= {id(thing) if steps else thing.address for thing in subject.every(rule.ON)}
        _run(rule, subject, found, broken)
    day = today or datetime.now(tz=UTC).date()
    ran = frozenset(rule.CODE for rule in rules) - {code for code, _ in broken}
    ignoring = Ignores(subject, CODES, ran, day)
    reasons = [(finding, ignoring.reason(finding)) for finding in found]
    left = [finding for finding, reason in reasons if not reason]
    return Report(
        findings=tuple(told_apart(by_place([*_weighed([*left, *ignoring.complaints()], told)]))),
        ignored=tuple((finding, reason) for finding, reason in reasons if reason),
        broken=tuple(broken),
        unable=tuple((rule.CODE, reason) for rule in wanted if (reason := _lacks(rule, subject))),
        checked=len(checked),
        rules=len(rules),
        fail_on=Severity(subject.settings.fail_on),
        require_all=require_all,
        ran=ran,
    )


def _lacks(rule: Rule, subject: Subject | Change) -> str:
    """Why a rule cannot check everything that it is for; empty if it can."""
    if isinstance(subject, Change):
        return ""
    if rule.ON not in LIVE:
        return _unread(subject) if rule in READS_BODIES else ""
    return NO_DATABASE if subject.observed is None else subject.observed.hidden(rule.ON)


def _unread(subject: Subject) -> str:
    """The functions whose bodies cannot be parsed, each with the reason."""
    said = [
        f"{function.address} ({subject.place(function)}: {reason})"
        for function in subject.every(Function)
        if (reason := not_understood(function))
    ]
    return f"cannot look into {listed(said)}" if said else ""


def _run(rule: Rule, subject: Subject | Change, found: list[Finding], broken: list[tuple[str, str]]) -> None:
    """Run one rule on all its objects; after an exception, go on with the next object."""
    troubles: list[str] = []
    for thing in subject.every(rule.ON):
        try:
            found.extend(rule.check(thing, subject))
        except Exception as error:  # noqa: BLE001 - a rule that breaks must not hide what the others find
            _log.debug("%s failed", rule.CODE, exc_info=True)
            troubles.append(f"{thing.address}: {type(error).__name__}: {error}")
    if troubles:
        more = f", and on {len(troubles) - 1} more" if troubles[1:] else ""
        broken.append((rule.CODE, f"a bug in this rule, please report it: {troubles[0]}{more}"))


def _weighed(findings: list[Finding], levels: Mapping[str, str]) -> Iterator[Finding]:
    for finding in findings:
        level: Any = levels.get(finding.rule)
        if level != OFF:
            yield replace(finding, severity=Severity(level)) if level else finding


def levels(settings: Lint) -> dict[str, str]:
    """The severity of every rule, or "off", by code.

    Raises:
        UsageError: the settings name a rule that does not exist, or set an option that it does not accept.
    """
    told = _told(settings)
    return {
        rule.CODE: told.get(rule.CODE) or (OFF if _quiet(rule, settings, told) else str(rule.SEVERITY))
        for rule in (*RULES, *ignores.OWN)
    }


def _quiet(rule: Documented, settings: Lint, told: Mapping[str, str]) -> bool:
    """True for an opt-in rule that is not turned on."""
    return rule in OPT_IN and not settings.strict and rule.CODE not in told


def _told(settings: Lint) -> dict[str, str]:
    """The severities in the settings, by code; empty if only options are set."""
    found = {}
    for written, told in settings.rules.items():
        if written.lower() not in CODES:
            near = nearest(written.lower(), CODES)
            raise UsageError(
                f'unknown rule "{written}" in [lint.rules]',
                at=told.at,
                hint=f'the nearest known one is "{_shown(near)}"',
            )
        code = CODES[written.lower()]
        check_options(code, told)
        found[code] = told.level or ""
    for entry, near in ignores.checked(settings.ignore, CODES):
        raise UsageError(
            f'unknown rule "{entry.rule}" in [[lint.ignore]]',
            at=entry.at,
            hint=f'the nearest known one is "{_shown(near)}"',
        )
    return found


def _shown(word: str) -> str:
    return word.upper() if word.upper() in NAMES else word
