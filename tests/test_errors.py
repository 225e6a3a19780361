"""Passwords are removed from everything that is printed."""

import psycopg
import pytest

from schemadiff.errors import (
    ConnectionFailed,
    Problems,
    SchemadiffError,
    UsageError,
    connecting,
    place,
    redact,
)
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


@pytest.mark.parametrize(
    ("message", "hint"),
    [
        ("connection failed: fe_sendauth: no password supplied", "PGPASSWORD"),
        ("connection failed: FATAL:  sorry, too many clients already", "run this again later"),
        ('connection failed: FATAL:  too many connections for role "a"', "run this again later"),
        ("connection failed: FATAL:  remaining connection slots are reserved", "run this again later"),
        ("connection failed: FATAL:  the database system is starting up", "run this again in a moment"),
        ('connection failed: FATAL:  database "x" does not exist', "user, password and database"),
        ("server does not support SSL, but SSL was required", "sslmode of the URL"),
        ('definition of service "x" not found', "PGSERVICEFILE"),
        ("connection failed: Connection refused", "is the server running"),
    ],
)
def test_the_hint_fits_why_there_is_no_connection(message: str, hint: str) -> None:
    with pytest.raises(ConnectionFailed) as caught, connecting("host=127.0.0.1"):
        raise psycopg.OperationalError(message)
    assert hint in caught.value.hint


NO_URLS = (
    "s3cret",
    "postgresql:s3cret",
    "postgresql://anna:s3 cret@127.0.0.1:1/app",
    "postgresql://anna:s3cret%@127.0.0.1:1/app",
    "postgresql://anna:?s3cret@127.0.0.1:1/app",
    "postgresql://127.0.0.1:1/app?passwort=s3cret",
    "host=127.0.0.1 s3cret",
)
CUT_SHORT = (
    "postgresql://anna:1@s3cret@127.0.0.1:1/app",
    "postgresql://anna:1/s3cret@127.0.0.1:1/app",
    "postgresql://anna:1@s3/cret#3@127.0.0.1:1/app",
)


@pytest.mark.parametrize("url", [*NO_URLS, *CUT_SHORT, "postgresql://127.0.0.1:1/app?pass%77ord=s3cret"])
def test_what_is_wrong_with_a_url_is_said_without_the_secret_in_it(url: str) -> None:
    with pytest.raises((UsageError, ConnectionFailed)) as caught, connecting(url):
        psycopg.connect(url, connect_timeout=1)
    shown = f"{caught.value}{caught.value.__cause__}{place(url)}"
    assert ("s3" in shown, "cret" in shown, caught.value.__suppress_context__) == (False, False, True)
    assert ("%40" in shown) == (url in NO_URLS + CUT_SHORT)


def test_a_place_is_told_without_its_password() -> None:
    assert place("postgresql://anna:s3cret@db:5433/app") == "host=db port=5433 user=anna dbname=app"


def test_an_error_says_where_what_and_what_next() -> None:
    error = UsageError(
        "no such thing", at=Position("a.sql", 3, 7), detail="  line\n  ^", hint="write another"
    )
    assert str(error) == "a.sql:3:7: no such thing\n  line\n  ^\nhint: write another"


def test_problems_show_every_error() -> None:
    assert str(Problems([SchemadiffError("one"), SchemadiffError("two")])) == "one\n\ntwo"
