"""The version of an extension, where the files ask for one; the embedded server has none with an older version."""

from __future__ import annotations

import pytest

from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.errors import Unavailable
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.settings import Settings, Shadow

OLD = "CREATE EXTENSION citext VERSION '1.4';\nCREATE TABLE t (a citext PRIMARY KEY);\n"
NEW = "CREATE EXTENSION citext VERSION '1.6';\nCREATE TABLE t (a citext PRIMARY KEY);\n"
ANY = "CREATE EXTENSION citext;\nCREATE TABLE t (a citext PRIMARY KEY);\n"
WITH, WITHOUT = "CREATE EXTENSION citext;\nCREATE TABLE t (a citext);\n", "CREATE TABLE t (a text);\n"


@pytest.fixture(scope="module")
def contrib():
    try:
        with throwaway(Wanted(provider="local", extensions=frozenset({"citext"}))):
            return
    except Unavailable:
        pytest.skip("no local PostgreSQL with citext")


@pytest.fixture
def planned(contrib, tmp_path):
    def plan(start, goal):
        one, other = tmp_path / "one.sql", tmp_path / "other.sql"
        one.write_text(start)
        other.write_text(goal)
        settings = Settings(tmp_path, other, tmp_path / "generated", shadow=Shadow(provider="local"))
        found = api.plan_between(settings, State("one", path=one), State("other", path=other))
        return [s.sql for s in found.plan.statements], [r.message for r in found.refusals]

    return plan


def test_what_the_files_ask_for(planned):
    """Up there is a way, and it is not taken back; down there is none; unasked it is what it is."""
    no_way = 'extension "citext" has no update path from version "1.6" to version "1.4"'
    assert planned(OLD, NEW) == (["ALTER EXTENSION citext UPDATE TO '1.6'"], [])
    assert planned(NEW, OLD) == (
        ["ALTER EXTENSION citext UPDATE TO '1.4'"],
        [f"a statement fails on the clone: {no_way}"],
    )
    assert planned(OLD, ANY) == ([], [])


def test_an_extension_goes_after_the_columns_of_its_types(planned):
    statements, refused = planned(WITH, WITHOUT)
    assert statements == ["ALTER TABLE public.t ALTER COLUMN a TYPE text", "DROP EXTENSION citext"]
    assert refused == ["this would lose extension citext with all its objects"]
