"""Secrets are blanked out of whatever is printed."""

import pytest

from schemadiff.errors import Problems, SchemadiffError, UsageError, redact
from schemadiff.model import Position


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://anna:s3cret@db/app", "postgresql://anna:***@db/app"),
        ("postgresql://anna:s3@cr@t@db/app", "postgresql://anna:***@db/app"),
        ("postgresql://anna:a/b@db/app", "postgresql://anna:***@db/app"),
        ("postgresql://:s3cret@db/app", "postgresql://:***@db/app"),
        ("postgresql://db/app?user=anna&password=s3cret", "postgresql://db/app?user=anna&password=***"),
        ("host=db password=s3cret dbname=app", "host=db password=*** dbname=app"),
        ("host=db password = 's3 \\' cret' dbname=app", "host=db password = *** dbname=app"),
        ("PGPASSWORD=s3cret psql", "PGPASSWORD=*** psql"),
        ("sslpassword=s3cret", "sslpassword=***"),
        ("postgresql://anna@db:5432/app", "postgresql://anna@db:5432/app"),
    ],
)
def test_redact(text: str, expected: str) -> None:
    assert redact(text) == expected


def test_an_error_says_where_what_and_what_next() -> None:
    error = UsageError(
        "no such thing", at=Position("a.sql", 3, 7), detail="  line\n  ^", hint="write another"
    )
    assert str(error) == "a.sql:3:7: no such thing\n  line\n  ^\nhint: write another"


def test_problems_show_every_error() -> None:
    assert str(Problems([SchemadiffError("one"), SchemadiffError("two")])) == "one\n\ntwo"
