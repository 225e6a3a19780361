"""The words of the project, defined once: object, catalog, change, statement, plan, proof, finding.

All of them are data (frozen dataclasses); the modules beside this package turn one into the next.
"""

from __future__ import annotations

from schemadiff.model.address import Address, Located, Member, Name, Position, Severity, Unmodelled
from schemadiff.model.catalog import Catalog, Pairs, same_pairs
from schemadiff.model.effects import Affected, Effects, LockMode, Size, Work
from schemadiff.model.meaning import Meaning, Use
from schemadiff.model.objects import AS_TEXT, MustReplace, Object, Tie, vacated
from schemadiff.model.plan import (
    Alter,
    Answer,
    Change,
    Create,
    Drop,
    Note,
    Plan,
    Statement,
    Unit,
    Verb,
    split_into_units,
)
from schemadiff.model.proof import (
    AccessChange,
    ClientChange,
    Failure,
    Finding,
    Planned,
    Proof,
    Refusal,
    Rows,
    Verdict,
)
from schemadiff.model.question import Question
from schemadiff.model.reading import PART, Grant, Key, Reading, key
from schemadiff.model.sqlnames import in_sql

__all__ = [
    "AS_TEXT",
    "PART",
    "AccessChange",
    "Address",
    "Affected",
    "Alter",
    "Answer",
    "Catalog",
    "Change",
    "ClientChange",
    "Create",
    "Drop",
    "Effects",
    "Failure",
    "Finding",
    "Grant",
    "Key",
    "Located",
    "LockMode",
    "Meaning",
    "Member",
    "MustReplace",
    "Name",
    "Note",
    "Object",
    "Pairs",
    "Plan",
    "Planned",
    "Position",
    "Proof",
    "Question",
    "Reading",
    "Refusal",
    "Rows",
    "Severity",
    "Size",
    "Statement",
    "Tie",
    "Unit",
    "Unmodelled",
    "Use",
    "Verb",
    "Verdict",
    "Work",
    "in_sql",
    "key",
    "same_pairs",
    "split_into_units",
    "vacated",
]
