"""Whether a foreign key is deferrable: PostgreSQL changes that in place (``ALTER CONSTRAINT``), and for no other constraint."""

from __future__ import annotations

import re

PARTS = re.compile(r"(.*?)( DEFERRABLE(?: INITIALLY DEFERRED)?)?((?: NOT VALID| NOT ENFORCED)?)", re.DOTALL)
"""The definition of a foreign key, as PostgreSQL prints it: what it is, whether it is deferrable, whether rows were checked."""


def deferred_alike(definition: str, other: str) -> str:
    """Return ``definition`` with what ``other`` says of deferring."""
    (what, _, checked), (_, when, _) = _parts(definition), _parts(other)
    return f"{what}{when}{checked}"


def deferring(definition: str) -> str:
    """Return what ALTER CONSTRAINT says of deferring."""
    return _parts(definition)[1].strip() or "NOT DEFERRABLE"


def _parts(definition: str) -> tuple[str, str, str]:
    found = PARTS.fullmatch(definition)
    assert found is not None
    what, when, checked = found.groups()
    return what, when or "", checked
