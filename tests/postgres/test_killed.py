"""What killed commands leave behind, and who cleans it up."""

import fcntl
import os
import signal
from pathlib import Path

import psycopg
import pytest
from commands_to_kill import THROWAWAY, command, keepers, processes_naming, servers

from schemadiff.postgres import folders
from schemadiff.postgres.provide import Wanted, throwaway

APART = f"schemadiff-apart-{os.getpid()}-"


def ask(conninfo, query):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return connection.execute(query).fetchone()[0]


def folder_of(conninfo: str) -> Path:
    return Path(psycopg.conninfo.conninfo_to_dict(conninfo)["host"]).parent


def wait_until_cleaned(folder: Path) -> None:
    """Return when the keeper is done: it holds the lock while it works."""
    while folder.exists():
        try:
            fd = os.open(folder / "lock", os.O_RDONLY)
        except FileNotFoundError:
            continue
        fcntl.flock(fd, fcntl.LOCK_EX)
        os.close(fd)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_keeper_cleans_up_after_a_killed_process_group(sent):
    with command(THROWAWAY) as child:
        folder = folder_of(child.conninfo())
        assert len(servers(folder)) == len(keepers(folder)) == 1

        os.killpg(child.process.pid, sent)
        wait_until_cleaned(folder)

    assert not folder.exists()
    assert servers(folder) == []


def test_next_command_cleans_up_when_the_keeper_was_killed_too(monkeypatch):
    # Elsewhere commands of other tests begin meanwhile, and any of them would clean up.
    monkeypatch.setattr(folders, "prefix", lambda: APART)
    with command(
        f"from schemadiff.postgres import folders; folders.prefix = lambda: {APART!r}\n{THROWAWAY}"
    ) as child:
        folder = folder_of(child.conninfo())
        for pid in keepers(folder):
            os.kill(pid, signal.SIGKILL)
        child.process.kill()
        child.end()
        assert len(servers(folder)) == 1
        assert folder.exists()

        with throwaway(Wanted(provider="embedded")):
            assert not folder.exists()
            assert processes_naming(folder) == []


def test_killed_keeper_leaves_the_cleaning_to_the_command():
    with command(THROWAWAY) as child:
        folder = folder_of(child.conninfo())
        for pid in keepers(folder):
            os.kill(pid, signal.SIGKILL)
        assert child.end() == 0

    assert not folder.exists()
    assert processes_naming(folder) == []


def test_killed_server_does_not_hinder_the_end():
    with command(THROWAWAY) as child:
        folder = folder_of(child.conninfo())
        for pid in servers(folder):
            os.kill(pid, signal.SIGKILL)
        assert child.end() == 0

    assert not folder.exists()


def test_sweep_leaves_running_servers_alone():
    with command(THROWAWAY) as child:
        conninfo = child.conninfo()
        folders.sweep()
        with psycopg.connect(conninfo) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert child.end() == 0


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "places", lambda: (tmp_path,))
    return tmp_path


def test_sweep_follows_no_links(place):
    precious = place / "precious"
    (precious / "data").mkdir(parents=True)
    (precious / "lock").touch()
    (place / f"{folders.prefix()}evil").symlink_to(precious)

    folders.sweep()

    assert (precious / "data").exists()


def test_sweep_touches_no_folder_that_others_can_write_to(place):
    folder = place / f"{folders.prefix()}open"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "lock").touch()

    folders.sweep()

    assert folder.exists()


def test_sweep_does_not_believe_a_pid_that_is_another_process(place):
    folder = place / f"{folders.prefix()}stale"
    (folder / "data").mkdir(parents=True)
    (folder / "lock").touch()
    folder.chmod(0o700)
    # Ourselves: whoever trusts the number would end the tests.
    (folder / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder / 'data'}\n")

    folders.sweep()

    assert not folder.exists()


def test_folders_of_sockets_go_when_their_server_is_gone(place, server18):
    data = Path(ask(server18.conninfo("postgres", superuser=True), "SHOW data_directory"))
    kept = {"of-a-running-server": data, "just-made": place / "nowhere", "left": place / "nowhere"}
    folder = {name: place / f"{folders.prefix()}{folders.SOCKETS}{name}" for name in kept}
    for name, data in kept.items():
        folder[name].mkdir(mode=0o700)
        (folder[name] / "of").symlink_to(data)
        if name != "just-made":
            os.utime(folder[name], (0, 0))

    folders.sweep()

    assert [name for name in kept if folder[name].exists()] == ["of-a-running-server", "just-made"]


def test_folder_that_is_just_being_made_is_left_alone(place):
    fresh = place / f"{folders.prefix()}fresh"
    fresh.mkdir(mode=0o700)
    left = place / f"{folders.prefix()}left"
    left.mkdir(mode=0o700)
    os.utime(left, (0, 0))

    folders.sweep()

    assert fresh.exists()
    assert not left.exists()
