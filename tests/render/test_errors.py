"""Errors on a terminal: sentences are wrapped, what people copy or search for is not."""

import sys

import pytest

from schemadiff.errors import SchemadiffError
from schemadiff.model import Position
from schemadiff.render.errors import folded, wrapped

PLACE = Position("desired/odd folder/a.sql", 12, 3)
MESSAGE = 'column "deleted at" does not exist in any of the tables that are named here'


def postgres() -> SchemadiffError:
    error = SchemadiffError(
        f"cannot create view app.active: {MESSAGE}",
        at=PLACE,
        detail="12 | SELECT a, b, c, d FROM app.users WHERE deleted_at IS NULL AND name = 'somebody'",
        hint="give the column another name, or create it in the file of the table first",
    )
    error.quoted = MESSAGE
    return error


def statement() -> SchemadiffError:
    return SchemadiffError(
        "a sentence that is too long for the width that it has",
        hint="let this role read it: GRANT USAGE ON SCHEMA app TO reader; then run schemadiff plan --target b again",
    )


@pytest.mark.parametrize(
    ("error", "width", "shown"),
    [
        (
            postgres(),
            60,
            (
                "desired/odd folder/a.sql:12:3: cannot create view\n"
                "       app.active:\n"
                f"       {MESSAGE}\n"
                "12 | SELECT a, b, c, d FROM app.users WHERE deleted_at IS NULL AND name = 'somebody'\n"
                "hint: give the column another name, or create it in the file\n"
                "      of the table first"
            ),
        ),
        (
            statement(),
            40,
            (
                "a sentence that is too long for\n"
                "       the width that it has\n"
                "hint: let this role read it:\n"
                "      GRANT USAGE ON SCHEMA app TO reader;\n"
                "      then run\n"
                "      schemadiff plan --target b again"
            ),
        ),
        (postgres(), sys.maxsize, str(postgres())),
        (SchemadiffError(""), 40, ""),
    ],
)
def test_an_error_is_wrapped_at_words(error: SchemadiffError, width: int, shown: str) -> None:
    assert wrapped(error, width=width, label=len("error: ")) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("applying generated/1_a.sql", "applying generated/1_a.sql"),
        (
            "the target is not in the state that generated/1_a.sql was proven for: running it on a copy",
            "the target is not in the state that\ngenerated/1_a.sql was proven for:\nrunning it on a copy",
        ),
        ("CREATE TABLE a_rather_long_name (with_a_column integer);",) * 2,
        (
            'a role is missing on the target; first: CREATE ROLE "reporter" NOLOGIN',
            'a role is missing on the target; first:\nCREATE ROLE "reporter" NOLOGIN',
        ),
    ],
)
def test_a_line_of_progress_is_wrapped_and_a_statement_is_not(line: str, shown: str) -> None:
    assert folded(line, width=40) == shown
