"""Which server is chosen, and the error when there is none."""

import os

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from schemadiff.errors import Unavailable, UsageError
from schemadiff.postgres import embedded, local, provide
from schemadiff.postgres.pg_dump import dump
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import ensure_roles, scratch_database


def refused(wanted):
    with pytest.raises(Unavailable) as caught, throwaway(wanted) as server:
        pytest.fail(f"it started {server}")
    return caught.value


@pytest.mark.parametrize("major", [16, 18])
def test_auto_takes_the_embedded_server_of_the_targets_version(major):
    with throwaway(Wanted(major=major)) as server:
        assert (server.provider, server.major, server.shared) == ("embedded", major, False)
        assert server.reason == f"PostgreSQL {major}, embedded: the target's own version"


def test_auto_takes_the_newest_when_no_version_is_asked_for():
    with throwaway(Wanted()) as server:
        assert (server.provider, server.major) == ("embedded", 18)
        assert server.reason == "PostgreSQL 18, embedded: no version is asked for"


def test_extension_of_the_wheel_is_found():
    with throwaway(Wanted(provider="embedded", extensions=frozenset({"vector", "plpgsql"}))) as server:
        assert server.major == 18


def test_missing_extension_is_named_with_what_to_do():
    error = refused(
        Wanted(provider="embedded", major=18, extensions=frozenset({"citext", "hstore", "vector"}))
    )

    assert error.message == "no throw-away PostgreSQL 18 with extensions citext, hstore, vector is available"
    assert error.detail.splitlines() == [
        "embedded: PostgreSQL 18 has no extensions citext, hstore",
        "embedded: PostgreSQL 16 has no extensions citext, hstore",
    ]
    assert "provider local" in error.hint
    assert "provider docker" in error.hint


def test_auto_names_every_provider_that_was_tried():
    error = refused(Wanted(extensions=frozenset({"no_such_extension"})))

    tried = [line.partition(":")[0] for line in error.detail.splitlines()]
    assert set(tried) == {provider.NAME for provider in provide.PROVIDERS}


def test_nearest_newer_version_is_taken_and_said_to_differ():
    with throwaway(Wanted(provider="embedded", major=17)) as server:
        assert server.major == 18
        assert server.reason.endswith("the target has version 17, so both sides are read on 18")


def test_no_other_version_will_do_where_the_settings_say_one():
    error = refused(Wanted(provider="embedded", major=17, asked=True))

    assert error.message == "no throw-away PostgreSQL 17 is available"
    assert error.detail.splitlines() == ["embedded: has PostgreSQL 18", "embedded: has PostgreSQL 16"]
    assert error.hint.endswith("; or take shadow.version = 17 out of the settings")


def test_nearest_of_the_newer_versions_comes_first():
    with throwaway(Wanted(provider="embedded", major=14)) as server:
        assert server.major == 16


def test_unknown_provider_names_the_known_ones():
    with (
        pytest.raises(UsageError, match="unknown provider dokcer") as caught,
        throwaway(Wanted(provider="dokcer")),
    ):
        pytest.fail("it started")

    assert "embedded, local" in caught.value.hint


@pytest.mark.parametrize(
    ("provider", "message"), [("url", "no server is named"), ("target", "the target has no URL")]
)
def test_provider_without_its_setting_says_so(provider, message):
    assert refused(Wanted(provider=provider)).message == message


def test_named_folders_come_first_among_the_local_ones(monkeypatch):
    newest, oldest = embedded.installations()
    monkeypatch.setenv(
        local.VARIABLE, os.pathsep.join(["/nonexistent", str(oldest.bindir), str(newest.bindir)])
    )

    with throwaway(Wanted(provider="local")) as server:
        assert (server.provider, server.bindir) == ("local", oldest.bindir)
    with throwaway(Wanted(provider="local", major=18)) as server:
        assert server.bindir == newest.bindir


def test_local_installation_has_contrib(monkeypatch):
    monkeypatch.delenv(local.VARIABLE, raising=False)
    packaged = local.installations()
    if not any("citext" in binaries.extensions() for binaries in packaged):
        pytest.skip("no PostgreSQL with contrib is installed on this machine")

    with throwaway(Wanted(extensions=frozenset({"citext"}))) as server:
        assert server.provider == "local"
        assert server.version == next(b.version for b in packaged if "citext" in b.extensions())


def test_loader_before_16_may_not_grant_itself_a_program(monkeypatch):
    monkeypatch.delenv(local.VARIABLE, raising=False)
    older = next((binaries for binaries in local.installations() if binaries.version < 160000), None)
    if older is None:
        pytest.skip("no PostgreSQL before 16 is installed on this machine")

    with throwaway(Wanted(provider="local", major=older.major)) as server, scratch_database(server) as name:
        assert server.reason == f"PostgreSQL {older.major}, {older.bindir}: the target's own version"
        ensure_roles(server, ["web"])
        with psycopg.connect(server.conninfo(name), autocommit=True) as connection:
            connection.execute("CREATE TABLE public.t (); ALTER SCHEMA public OWNER TO CURRENT_USER")
            connection.execute("GRANT CREATE ON SCHEMA public TO web; ALTER TABLE t OWNER TO web")
            for role in ("pg_execute_server_program", "pg_read_server_files", "schemadiff_admin"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"GRANT {role} TO CURRENT_USER")
        assert "OWNER TO web" in dump(server.conninfo(name), server.bindir)
        with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as connection:
            connection.execute("CREATE ROLE granting LOGIN CREATEDB CREATEROLE")
        granting = make_conninfo(server.conninfo("postgres"), user="granting")
        error = refused(Wanted(provider="target", target_url=granting))
        assert "has CREATEROLE, and before PostgreSQL 16 it may grant itself" in error.message


def test_no_local_installation_says_how_to_name_one(monkeypatch):
    monkeypatch.setattr(local, "PACKAGED", ())
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.delenv(local.VARIABLE, raising=False)
    local.installations.cache_clear()
    try:
        error = refused(Wanted(provider="local"))
    finally:
        local.installations.cache_clear()

    assert "no PostgreSQL server programs" in error.message
    assert local.VARIABLE in error.hint
