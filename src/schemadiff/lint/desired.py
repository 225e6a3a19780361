"""The options of ``schemadiff lint`` beyond the rules: comparison with a commit or a baseline, and fixes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from schemadiff.branches import git
from schemadiff.errors import Problems, SchemadiffError, UsageError
from schemadiff.lint import Report, Subject, baseline, fixing, since
from schemadiff.lint.entry import Entry
from schemadiff.postgres.folders import scratch
from schemadiff.settings import Settings

Check = Callable[[Settings], tuple[Report, Subject]]
"""Runs the rules on the desired schema of the settings."""


@dataclass(frozen=True)
class Asked:
    """The options of a lint run."""

    baseline: Path | None = None
    """Report only findings that are not in this file."""
    update: bool = False
    """Write the findings into the baseline."""
    prune: bool = False
    """Remove entries without a finding from the baseline."""
    since: str | None = None
    """Report only findings that are new since this commit."""
    fix: bool = False
    """Add safe fixes to ``desired/``, and check again."""


def lint(settings: Settings, asked: Asked, check: Check) -> Report:
    """Check the schema, and process the findings as asked.

    Raises:
        UsageError: the baseline or the commit does not exist, or the options cannot be combined.
    """
    _possible(settings, asked)
    report, subject = _new(settings, asked, check)
    report = _against_baseline(report, asked, settings.root)
    return _fixed(settings, asked, check, report, subject) if asked.fix else report


def _possible(settings: Settings, asked: Asked) -> None:
    """Raise errors about the options before a server is started."""
    if asked.since and (asked.update or asked.prune):
        raise UsageError(
            "--since omits findings, and a baseline of the others would lose them",
            hint="run lint twice",
        )
    if asked.since is not None:
        git.commit(settings.root, asked.since)
    if asked.baseline is not None and not asked.update:
        baseline.read(asked.baseline, os.path.relpath(asked.baseline, settings.root))


def _new(settings: Settings, asked: Asked, check: Check) -> tuple[Report, Subject]:
    report, subject = check(settings)
    if asked.since is None:
        return report, subject
    with _desired_at(settings, asked.since) as then:
        if then is None:
            return report, subject
        try:
            before, old = check(then)
        except (Problems, SchemadiffError) as error:
            raise SchemadiffError(
                f"{settings.desired.name}/ as of {asked.since} cannot be checked",
                detail=str(error),
                hint="compare with another commit, or omit --since",
            ) from error
        return since.newer(report, subject, before, old.statements), subject


@contextmanager
def _desired_at(settings: Settings, ref: str) -> Iterator[Settings | None]:
    """The settings for ``desired/`` at a commit; None if it has none, so that all findings are new."""
    folder = os.path.relpath(settings.desired, settings.root)
    if folder.startswith(os.pardir):
        raise UsageError("--since needs desired to be inside the project", hint="move it, or omit --since")
    with scratch("since") as name:
        root = Path(name).resolve()
        written = git.export(settings.root, folder, ref, root)
        yield replace(settings, root=root, desired=root / folder) if written else None


def _against_baseline(report: Report, asked: Asked, root: Path) -> Report:
    if asked.baseline is None:
        return report
    path, shown = asked.baseline, os.path.relpath(asked.baseline, root)
    if asked.update:
        entries = baseline.updated(report, _kept(path, shown))
        baseline.write(path, entries)
        return baseline.applied(report, entries)
    entries = baseline.read(path, shown)
    found = baseline.applied(report, entries)
    if not asked.prune or not found.gone:
        return found
    baseline.write(path, set(entries) - set(found.gone))
    return replace(found, gone=(), pruned=found.gone)


def _kept(path: Path, shown: str) -> list[Entry]:
    """The entries of a baseline that is about to be rewritten; none from another version."""
    if not path.exists():
        return []
    baseline.document(path, shown)  # nothing else is written over
    try:
        return baseline.read(path, shown)
    except UsageError:
        return []


def _fixed(settings: Settings, asked: Asked, check: Check, report: Report, subject: Subject) -> Report:
    """Add safe fixes and check again; on an error, restore the files."""
    added = fixing.fixes(report.findings)
    if not added:
        return report
    before = fixing.write(settings.root, added, subject.statements)
    try:
        again = _against_baseline(
            _new(settings, asked, check)[0], replace(asked, update=False), settings.root
        )
    except SchemadiffError as error:
        fixing.restore(before)
        raise SchemadiffError(
            "with the statements that --fix adds, desired/ cannot be checked; it was left unchanged",
            detail=str(error),
        ) from error
    except BaseException:
        fixing.restore(before)
        raise
    return replace(again, fixed=tuple((path, sql) for path, more in added.items() for sql in more))
