"""A foreign key has another type than what it refers to.

What
    A foreign key one of whose columns has another type, length or precision than the column that it refers
    to. ``citext`` and ``text`` go together, and so do a domain and its base type.

Why
    Each comparison casts one of them, which may keep an index from being used; and values that one side takes
    do not fit into the other: an ``integer`` that refers to a ``bigint`` fails at the 2,147,483,648th parent.

Instead
        ALTER TABLE notes ALTER COLUMN author_id TYPE bigint;

    Of two integers, the narrower one gets the type of the wider one, be it the key or what refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.lint.columns import INTEGERS, domain_of, pairs, retyped, widened
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity

CODE = "TYP008"
NAME = "fk-type-mismatch"
SEVERITY = Severity.WARNING
ON = Constraint
TEXTS = frozenset({"text", "character varying"})


def check(constraint: Constraint, schema: Subject) -> Iterator[Finding]:
    """Yield the columns of a foreign key that are of another type than what they refer to."""
    if constraint.type != "f" or constraint.parent is None or constraint.references is None:
        return
    parent = Address("table", constraint.references)
    for name, referred in pairs(constraint):
        mine, theirs = schema.column(constraint.parent, name), schema.column(parent, referred)
        if mine is None or theirs is None or _agree(mine, theirs, schema):
            continue
        yield Finding(
            CODE,
            SEVERITY,
            f"{mine.identity} is {mine.data_type}, and {theirs.identity}, which it refers to, "
            f"is {theirs.data_type}",
            constraint.address,
            schema.at.get(mine.address) or schema.place(constraint),
            "\n".join(_alike(mine, theirs, schema)),
            mine.name,
        )


def _alike(mine: Column, theirs: Column, schema: Subject) -> Iterator[str]:
    """Yield the statements that give both the same type; of two integers that is the wider one."""
    one, other = mine.data_type, theirs.data_type
    if one in INTEGERS and other in INTEGERS and INTEGERS.index(one) > INTEGERS.index(other):
        yield from widened(theirs, one, schema)
    else:
        yield retyped(mine, other, schema)


def _agree(mine: Column, theirs: Column, schema: Subject) -> bool:
    one, other = _base(mine, schema), _base(theirs, schema)
    return one == other or all(kind in TEXTS or kind.endswith("citext") for kind in (one, other))


def _base(column: Column, schema: Subject) -> str:
    domain = domain_of(column, schema)
    return domain.base if domain else column.data_type
