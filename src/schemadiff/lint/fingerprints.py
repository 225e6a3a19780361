"""Identifiers of findings that stay the same as long as the finding exists, in every format and in the baseline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemadiff.model import Address, Finding

DIGITS = 16
"""These are 64 bits: short enough for a terminal, and a collision is unlikely among a million findings."""


def fingerprint(finding: Finding) -> str:
    """The fingerprint of a finding, which depends neither on its line nor on its wording."""
    return fingerprint_of(finding.rule, finding.address, finding.key)


def fingerprint_of(rule: str, address: Address, key: str) -> str:
    """The fingerprint for a rule and an object; the key distinguishes several findings in one object."""
    # PostgreSQL allows no NUL in a name, so different findings never give the same joined text.
    return hashlib.sha256("\0".join((rule, *address, key)).encode()).hexdigest()[:DIGITS]


def told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings with unique fingerprints: repeated ones (for equal statements) are numbered."""
    seen: set[str] = set()
    for finding in findings:
        other, number = finding, 1
        while fingerprint(other) in seen:
            number += 1
            other = replace(finding, key=f"{finding.key} #{number}".lstrip())
        seen.add(fingerprint(other))
        yield other
