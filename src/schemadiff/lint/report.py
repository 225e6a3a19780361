"""The outcome of a lint run."""

from __future__ import annotations

from dataclasses import dataclass

from schemadiff.lint.entry import Entry
from schemadiff.model import Finding, Severity


@dataclass(frozen=True)
class Report:
    """What was found, what was left out and why, and how much was looked at."""

    findings: tuple[Finding, ...]
    """By path, line and rule; what has no place in ``desired/`` comes last."""
    ignored: tuple[tuple[Finding, str], ...]
    """Findings that an ignore covers, each with its reason."""
    broken: tuple[tuple[str, str], ...]
    """Rules that broke down, by code, each with the reason."""
    unable: tuple[tuple[str, str], ...]
    """Rules that could not look at all that they are for, because nobody gave it to them; each with the reason."""
    checked: int
    """How many objects were looked at."""
    rules: int
    """How many rules ran."""
    fail_on: Severity
    require_all: bool = False
    """True if a rule that was not able to run is as bad as one that broke down."""
    ran: frozenset[str] = frozenset()
    """The codes of the rules that ran to their end."""
    known: tuple[Finding, ...] = ()
    """Findings that the baseline has."""
    gone: tuple[Entry, ...] = ()
    """Entries of the baseline that nothing was found for."""
    pruned: tuple[Entry, ...] = ()
    """Entries that were taken out of the baseline."""
    older: int = 0
    """How many findings were left out because the commit of ``--since`` has them as well."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Statements that were added to ``desired/``, each with the path of the file."""

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """The rules that did not run to their end."""
        return (*self.broken, *self.unable)

    @property
    def exit_code(self) -> int:
        """3 if lint could not look at everything, or at anything; 1 for a finding that fails; else 0."""
        if self.broken or not self.checked or (self.require_all and self.unable):
            return 3
        return int(any(f.severity.rank >= self.fail_on.rank for f in self.findings))
