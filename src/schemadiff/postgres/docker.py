"""A server in a container, started by testcontainers: for exact versions, and for extensions that only an image has.

It listens on the loopback interface, with a random password. Containers carry a label with a folder whose lock we hold;
those whose folder is gone were left by a killed command, and the next one removes them.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from schemadiff.errors import Unavailable, postgres_words, redact
from schemadiff.postgres import folders
from schemadiff.postgres.candidate import Candidate, Wanted
from schemadiff.postgres.cluster import ADMIN, creates_roles
from schemadiff.postgres.launch import LOGICAL, THROWAWAY, lock_space
from schemadiff.postgres.pg_dump import find_pg_dump
from schemadiff.postgres.server import Server

NAME = "docker"
NEWEST = 18
PORT = 5432
READY_SECONDS = 120.0
ENGINE_SECONDS = 10
PULL_SECONDS = 600
FOLDER, HOST = "schemadiff.folder", "schemadiff.host"


def candidates(wanted: Wanted) -> Iterator[Candidate]:
    """Yield the user's image, or the official one of the wanted version; it is only pulled when it starts."""
    with closing(_engine()):
        pass
    image = wanted.image or f"postgres:{wanted.major or NEWEST}"
    major = _major_of(image) or wanted.major or NEWEST
    yield Candidate(NAME, f"image {image}", major, None, lambda: used(wanted, image))


def _major_of(image: str) -> int | None:
    """The major version in the image's tag; None if the tag has none."""
    found = re.search(r":(?:pg)?(\d{2})\b", image)
    return int(found[1]) if found else None


def _engine() -> Any:
    """A client of the Docker engine, after a successful ping."""
    try:
        # An extra: most people need neither.
        import docker  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415
        from testcontainers.core.docker_client import get_docker_host  # noqa: PLC0415
    except ImportError:
        raise Unavailable(
            "the package testcontainers is not installed", hint="pip install 'schemadiff-pg[docker]'"
        ) from None
    host = get_docker_host() or "unix:///var/run/docker.sock"
    _knock(host)
    try:
        client = docker.from_env(timeout=ENGINE_SECONDS, environment={**os.environ, "DOCKER_HOST": host})
        client.ping()
    except Exception as error:
        raise _no_engine(error) from error
    # Pulling a large layer sends nothing for a long time.
    client.api.timeout = PULL_SECONDS
    return client


def _knock(host: str) -> None:
    """Raise Unavailable if nothing listens on the engine's socket; the Docker client would leave a socket open then."""
    if sys.platform == "win32" or not host.startswith("unix://"):
        return
    path = host.removeprefix("unix://")
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.connect(path)
        except OSError as error:
            raise _no_engine(error, path) from error


def _no_engine(error: Exception, where: str = "") -> Unavailable:
    words = " ".join(redact(f"{where} {error}").split())
    return Unavailable(f"no Docker engine answers: {words}", hint="start one, or use the provider local")


@contextmanager
def used(wanted: Wanted, image: str) -> Iterator[Server]:
    """Run the image until the context ends."""
    with ExitStack() as stack:
        client = stack.enter_context(closing(_engine()))
        labels = {FOLDER: stack.enter_context(_claimed_folder()), HOST: _host()}
        _sweep(client)
        admin, password = _superuser(client, image), secrets.token_urlsafe(24)
        container = new_container(image, None if wanted.image else _settings(wanted))
        container.with_envs(POSTGRES_USER=admin, POSTGRES_PASSWORD=password, POSTGRES_DB="postgres")
        container.with_kwargs(labels=labels)
        try:
            stack.enter_context(container)
        except Exception as error:
            raise Unavailable(
                f"image {image} does not run: {redact(' '.join(str(error).split()))}"
            ) from error
        base = make_conninfo(
            "", **address(container), user=admin, password=password, sslmode="prefer", hostaddr="", options=""
        )
        version = _wait_until_ready(container, make_conninfo(base, dbname="postgres"), image)
        loader_password = _make_loader(make_conninfo(base, dbname="postgres"), wanted, version, image)
        yield Server(
            provider=NAME,
            reason="",
            version=version,
            loader=wanted.loader,
            bindir=find_pg_dump(version // 10000),
            shared=False,
            base=make_conninfo(base, user=wanted.loader, password=loader_password),
            superuser_base=base,
            trusted=wanted.trusted,
        )


def new_container(image: str, settings: list[str] | None) -> Any:
    """A container of the image, not started yet, whose port is published on the loopback interface only."""
    from testcontainers.core.container import DockerContainer  # noqa: PLC0415 - an extra

    container = DockerContainer(image)
    container.with_exposed_ports(PORT)
    if container.get_docker_client().host() in {"localhost", "127.0.0.1"}:
        # If the engine is on another machine, its loopback interface cannot be reached from here.
        container.ports = cast("dict[str, int | None]", {str(PORT): ("127.0.0.1", None)})
    if settings is not None:
        # A user's own image keeps its command, which may load libraries.
        container.with_command(settings)
        # Up to 17 the image declares a volume for the default data folder, which would be on disk.
        container.with_tmpfs_mount("/var/lib/postgresql").with_env("PGDATA", "/var/lib/postgresql/throwaway")
    return container


def address(container: Any) -> dict[str, Any]:
    """The host and port of a started container."""
    return {"host": container.get_container_host_ip(), "port": container.get_exposed_port(PORT)}


def _settings(wanted: Wanted) -> list[str]:
    given = (
        THROWAWAY
        | {"timezone": "UTC", "lc_messages": "C", "dynamic_shared_memory_type": "mmap"}
        | lock_space(wanted.locks)
        | (LOGICAL if wanted.logical else {})
    )
    # A container has its own /dev/shm, of 64 MB.
    return [word for name, value in given.items() for word in ("-c", f"{name}={value}")]


def _superuser(client: Any, image: str) -> str:
    """The name of the bootstrap superuser: the image's own if it sets POSTGRES_USER, as its scripts may need it."""
    import docker  # noqa: PLC0415 - an extra

    try:
        found = client.images.get(image)
    except docker.errors.ImageNotFound:
        try:
            found = client.images.pull(image)
        except docker.errors.DockerException as error:
            words = " ".join(redact(str(error)).split())
            raise Unavailable(f"cannot get image {image}: {words}") from error
    given = dict(entry.partition("=")[::2] for entry in found.attrs["Config"].get("Env") or ())
    return given.get("POSTGRES_USER") or ADMIN


def _wait_until_ready(container: Any, conninfo: str, image: str) -> int:
    """Return ``server_version_num`` once the server accepts TCP connections, which it refuses during its init scripts."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with psycopg.connect(conninfo, connect_timeout=5) as connection:
                return connection.info.server_version
        except psycopg.OperationalError as error:
            wrapped = container.get_wrapped_container()
            wrapped.reload()
            if wrapped.status in {"exited", "dead"} or time.monotonic() > deadline:
                last = "\n".join(wrapped.logs(tail=10).decode(errors="replace").splitlines())
                raise Unavailable(f"image {image} has no PostgreSQL that answers", detail=last) from error
        time.sleep(0.05)


def _make_loader(conninfo: str, wanted: Wanted, version: int, image: str) -> str:
    """Create or alter the loader role and check that the wanted extensions exist; return the role's password."""
    password = secrets.token_urlsafe(24)
    role = sql.Identifier(wanted.loader)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        rows = connection.execute("SELECT name FROM pg_catalog.pg_available_extensions").fetchall()
        if missing := wanted.extensions - {name for (name,) in rows}:
            raise Unavailable(f"image {image} has no {', '.join(sorted(missing))}")
        found = connection.execute(
            "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = %s", [wanted.loader]
        )
        existing = found.fetchone()
        if existing and existing[0] and not wanted.trusted:
            raise Unavailable(
                f"role {wanted.loader} is a superuser in image {image}, and desired/ would run with its privileges"
            )
        verb = sql.SQL("ALTER ROLE" if existing else "CREATE ROLE")
        trusted = "SUPERUSER " if wanted.trusted else ""
        options = sql.SQL(f"LOGIN CREATEDB {trusted}{creates_roles(version)} PASSWORD")
        try:
            connection.execute(sql.SQL("{} {} {} {}").format(verb, role, options, sql.Literal(password)))
            connection.execute(sql.SQL("ALTER DATABASE postgres OWNER TO {}").format(role))
            if version >= 160000:
                granting = sql.SQL("ALTER ROLE {} SET createrole_self_grant = 'set, inherit'")
                connection.execute(granting.format(role))
        except psycopg.Error as error:
            raise Unavailable(f"no loader role in image {image}: {postgres_words(error)}") from error
    if version < 150000:
        _give_public(conninfo, role)
    return password


def _give_public(conninfo: str, role: sql.Identifier) -> None:
    # From 15 on the schema belongs to the database's owner.
    for database in ("template1", "postgres"):
        with psycopg.connect(make_conninfo(conninfo, dbname=database), autocommit=True) as connection:
            connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(role))


@contextmanager
def _claimed_folder() -> Iterator[str]:
    """A folder whose lock shows that this process lives; empty on Windows, which has no such locks."""
    if sys.platform == "win32":
        yield ""
        return
    folders.sweep()
    folder = folders.new_folder(room=0)
    lock = folders.new_lock(folder)
    try:
        yield str(folder)
    finally:
        lock.close()
        folders.remove(folder)


def _host() -> str:
    """This machine and user, as several machines may use one Docker engine."""
    return f"{platform.node()} {os.geteuid()}" if sys.platform != "win32" else ""


def _sweep(client: Any) -> None:
    """Remove the containers that our killed commands left."""
    if sys.platform == "win32":
        return
    for container in client.containers.list(all=True, filters={"label": f"{HOST}={_host()}"}):
        # Stale folders were removed before: a folder that still exists is in use.
        if not Path(container.labels.get(FOLDER, "")).exists():
            with suppress(Exception):
                container.remove(force=True, v=True)
