"""Findings that are new since another state of ``desired/``, by comparing two lint runs, not two texts.

A finding is kept if the other run does not have it, wherever its cause is, or if its statement has changed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from pglast import parser

from schemadiff.desired.files import SourceStatement
from schemadiff.desired.splitting import COMMENTS
from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.report import Report
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding


def newer(report: Report, subject: Subject, before: Report, then: Sequence[SourceStatement]) -> Report:
    """The report without findings that the other state has as well in unchanged statements."""
    known = {fingerprint(finding) for finding in before.findings}
    texts = _Texts(then)

    def kept(finding: Finding) -> bool:
        statement = subject.statement_at(finding.at) if finding.at else None
        return fingerprint(finding) not in known or (statement is not None and statement not in texts)

    findings = tuple(filter(kept, report.findings))
    return replace(report, findings=findings, older=len(report.findings) - len(findings))


class _Texts:
    """The statements of a state; layout and comments make no difference."""

    def __init__(self, statements: Sequence[SourceStatement]) -> None:
        self.statements = statements
        self.as_written = {statement.sql for statement in statements}

    @cached_property
    def tokens(self) -> set[tuple[Any, ...]]:
        return {_tokens(statement.sql) for statement in self.statements}

    def __contains__(self, statement: SourceStatement) -> bool:
        # Scanning all statements takes long, and most are unchanged.
        return statement.sql in self.as_written or _tokens(statement.sql) in self.tokens


def _tokens(sql: str) -> tuple[Any, ...]:
    return tuple(sql[t.start : t.end + 1] for t in parser.scan(sql) if t.name not in COMMENTS)
