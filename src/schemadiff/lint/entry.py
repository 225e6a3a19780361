"""An entry of the baseline."""

from __future__ import annotations

from typing import NamedTuple

from schemadiff.lint.fingerprints import fingerprint_of
from schemadiff.model import Address, Finding


class Entry(NamedTuple):
    """A known finding; entries are sorted in the order of the file."""

    rule: str
    object: Address
    key: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint of its finding."""
        return fingerprint_of(self.rule, self.object, self.key)

    def __str__(self) -> str:
        return f"{self.rule} {self.object}" + (f" ({self.key})" if self.key else "")


def entry(finding: Finding) -> Entry:
    """The entry for a finding."""
    return Entry(finding.rule, finding.address, finding.key)
