"""Servers in containers, on a real engine where one answers."""

import os
import re
import signal
import socket

import psycopg
import pytest
from commands_to_kill import command

from schemadiff.errors import Unavailable
from schemadiff.postgres import docker, folders
from schemadiff.postgres.pg_dump import dump
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import ensure_roles, scratch_database

KILLED = """
import sys
sys.path[:0] = sys.argv[2:]
from test_docker import throwaway_in_docker
with throwaway_in_docker(int(sys.argv[1])) as server:
    print(server.conninfo("postgres"), flush=True)
    sys.stdin.read()
"""

NEW_CONTAINER = docker.new_container


def on_the_hosts_network():
    """Use the host's network: an engine may have no bridge."""

    def new_container(image, settings):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        where = ["-c", f"port={port}", "-c", "listen_addresses=127.0.0.1"]
        container = NEW_CONTAINER(image, None).with_command([*(settings or []), *where])
        container.ports = {}
        if settings is not None:
            container.with_tmpfs_mount("/var/lib/postgresql").with_env(
                "PGDATA", "/var/lib/postgresql/throwaway"
            )
        container.where = {"host": "127.0.0.1", "port": port}
        with_kwargs = container.with_kwargs
        container.with_kwargs = lambda **given: with_kwargs(network_mode="host", **given)
        return container

    docker.new_container = new_container
    docker.address = lambda container: container.where


def throwaway_in_docker(major, **wanted):
    client = docker._engine()
    if not any(network.name == "bridge" for network in client.networks.list()):
        on_the_hosts_network()
    client.close()
    return throwaway(Wanted(provider="docker", major=major, **wanted))


@pytest.fixture(scope="module")
def major():
    """The newest version whose image is here; the engine's registry is asked where there is none."""
    try:
        client = docker._engine()
    except Unavailable as error:
        pytest.skip(error.message)
    tags = [tag for image in client.images.list() for tag in image.tags]
    client.close()
    found = [int(tag[1]) for tag in (re.fullmatch(r"postgres:(\d+)", tag) for tag in tags) if tag]
    return max(found, default=docker.NEWEST)


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch):
    monkeypatch.setattr(docker, "new_container", docker.new_container)
    monkeypatch.setattr(docker, "address", docker.address)


def ask(conninfo, query):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return connection.execute(query).fetchone()


def containers():
    client = docker._engine()
    try:
        ours = {"label": f"{docker.HOST}={docker._host()}"}
        return [
            container.labels[docker.FOLDER] for container in client.containers.list(all=True, filters=ours)
        ]
    finally:
        client.close()


def test_server_in_a_container(major):
    loader = 'Jane "J" Doe'
    with throwaway_in_docker(major, loader=loader, extensions=frozenset({"citext"})) as server:
        assert (server.provider, server.major, server.shared) == ("docker", major, False)
        assert ask(server.conninfo("postgres"), "SELECT current_user::text, inet_server_addr() IS NULL") == (
            loader,
            False,
        )
        assert ask(server.conninfo("postgres"), "SHOW fsync") == ("off",)
        ensure_roles(server, ["web"])
        with (
            scratch_database(server) as name,
            psycopg.connect(server.conninfo(name), autocommit=True) as connection,
        ):
            connection.execute(
                "CREATE TABLE t (); GRANT CREATE ON SCHEMA public TO web; ALTER TABLE t OWNER TO web"
            )
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("COPY t TO PROGRAM 'cat'")
            assert "ALTER TABLE public.t OWNER TO web" in dump(server.conninfo(name), server.bindir)
        assert len(containers()) == 1

    assert containers() == []


def test_missing_extension_is_named(major):
    with (
        pytest.raises(Unavailable, match="has no no_such_extension"),
        throwaway_in_docker(major, extensions=frozenset({"no_such_extension"})),
    ):
        pytest.fail("it was taken")

    assert containers() == []


def test_users_image_is_taken_with_its_own_command(major):
    with throwaway_in_docker(None, image=f"postgres:{major}") as server:
        assert server.major == major
        assert ask(server.conninfo("postgres"), "SHOW fsync") == ("on",)


@pytest.mark.usefixtures("major")
def test_image_that_cannot_be_had_is_named():
    image = "schemadiff.invalid/no-such-image:18"
    with (
        pytest.raises(Unavailable, match=f"cannot get image {image}"),
        throwaway_in_docker(None, image=image),
    ):
        pytest.fail("it was taken")


def test_next_command_removes_what_a_killed_one_left(major):
    paths = [os.path.dirname(__file__)]  # noqa: PTH120
    with command(KILLED, major, *paths) as child:
        child.conninfo()
        (left,) = containers()
        with throwaway_in_docker(major):
            assert left in containers()

        os.killpg(child.process.pid, signal.SIGKILL)
        child.end()
        folders.sweep()
        with throwaway_in_docker(major):
            assert left not in containers()


def test_no_engine_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no.sock")

    with (
        pytest.raises(Unavailable, match="no Docker engine answers") as caught,
        throwaway(Wanted(provider="docker")),
    ):
        pytest.fail("it was taken")
    assert "provider local" in caught.value.hint


@pytest.mark.parametrize(
    ("image", "major"),
    [
        ("postgres:18", 18),
        ("postgres:16.4-bookworm", 16),
        ("registry.example:5000/supabase/postgres:15.8.1", 15),
        ("pgvector/pgvector:pg17", 17),
        ("postgres", None),
        ("postgres:latest", None),
    ],
)
def test_version_is_read_from_the_tag(image, major):
    assert docker._major_of(image) == major
