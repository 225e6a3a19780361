"""Scratch databases on servers that are not ours: by URL, and on the target itself."""

import os
import signal
from dataclasses import dataclass

import psycopg
import pytest
from commands_to_kill import command
from psycopg import sql
from psycopg.conninfo import make_conninfo

from schemadiff.errors import ConnectionFailed, Unavailable, UsageError
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import create_database, ensure_roles, scratch_database

BY_URL = """
import sys
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import create_database
with throwaway(Wanted(provider="url", url=sys.argv[1])) as server:
    print(create_database(server), flush=True)
    sys.stdin.read()
"""


@dataclass
class Foreign:
    """Somebody's server, and three ways to be on it."""

    superuser: str
    creator: str
    reader: str


@pytest.fixture(scope="module", params=[16, 18])
def foreign(request):
    with throwaway(Wanted(provider="embedded", major=request.param, loader="somebody")) as server:
        run(
            server.conninfo("postgres", superuser=True),
            "CREATE ROLE creator LOGIN CREATEDB",
            "CREATE ROLE reader LOGIN",
            "CREATE ROLE runner LOGIN CREATEDB",
            "GRANT pg_execute_server_program TO runner",
        )
        base = server.conninfo("postgres")
        yield Foreign(
            make_conninfo(base, user="schemadiff_admin"),
            make_conninfo(base, user="creator"),
            make_conninfo(base, user="reader"),
        )


def run(conninfo, *statements):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def names(conninfo, query):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return [name for (name,) in connection.execute(query)]


def what_is_there(foreign):
    return (
        names(foreign.superuser, "SELECT datname FROM pg_database ORDER BY 1"),
        names(foreign.superuser, "SELECT rolname FROM pg_roles ORDER BY 1"),
    )


def test_superuser_by_url_gets_a_loader_that_is_none_and_nothing_is_left(foreign):
    before = what_is_there(foreign)

    with throwaway(Wanted(provider="url", url=foreign.superuser)) as server:
        assert server.shared
        assert server.bindir is not None
        with scratch_database(server) as name:
            told = names(
                server.conninfo(name),
                "SELECT current_user || ' ' || rolsuper FROM pg_roles WHERE rolname = current_user",
            )
            run(server.conninfo(name), "CREATE TABLE public.t ()")
        create_database(server)

    assert told == [f"{server.loader} false"]
    assert what_is_there(foreign) == before


@pytest.mark.parametrize("provider", ["url", "target"])
def test_other_roles_load_themselves(foreign, provider):
    before = what_is_there(foreign)

    with throwaway(Wanted(provider=provider, url=foreign.creator, target_url=foreign.creator)) as server:
        assert (server.provider, server.loader, server.shared) == (provider, "creator", True)
        with scratch_database(server) as name, scratch_database(server, template=name) as copy:
            run(server.conninfo(copy), "CREATE TABLE public.t ()")

    assert what_is_there(foreign) == before


def test_superuser_on_the_target_is_refused(foreign):
    with (
        pytest.raises(
            Unavailable, match="is a superuser, and desired/ would run with its privileges"
        ) as caught,
        throwaway(Wanted(provider="target", target_url=foreign.superuser)),
    ):
        pytest.fail("it was used")

    assert "use another provider than target" in caught.value.hint


@pytest.mark.parametrize("provider", ["url", "target"])
@pytest.mark.parametrize(
    ("role", "message"),
    [("reader", "role reader may not create databases"), ("runner", "may read files or run programs")],
)
def test_role_that_may_not_or_may_too_much_is_refused(foreign, provider, role, message):
    conninfo = make_conninfo(foreign.creator, user=role)
    with (
        pytest.raises(Unavailable, match=message),
        throwaway(Wanted(provider=provider, url=conninfo, target_url=conninfo)),
    ):
        pytest.fail("it was used")


def test_missing_roles_are_named_and_not_made(foreign):
    before = what_is_there(foreign)

    with throwaway(Wanted(provider="url", url=foreign.superuser)) as server:
        ensure_roles(server, ["creator"])
        with pytest.raises(Unavailable, match="do not exist on the server: anon, web user"):
            ensure_roles(server, ["creator", "web user", "anon"])

    assert what_is_there(foreign) == before


def test_named_server_comes_first(foreign):
    with throwaway(Wanted(url=foreign.creator)) as server:
        assert server.provider == "url"


@pytest.mark.parametrize("who", ["superuser", "creator"])
def test_next_command_drops_what_a_killed_one_left(foreign, who):
    before = what_is_there(foreign)
    conninfo = getattr(foreign, who)
    with command(BY_URL, conninfo) as child:
        left = child.conninfo()
        # While it lives, nobody touches its database.
        with throwaway(Wanted(provider="url", url=conninfo)):
            assert left in what_is_there(foreign)[0]

        os.killpg(child.process.pid, signal.SIGKILL)
        child.end()
    wait_until_disconnected(foreign)
    assert left in what_is_there(foreign)[0]

    with throwaway(Wanted(provider="url", url=conninfo)):
        assert left not in what_is_there(foreign)[0]
    assert what_is_there(foreign) == before


def wait_until_disconnected(foreign):
    query = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'schemadiff %'"
    while names(foreign.superuser, query):
        pass


def test_database_of_somebody_else_with_such_a_name_is_not_dropped(foreign):
    theirs = "schemadiff_0123456789abcdef"
    run(foreign.superuser, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(theirs)))

    with throwaway(Wanted(provider="url", url=foreign.superuser)):
        pass

    assert theirs in what_is_there(foreign)[0]
    run(foreign.superuser, sql.SQL("DROP DATABASE {}").format(sql.Identifier(theirs)))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://somebody:s3cret@localhost:1/app",
        "postgresql://somebody:s3cr%40et@[::1]:1/app",
        "host=localhost port=1 user=somebody password='s3cret word' dbname=app",
    ],
)
def test_server_that_does_not_answer_is_named_without_its_password(url):
    with pytest.raises(ConnectionFailed) as caught, throwaway(Wanted(provider="url", url=url)):
        pytest.fail("it was used")

    assert "user=somebody" in str(caught.value)
    assert "s3cr" not in str(caught.value)
    assert "word" not in str(caught.value).replace("password", "")


def test_url_that_is_none_is_not_printed():
    with (
        pytest.raises(UsageError) as caught,
        throwaway(Wanted(provider="url", url="postgresql://u:s3cret@h:x y/d")),
    ):
        pytest.fail("it was used")

    assert "s3cret" not in str(caught.value)
