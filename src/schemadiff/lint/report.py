"""The result of a lint run."""

from __future__ import annotations

from dataclasses import dataclass

from schemadiff.lint.entry import Entry
from schemadiff.model import Finding, Severity


@dataclass(frozen=True)
class Report:
    """The findings, the ignored and skipped parts with reasons, and the numbers of checked objects and rules."""

    findings: tuple[Finding, ...]
    """Sorted by path, line and rule; findings without a place in ``desired/`` come last."""
    ignored: tuple[tuple[Finding, str], ...]
    """Ignored findings, each with the reason."""
    broken: tuple[tuple[str, str], ...]
    """The codes of rules that raised an exception, each with the error."""
    unable: tuple[tuple[str, str], ...]
    """The codes of rules that could not check everything, because an input is missing; each with the reason."""
    checked: int
    """The number of checked objects."""
    rules: int
    """The number of rules that ran."""
    fail_on: Severity
    require_all: bool = False
    """True if a rule in ``unable`` is as bad as one in ``broken``."""
    ran: frozenset[str] = frozenset()
    """The codes of the rules that ran to their end."""
    known: tuple[Finding, ...] = ()
    """Findings that are in the baseline."""
    gone: tuple[Entry, ...] = ()
    """Entries of the baseline without a finding."""
    pruned: tuple[Entry, ...] = ()
    """Entries that were removed from the baseline."""
    older: int = 0
    """The number of findings left out because the commit of ``--since`` has them as well."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Statements that were added to ``desired/``, each with the path of the file."""

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """The rules that did not run to their end or could not check everything."""
        return (*self.broken, *self.unable)

    @property
    def exit_code(self) -> int:
        """3 if lint could not check everything, or checked nothing; 1 if a finding fails the run; otherwise 0."""
        if self.broken or not self.checked or (self.require_all and self.unable):
            return 3
        return int(any(f.severity.rank >= self.fail_on.rank for f in self.findings))
