"""The new type of a column does not hold every value of the old one.

What
    ``ALTER COLUMN ... TYPE`` to fewer characters, fewer digits, a smaller integer, a date of a moment, or from text
    to a type that is no text.

Why
    It fails on the first value that does not fit, or cuts it: an explicit cast to ``varchar(n)`` cuts strings
    without a word, and a smaller scale rounds.

Instead
    Look first whether there is such a value, and say what is to become of it in ``USING``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast.enums import AlterTableType

from schemadiff.kinds.casts import narrows
from schemadiff.lint.change import Change
from schemadiff.lint.mig.say import finding, type_words
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity

CODE = "MIG012"
NAME = "narrowing-type-change"
SEVERITY = Severity.ERROR
ON = Step


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield a change to a type that is known to hold less."""
    table = change.relation(step)
    for command in step.altering(AlterTableType.AT_AlterColumnType):
        column = change.column(table, command.name) if table else None
        new = type_words(command.def_.typeName)
        if column is None or not narrows(column.data_type, new) or column.data_type == new:
            continue
        message = f"{column.data_type} to {new}: not every value of {command.name} fits"
        instead = f"SELECT count(*) FROM {table.identity if table else ''} WHERE {column.name} <> {column.name}::{new}::{column.data_type};"
        yield finding(CODE, change.weight(step.hit(), SEVERITY, small=1), step, message, instead)
