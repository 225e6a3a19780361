"""The kept development database."""

import os
import shlex
import signal
from pathlib import Path

import platformdirs
import psycopg
import pytest
from commands_to_kill import DEVELOPMENT, command, keepers, servers

from schemadiff.errors import Unavailable
from schemadiff.postgres import embedded, postmaster
from schemadiff.postgres.cluster import initdb
from schemadiff.postgres.development import development
from schemadiff.postgres.folders import locked
from schemadiff.postgres.server import ensure_roles, scratch_database

pytestmark = pytest.mark.usefixtures("state", "copied_clusters")


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Path(platformdirs.user_state_dir("schemadiff"))


@pytest.fixture
def root(tmp_path):
    # With what a shell or a server could take for its own.
    root = tmp_path / "my project's é %s"
    root.mkdir()
    return root


def ask(conninfo, query):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return connection.execute(query).fetchone()


def run(conninfo, statement):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(statement)


def home(root):
    return root / ".schemadiff" / "db"


def data_of(root):
    (data,) = home(root).glob("*/data")
    return data


def wait_until_stopped(root):
    """Return when the keeper is gone: it holds this lock as long as it lives."""
    with locked(data_of(root).parent / "keeper"):
        pass


def test_database_is_kept_and_the_server_is_not(root):
    with development(root) as server:
        assert server.major == 18
        run(server.conninfo("postgres"), "CREATE TABLE kept AS SELECT 42 AS answer")
        sockets = Path(psycopg.conninfo.conninfo_to_dict(server.conninfo("postgres"))["host"])
    assert postmaster.pid(data_of(root)) is None
    assert servers(data_of(root)) == []
    assert not sockets.parent.exists()

    with development(root) as server:
        assert ask(server.conninfo("postgres"), "SELECT answer FROM kept") == (42,)


def test_one_of_the_provider_local_has_an_installed_postgresql(root, monkeypatch):
    installed = next(binaries for binaries in embedded.installations() if binaries.major == 16)
    monkeypatch.setenv("SCHEMADIFF_LOCAL_BINDIRS", str(installed.bindir))
    with development(root, provider="local") as server:
        assert server.major == 16


def test_it_is_safe_and_listens_to_nobody_else(root):
    with development(root) as server:
        settings = ask(
            server.conninfo("postgres"),
            """SELECT current_setting('fsync'), current_setting('full_page_writes'),
                      current_setting('synchronous_commit'), current_setting('listen_addresses')""",
        )
        owner = ask(
            server.conninfo("postgres"),
            """SELECT rolname, rolsuper FROM pg_roles JOIN pg_database ON datdba = pg_roles.oid
               WHERE datname = current_database()""",
        )

    assert settings == ("on", "on", "on", "")
    assert owner == (server.loader, False)


def test_scratch_databases_and_roles_can_be_made_on_it(root):
    with development(root) as server:
        ensure_roles(server, ["reader"])
        with scratch_database(server) as name:
            assert ask(server.conninfo(name), "SELECT pg_has_role('reader', 'MEMBER')") == (True,)


def test_commands_share_one_server_until_the_last_is_gone(root):
    with command(DEVELOPMENT, root) as one, command(DEVELOPMENT, root) as two:
        # Both may have found no database at all, and made it.
        assert one.conninfo() == (conninfo := two.conninfo())
        pid = postmaster.pid(data_of(root))
        assert one.end() == 0

        assert ask(conninfo, "SELECT 1") == (1,)
        with development(root):
            assert postmaster.pid(data_of(root)) == pid
        assert ask(conninfo, "SELECT 1") == (1,)

        assert two.end() == 0
        assert postmaster.pid(data_of(root)) is None


def test_killed_command_leaves_no_server(root):
    with command(DEVELOPMENT, root) as child:
        child.conninfo()
        os.killpg(child.process.pid, signal.SIGKILL)
        wait_until_stopped(root)

    assert postmaster.pid(data_of(root)) is None
    with development(root) as server:
        assert ask(server.conninfo("postgres"), "SELECT 1") == (1,)


def test_next_command_stops_what_killed_command_and_keeper_left(root):
    with command(DEVELOPMENT, root) as child:
        child.conninfo()
        for pid in keepers(home(root)):
            os.kill(pid, signal.SIGKILL)
        child.process.kill()
        child.end()
    left = postmaster.pid(data_of(root))
    assert left is not None

    with development(root) as server:
        assert postmaster.pid(data_of(root)) == left
        assert ask(server.conninfo("postgres"), "SELECT 1") == (1,)
        sockets = Path(psycopg.conninfo.conninfo_to_dict(server.conninfo("postgres"))["host"])
    assert postmaster.pid(data_of(root)) is None
    assert not sockets.parent.exists()


def test_killed_server_recovers_while_its_first_users_are_still_there(root):
    with command(DEVELOPMENT, root) as child:
        run(child.conninfo(), "CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(postmaster.pid(data_of(root)), signal.SIGKILL)
        while postmaster.pid(data_of(root)):
            pass

        with development(root) as server:
            assert ask(server.conninfo("postgres"), "SELECT answer FROM kept") == (42,)
        assert child.end() == 0
    assert postmaster.pid(data_of(root)) is None


def test_pid_of_a_dead_server_may_be_somebody_elses_now(root):
    with development(root):
        pass
    # As after a restart of a container, where pids come again: this one is ours.
    (data_of(root) / "postmaster.pid").write_text(
        f"{os.getppid()}\n{data_of(root)}\n0\n5432\n\n\n  0 0\nready   \n"
    )

    with development(root) as server:
        assert ask(server.conninfo("postgres"), "SELECT 1") == (1,)


def test_data_folder_that_somebody_else_made_is_refused(root, tmp_path):
    foreign = home(root) / "0123456789abcdef0123456789abcdef"
    home(root).mkdir(parents=True, mode=0o700)
    initdb(embedded.installations()[0], foreign / "data", sync=False)
    proof = tmp_path / "it ran"
    with (foreign / "data" / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"archive_mode = on\narchive_command = 'touch \"{proof}\"'\n")

    with pytest.raises(Unavailable, match="was not created by you") as caught, development(root):
        pytest.fail("it was started")

    assert shlex.split(caught.value.hint.partition(": ")[2]) == ["rm", "-r", str(home(root))]
    assert not proof.exists()
    assert not (foreign / "data" / "postmaster.pid").exists()


def test_data_folder_is_not_ours_without_our_record_of_it(root, state):
    with development(root):
        pass
    for record in (state / "development").iterdir():
        record.unlink()

    with pytest.raises(Unavailable, match="was not created by you"), development(root):
        pytest.fail("it was started")


def test_foreign_folder_beside_ours_is_not_used(root):
    with development(root) as server:
        run(server.conninfo("postgres"), "CREATE TABLE ours ()")
    (home(root) / "000" / "data").mkdir(parents=True)

    with development(root) as server:
        assert ask(server.conninfo("postgres"), "SELECT to_regclass('ours')::text") == ("ours",)


@pytest.mark.parametrize("linked", [".schemadiff", ".schemadiff/db"])
def test_link_in_the_way_is_refused(root, tmp_path, linked):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (root / linked).parent.mkdir(exist_ok=True)
    (root / linked).symlink_to(elsewhere)

    with pytest.raises(Unavailable, match="is a link"), development(root):
        pytest.fail("it was started")


def test_moved_project_keeps_its_database(root):
    with development(root) as server:
        run(server.conninfo("postgres"), "CREATE TABLE kept ()")
    moved = root.rename(root.with_name("elsewhere"))

    with development(moved) as server:
        assert ask(server.conninfo("postgres"), "SELECT to_regclass('kept')::text") == ("kept",)


def test_making_that_was_killed_is_done_again(root, state):
    half = home(root) / ("f" * 32)
    (half / "data").mkdir(parents=True)
    home(root).chmod(0o700)
    (state / "development").mkdir(parents=True)
    (state / "development" / half.name).write_text("making")

    with development(root) as server:
        assert ask(server.conninfo("postgres"), "SELECT 1") == (1,)
    assert not half.exists()
    assert not (state / "development" / half.name).exists()


def test_existing_database_keeps_its_version(root):
    with development(root, major=16) as server:
        assert server.major == 16

    with development(root) as server:
        assert server.major == 16
        assert server.version // 10000 == 16
    with pytest.raises(Unavailable, match="has version 16, not 18"), development(root, major=18):
        pytest.fail("it was started")


def test_version_that_nobody_has_is_named(root):
    with pytest.raises(Unavailable, match="no programs of PostgreSQL 99"), development(root, major=99):
        pytest.fail("it was started")


def test_folder_is_not_shown_to_git(root):
    with development(root):
        assert (root / ".schemadiff" / ".gitignore").read_text() == "*\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_is_not_writable_is_an_error(root):
    root.chmod(0o500)
    with pytest.raises(Unavailable, match=r"cannot make .*db: Permission denied"), development(root):
        pytest.fail("it was started")
