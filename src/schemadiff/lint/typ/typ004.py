"""A primary key that counts up runs out of numbers.

What
    A primary key of one column of type ``smallint`` or ``integer`` that a sequence fills, be it an identity
    column or a default ``nextval()``; and one of type ``bigint`` whose sequence is ``AS smallint`` or ``AS integer``.

Why
    After 2,147,483,647 rows, deleted and rolled back ones included, every INSERT fails (``smallint``: 32,767).
    By then the type is changed under the greatest table there is, and with it that of every foreign key. With
    ``ALTER COLUMN id TYPE bigint``, PostgreSQL widens the sequence of an identity column; that of ``serial`` it leaves
    as it is.

Instead
        CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);

    Other integers, and keys that somebody chooses, are left alone. A small table that stays small: an ignore
    with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.constraint import Constraint
from schemadiff.lint.columns import SMALL, counts_up, sequences_of, widened
from schemadiff.lint.indexes import column_names
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import count

CODE = "TYP004"
NAME = "prefer-bigint-primary-key"
SEVERITY = Severity.WARNING
ON = Constraint
LAST = {"smallint": "32,767", "integer": "2,147,483,647"}


def check(constraint: Constraint, schema: Subject) -> Iterator[Finding]:
    """Yield the column of the primary key if its numbers run out."""
    names = column_names(constraint) if constraint.type == "p" else ()
    if len(names) != 1 or constraint.parent is None or constraint.inherited_from:
        return
    column = schema.column(constraint.parent, names[0])
    if column is None:
        return
    if column.data_type in SMALL and counts_up(column, schema):
        references = len(schema.referrers.get(constraint.table, ()))
        also = f", and {count(references, 'foreign key refers', 'foreign keys refer')} to it"
        yield Finding(
            CODE,
            SEVERITY,
            f"{column.identity} ends at {LAST[column.data_type]}{also if references else ''}",
            column.address,
            schema.place(column),
            "\n".join(widened(column, "bigint", schema)),
        )
    for sequence in sequences_of(column, schema) if column.data_type == "bigint" else ():
        if sequence.data_type in SMALL:
            yield Finding(
                CODE,
                SEVERITY,
                f"{column.identity} ends at {LAST[sequence.data_type]}: {sequence.address} is {sequence.data_type}",
                column.address,
                schema.place(column),
                f"ALTER SEQUENCE {sequence.identity} AS bigint;",
                "sequence",
            )
