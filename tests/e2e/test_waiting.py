"""A session that keeps a lock: who only reads gives up after a while, and says whose it is."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff import targets
from schemadiff.migrations import session
from schemadiff.postgres import pg_dump


@pytest.mark.parametrize(
    ("lock", "command"),
    [
        ("LOCK TABLE t", ("status",)),
        ("LOCK TABLE t", ("plan", "--no-write")),
        ("LOCK TABLE alone", ("pull", "--check")),
        ("LOCK TABLE schemadiff.history", ("status",)),
        ("LOCK TABLE schemadiff.history", ("apply", "--yes")),
    ],
)
def test_a_reader_names_who_is_in_the_way(project18, monkeypatch, lock, command):
    for module in (targets, session):
        monkeypatch.setattr(module, "LIMITED", "SET lock_timeout = '50ms'")
    monkeypatch.setattr(pg_dump, "LIMIT", "50ms")
    project18.desired(
        "CREATE TABLE t (id int); CREATE TABLE alone (id int); CREATE VIEW v AS SELECT id FROM t;"
    )
    project18.planned()
    with psycopg.connect(project18.target, application_name="forgotten") as held:
        held.execute(lock)
        said = project18.run(*command)
        pid = held.info.backend_pid
    assert said.code == 3
    assert "a lock that is needed to read was not given" in said.err
    assert f'held by process {pid}, "forgotten"' in said.err
    assert "idle in transaction" in said.err
    assert f"SELECT pg_terminate_backend({pid})" in said.err
