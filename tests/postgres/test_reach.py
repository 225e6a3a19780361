"""A network that stops answering ends a command, unless the URL sets other timeouts."""

from __future__ import annotations

from psycopg.conninfo import conninfo_to_dict

from schemadiff.postgres.folders import new_folder, scratch, sweep
from schemadiff.postgres.reach import LIMITS, patient


def test_a_connection_has_limits_that_the_url_and_the_environment_may_change(monkeypatch):
    monkeypatch.delenv("PGCONNECT_TIMEOUT", raising=False)
    url = {"host": "db.example.com", "user": "u", "password": "p@/ '"}
    plain = conninfo_to_dict(patient("postgresql://u:p%40%2F%20%27@db.example.com"))
    own = conninfo_to_dict(
        patient("postgresql://u:p%40%2F%20%27@db.example.com?connect_timeout=3&keepalives_idle=0")
    )
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "60")
    by_environment = conninfo_to_dict(patient("host=db.example.com"))
    assert plain == url | LIMITS
    assert own == url | LIMITS | {"connect_timeout": "3", "keepalives_idle": "0"}
    del by_environment["host"]
    assert by_environment == {name: value for name, value in LIMITS.items() if name != "connect_timeout"}


def test_files_that_a_killed_command_left_are_removed_by_the_next_and_those_in_use_are_not():
    left = new_folder("pull-", room=0)
    (left / "lock").touch()
    (left / "files").mkdir()
    with scratch("pull") as used:
        (used / "a.sql").touch()
        sweep()
        assert (left.exists(), (used / "a.sql").exists()) == (False, True)
    assert not used.parent.exists()
