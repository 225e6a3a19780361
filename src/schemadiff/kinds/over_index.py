"""Keys that take over a unique index that is there (``ADD CONSTRAINT ... USING INDEX``), in an instant."""

from __future__ import annotations

from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index_clauses import DEFERRABILITY

KEYS = {"u": "UNIQUE", "p": "PRIMARY KEY"}
NULLS_ALIKE = "UNIQUE NULLS NOT DISTINCT "


def index_columns(constraint: Constraint) -> str:
    """Return the columns of a key as CREATE UNIQUE INDEX takes them, with INCLUDE and NULLS NOT DISTINCT."""
    keys, include, _ = _taken_apart(constraint)
    nulls = " NULLS NOT DISTINCT" if constraint.definition.startswith(NULLS_ALIKE) else ""
    return f"{keys}{include}{nulls}"


def over_index(constraint: Constraint, name: str) -> str:
    """Return the statement that turns that index into a key, in an instant; the index is renamed to the key's name."""
    return f"ALTER TABLE {constraint.table} ADD CONSTRAINT {constraint.name} {defined_over(constraint, name)}"


def defined_over(constraint: Constraint, name: str) -> str:
    """Return the definition of a key that takes over the index ``name``."""
    *_, deferred = _taken_apart(constraint)
    return f"{KEYS[constraint.type]} USING INDEX {name}{deferred}"


def can_take_over(constraint: Constraint) -> bool:
    """Return True for a key that an existing index can become: of plain columns."""
    if constraint.type not in KEYS:
        return False
    keys, include, _ = _taken_apart(constraint)
    return bool(keys) and (not include or include.startswith(" INCLUDE ("))


def _taken_apart(constraint: Constraint) -> tuple[str, str, str]:
    """Return the columns in brackets, the INCLUDE, and the deferrability; empty if it is no such key."""
    keys = f"({', '.join(constraint.columns)})"
    for begins in (NULLS_ALIKE, *(f"{word} " for word in KEYS.values())):
        if constraint.definition.startswith(f"{begins}{keys}"):
            rest = constraint.definition.removeprefix(f"{begins}{keys}")
            deferred = next(words for words in DEFERRABILITY if rest.endswith(words))
            return keys, rest.removesuffix(deferred), deferred
    return "", "", ""
