"""What stays the same while a finding does, in every format and in the baseline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemadiff.model import Address, Finding

DIGITS = 16
"""Of 64 bits: short enough for a line of a terminal, and of a million findings no two are likely to share one."""


def fingerprint(finding: Finding) -> str:
    """That of a finding, wherever its line moves and however it is worded."""
    return fingerprint_of(finding.rule, finding.address, finding.key)


def fingerprint_of(rule: str, address: Address, key: str) -> str:
    """That of what a rule finds in an object; the key tells two such findings apart."""
    # PostgreSQL allows no NUL in a name, so no two different findings are joined to the same text.
    return hashlib.sha256("\0".join((rule, *address, key)).encode()).hexdigest()[:DIGITS]


def told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, none with the fingerprint of another: what is found again (a statement twice) is numbered."""
    seen: set[str] = set()
    for finding in findings:
        other, number = finding, 1
        while fingerprint(other) in seen:
            number += 1
            other = replace(finding, key=f"{finding.key} #{number}".lstrip())
        seen.add(fingerprint(other))
        yield other
