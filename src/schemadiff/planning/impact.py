"""The impact of a plan on users of the target: effects measured on the clone, sizes read from the target, findings of lint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from schemadiff.desired import files
from schemadiff.desired.files import SourceStatement
from schemadiff.lint.change import Change, complete
from schemadiff.lint.step import Step
from schemadiff.model import Catalog, Finding, Plan, Proof, Refusal, Severity, Statement, Verb
from schemadiff.proof.sizes import sized
from schemadiff.settings import Settings
from schemadiff.targets import Live

OURS = "LNT"
"""Prefix of the rules about ignores themselves, which ``schemadiff lint`` reports."""
NEVER = "off"


def as_seen(plan: Plan, proof: Proof, target: Live) -> Plan:
    """Return the plan with the effects that the proof measured, and the sizes on the target of the relations concerned."""
    if not proof.effects:
        return plan
    # Renames come first, and ran on the base before effects were measured.
    renames = plan.statements[: len(plan.statements) - len(proof.effects)]
    others = plan.statements[len(renames) :]
    seen = zip(others, sized(target, proof.effects), strict=True)
    return replace(
        plan, statements=(*renames, *(replace(statement, effects=effects) for statement, effects in seen))
    )


def judged(plan: Plan, before: Catalog, settings: Settings) -> tuple[Finding, ...]:
    """Return what the rules for migrations find in a plan, except what is ignored, the most severe first."""
    steps = tuple(
        Step(s.sql, s.effects, s.address, s.at, unit=number, alone=not unit.transactional, reason=s.reason)
        for number, unit in enumerate(plan.units)
        for s in unit.statements
        if _matters(s, before)
    )
    if not steps:
        return ()
    from schemadiff.lint import lint  # noqa: PLC0415 - all rules, 0.1 s, only when there is something to judge

    change = complete(Change(steps, settings.lint, before, managed=True))
    report = lint(change)
    if report.findings:
        report = lint(replace(change, statements=_commented(report.findings, settings)))
    found = [finding for finding in report.findings if not finding.rule.startswith(OURS)]
    return tuple(sorted(found, key=lambda finding: -finding.severity.rank))


def _matters(statement: Statement, before: Catalog) -> bool:
    """Return False for a statement about a new object, which nobody can be using: each rule costs 0.3 ms a statement."""
    whole = statement.part_of or statement.address
    return bool(statement.effects.relations) or whole in before.objects or statement.verb is not Verb.CREATE


def _commented(findings: Sequence[Finding], settings: Settings) -> tuple[SourceStatement, ...]:
    """Return the statements of the files that findings point to, where these contain ignores."""
    paths = sorted({settings.root / finding.at.path for finding in findings if finding.at})
    return tuple(statement for path in paths for statement in _statements_if_ignoring(path, settings))


def _statements_if_ignoring(path: Path, settings: Settings) -> Iterator[SourceStatement]:
    if "schemadiff:ignore" in path.read_text(encoding="utf-8-sig"):
        yield from files.read(path, settings.root, roles=settings.roles == "managed")


def refusals(findings: Sequence[Finding], settings: Settings) -> Iterator[Refusal]:
    """Yield a refusal if some findings are at least as severe as the settings tolerate."""
    if settings.lint.plan_fail_on == NEVER:
        return
    least = Severity(settings.lint.plan_fail_on)
    grave = [finding for finding in findings if finding.severity.rank >= least.rank]
    if grave:
        words = "; ".join(f"{each.rule} on {each.address.identity}: {each.message}" for each in grave)
        hint = f"change the plan, or ignore the finding with a reason; plan_fail_on under [lint] is {least}"
        yield Refusal("lint", words, hint)
