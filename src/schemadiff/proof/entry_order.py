"""The order in which a copy is made of the entries of a dump, where that of the dump makes another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemadiff.interplay.keys_of_references import bound_to
from schemadiff.interplay.shared_identities import turns
from schemadiff.model import Catalog
from schemadiff.proof.entries import Entry
from schemadiff.proof.own_references import after_wholes
from schemadiff.proof.unnamed import named
from schemadiff.proof.whole_keys import with_parts

ATTACH = "TABLE ATTACH"
KEYS = ("CONSTRAINT", "INDEX")
"""Entries that make what a foreign key may reference."""


def in_order(found: Sequence[Entry], current: Catalog) -> Sequence[Entry]:
    """Return the entries in the order in which they make the copy."""
    # pg_dump prints the comment on a NOT VALID NOT NULL constraint before the constraint.
    ordered = sorted(found, key=lambda entry: entry.kind == "COMMENT")
    attached = _attached_in_turn([*named(ordered, current)], current)
    return after_wholes(with_parts(_bound_first(attached, current), current), current)


def _attached_in_turn(found: Sequence[Entry], current: Catalog) -> Sequence[Entry]:
    """Return the entries with the partitions of a table with an identity attached when it is their turn (17).

    ATTACH PARTITION gives an identity to the attached table alone. A dump attaches in the order of names, so that one
    that comes before its whole would lack it, and PostgreSQL would refuse to alter the identity of the whole.
    """
    if not (known := dict(turns(current))):
        return found
    attached = iter(sorted((entry for entry in found if entry.kind == ATTACH), key=lambda e: _turn(e, known)))
    return [next(attached) if entry.kind == ATTACH else entry for entry in found]


def _bound_first(found: Sequence[Entry], current: Catalog) -> Sequence[Entry]:
    """Return the entries with the keys first that foreign keys are bound to: of several, PostgreSQL takes the oldest."""
    if not (bound := {*bound_to(current)}):
        return found
    ours = [entry for entry in found if entry.kind in KEYS]
    keys = iter(sorted(ours, key=lambda entry: not any(made in entry.sql for made in bound)))
    return [next(keys) if entry.kind in KEYS else entry for entry in found]


def _turn(entry: Entry, known: Mapping[str, int]) -> int:
    return next((turn for attaching, turn in known.items() if attaching in entry.sql), 0)
