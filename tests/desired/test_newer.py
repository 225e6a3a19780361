"""What a server is too old for is said with its version, and nothing where a newer one would not take it either."""

import pytest

from schemadiff.desired import files
from schemadiff.desired.load import load
from schemadiff.errors import Problems
from schemadiff.postgres.server import scratch_database

SYNTAX = (
    "PostgreSQL 16 does not have this syntax, and a newer one has: write it in another way, or upgrade "
    "the server that the files are for (the target, or else shadow.version in the settings)"
)
PERHAPS = "this is what PostgreSQL 16 says; a newer one may take it"


@pytest.mark.parametrize(
    ("sql", "hint"),
    [
        ("ALTER TABLE t ALTER b SET EXPRESSION AS (1)", SYNTAX),
        ("CREATE TABLE u (a int, CHECK (a > 0) NOT ENFORCED)", SYNTAX),
        ("CREATE TABLE u (a int, EXCLUDE (a WITH =)) PARTITION BY LIST (a)", PERHAPS),
        ("GRANT MAINTAIN ON t TO app_reader", PERHAPS),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT FROM FROM'", ""),
    ],
)
def test_what_16_does_not_have(server16, tmp_path, sql, hint):
    (tmp_path / "a.sql").write_text(
        f"CREATE TABLE t (a int, b int GENERATED ALWAYS AS (2) STORED);\n{sql};\n"
    )
    with scratch_database(server16) as database, pytest.raises(Problems) as caught:
        load(server16, database, files.read(tmp_path, tmp_path))

    assert [problem.hint for problem in caught.value.problems] == [hint]


def test_what_the_newest_does_not_have_is_not_said_of_a_newer_one(server18, tmp_path):
    (tmp_path / "a.sql").write_text("CREATE TABLE t (a int) WITH (nonsense = 1);\n")
    with scratch_database(server18) as database, pytest.raises(Problems) as caught:
        load(server18, database, files.read(tmp_path, tmp_path))

    assert [problem.hint for problem in caught.value.problems] == [""]
