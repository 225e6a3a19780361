"""A fingerprint of a target is of one moment, and says whether what is read afterwards still matches it."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff.postgres import content as content_module
from schemadiff.postgres.content import traces
from schemadiff.targets.fingerprint import look


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    """A cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def conn(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        conn.execute("CREATE TABLE t (id int)")
        yield conn


def test_a_known_content_is_recognized_and_nothing_can_be_kept_with_it(conn, server, database):
    first = look(server.conninfo(database))
    again = look(server.conninfo(database), first.content.as_json)
    assert again.content == first.content
    assert (first.stands, again.stands) == (True, False)
    conn.execute("ALTER TABLE t ADD COLUMN a int")
    changed = look(server.conninfo(database), first.content.as_json)
    assert changed.content != first.content
    assert changed.stands


def test_what_changes_while_a_target_is_looked_at_is_noticed(conn, server, database, monkeypatch):
    known = look(server.conninfo(database)).content.as_json
    conn.execute("ALTER TABLE t ADD COLUMN a int")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(
            content_module,
            "traces",
            lambda *args: (conn.execute("ALTER TABLE t ADD COLUMN b int"), traces(*args))[1],
        )
        assert not look(server.conninfo(database), known).stands
