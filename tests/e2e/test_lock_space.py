"""A plan whose transaction takes more locks than its target has room for: proven, and told before it fails there."""

from __future__ import annotations

import re

import pytest
from projects import Project

from schemadiff.postgres import launch, starting
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import create_database
from schemadiff.settings import load as load_settings
from schemadiff.shadow.files import Files
from used_servers import STARTED

TABLES = "".join(f"create table t{n} (id int primary key, name text);\n" for n in range(300))


@pytest.fixture
def cramped(tmp_path, monkeypatch):
    """A project whose target has room for a few hundred locks."""
    with monkeypatch.context() as patch:
        patch.setattr(launch, "LOCKS", 10)
        # One that was started before has more.
        patch.setattr(starting, "started", STARTED)
        opened = throwaway(Wanted(provider="embedded", major=18))
        server = opened.__enter__()
    try:
        yield Project(tmp_path, server.conninfo(create_database(server)), server)
    finally:
        opened.__exit__(None, None, None)


def test_locks_that_a_target_has_no_room_for_are_told_with_the_setting_that_makes_room(cramped):
    cramped.desired(TABLES)
    said = cramped.run("plan")
    assert said.code == 0
    flat = " ".join(said.out.split())
    told = re.search(r"takes ([\d,]+) locks, and the target has room for about ([\d,]+)", flat)
    assert told, said.out
    taken, room = (int(each.replace(",", "")) for each in told.groups())
    assert room == 10 * int(launch.THROWAWAY["max_connections"])
    # Each table, its key, its TOAST table and the index of that.
    assert taken > 4 * 300
    each = int(re.search(r"set max_locks_per_transaction = (\d+) there \(it is 10\)", flat)[1])
    assert taken < each * int(launch.THROWAWAY["max_connections"]) < 1.3 * taken
    failed = cramped.run("apply", "--yes")
    assert failed.code == 3
    assert "out of shared memory" in failed.err
    assert cramped.query("SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]'") == [(0,)]


def test_a_target_with_room_for_the_locks_is_not_spoken_of(project18):
    project18.desired(TABLES)
    said = project18.run("plan")
    assert (said.code, "max_locks_per_transaction" in said.out) == (0, False)


def test_a_throw_away_server_has_room_for_what_the_files_create(project18):
    """The room is reserved when the server starts, from the size of the files."""
    assert launch.lock_space(0) == {"max_locks_per_transaction": str(launch.LOCKS)}
    assert launch.lock_space(64_000_000) == {"max_locks_per_transaction": "2000000"}
    project18.desired(TABLES)
    assert Files(load_settings(project18.root)).locks > 4 * 300
