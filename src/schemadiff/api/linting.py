"""Lints the schema that ``desired/`` describes."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from schemadiff.comparison.comparison import scope_of
from schemadiff.lint import desired as linting
from schemadiff.lint.observed import Observed, observe
from schemadiff.lint.report import Report
from schemadiff.lint.subject import Subject
from schemadiff.scope import Scope, restrict
from schemadiff.scope.listed import refuse_only_absent
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop, linted
from schemadiff.targets import Live, live


def lint(
    settings: Settings,
    asked: linting.Asked | None = None,
    *,
    look: bool = False,
    target: str | None = None,
    require_all: bool = False,
) -> Report:
    """Lint the loaded ``desired/``; with ``look`` also a target in use.

    With ``require_all`` a rule that could not run makes the exit code 3.
    """
    check = partial(_linted, look=look, target=target, require_all=require_all)
    return linting.lint(settings, asked or linting.Asked(), check)


def _linted(
    settings: Settings, *, look: bool, target: str | None, require_all: bool
) -> tuple[Report, Subject]:
    from schemadiff.lint import lint as run_rules  # noqa: PLC0415 - all rules, 0.1 s, for this command alone

    with ExitStack() as stack:
        opened = stack.enter_context(live(settings, target)) if look else None
        workshop = stack.enter_context(Workshop(settings, opened))
        desired, loaded = linted(workshop)
        everything = desired.catalog
        refuse_only_absent(settings.schemas, "desired/ has none", everything)
        scope = scope_of(settings, desired)
        subject = Subject(
            catalog=restrict(everything, scope),
            settings=settings.lint,
            statements=workshop.files.statements,
            at=desired.places,
            policy_errors=loaded.policy_errors,
            body_errors=loaded.body_errors,
            everything=everything,
            observed=_observed(opened, scope) if opened else None,
        )
        return run_rules(subject, require_all=require_all), subject


def _observed(target: Live, scope: Scope) -> Observed:
    with target.connect() as conn:
        return observe(conn, target.name, scope)
