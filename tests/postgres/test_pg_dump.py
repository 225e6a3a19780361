"""The schema as pg_dump prints it."""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import psycopg
import pytest

from schemadiff.errors import ConnectionFailed, SchemadiffError, Unavailable
from schemadiff.postgres import embedded, launch, local, pg_dump
from schemadiff.postgres.candidate import Wanted
from schemadiff.postgres.pg_dump import _LOCKS, _RIGHTS, _as_ours, dump, dumping, find_pg_dump
from schemadiff.postgres.starting import started

DDL = """
CREATE SCHEMA app; CREATE SCHEMA "App * x"; CREATE SCHEMA other;
CREATE TABLE app.users (id int PRIMARY KEY, name text);
CREATE TABLE "App * x".odd ();
CREATE TABLE other.secret ();
CREATE TABLE public.data AS SELECT 'a row' AS said;
"""


@pytest.fixture
def conninfo(server, database):
    if server.bindir is None:
        pytest.skip("this server came without its pg_dump")
    conninfo = server.conninfo(database)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(DDL)
    return conninfo


def test_dump_has_the_schema_and_no_rows(server, conninfo):
    text = dump(conninfo, server.bindir)

    assert "CREATE TABLE app.users" in text
    assert "users_pkey" in text
    assert "a row" not in text


def test_dump_of_the_same_database_is_the_same(server, conninfo):
    assert dump(conninfo, server.bindir) == dump(conninfo, server.bindir)
    assert "restrict" not in dump(conninfo, server.bindir)
    assert dump(conninfo, server.bindir, labels=False) == dump(conninfo, server.bindir)


def test_dump_in_the_background_is_the_same(server, conninfo):
    with dumping(conninfo, server.bindir, exclude_schemas=["other"]) as begun:
        text = begun.text()

    assert text == dump(conninfo, server.bindir, exclude_schemas=["other"])


def test_dump_in_the_background_ends_with_its_context(server, conninfo):
    with psycopg.connect(conninfo) as blocker:
        blocker.execute("LOCK TABLE app.users")
        with dumping(conninfo, server.bindir) as begun:
            pass
        with pytest.raises(SchemadiffError) as raised:
            begun.text()

    # Without being ended it would wait for the lock, and be Blocked.
    assert type(raised.value) is SchemadiffError


def test_pg_dump_ends_with_a_command_that_is_ended(server, conninfo, monkeypatch):
    def ended(_):
        raise SystemExit

    monkeypatch.setattr(pg_dump, "_packed", ended)
    call = pg_dump.Call(server.bindir / "pg_dump", ("--schema-only",), conninfo)
    with psycopg.connect(conninfo) as blocker:
        blocker.execute("LOCK TABLE app.users")
        with pytest.raises(SystemExit):
            pg_dump._ran(call)

    assert [run.returncode for run in call.runs] == [-signal.SIGKILL]


def test_dump_can_be_loaded_again(server, conninfo):
    text = dump(conninfo, server.bindir)

    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute('DROP SCHEMA app, "App * x", other CASCADE; DROP TABLE public.data')
        connection.execute(text)
    assert dump(conninfo, server.bindir) == text


def test_schemas_are_names_and_not_patterns(server, conninfo):
    only = dump(conninfo, server.bindir, schemas=["App * x"])
    without = dump(conninfo, server.bindir, exclude_schemas=["other", "*"])

    assert "odd" in only
    assert "users" not in only
    assert "users" in without
    assert "secret" not in without


def test_schema_that_is_not_there_is_an_error(server, conninfo):
    with pytest.raises(SchemadiffError, match="no matching schemas"):
        dump(conninfo, server.bindir, schemas=["nope"])


def test_password_is_neither_in_the_arguments_nor_in_the_error(tmp_path, monkeypatch):
    # A program that shows how it was called.
    program = tmp_path / "pg_dump"
    program.write_text(
        '#!/bin/sh\necho "called with $*" >&2\necho "password is $PGPASSWORD" >$0.seen\nexit 1\n'
    )
    program.chmod(0o755)

    with pytest.raises(SchemadiffError, match="called with") as caught:
        dump("postgresql://u:s3cret@localhost/d", tmp_path)

    assert "s3cret" not in str(caught.value)
    assert (tmp_path / "pg_dump.seen").read_text() == "password is s3cret\n"


def test_no_server_is_a_connection_error(server18, tmp_path):
    with pytest.raises(ConnectionFailed, match=r"pg_dump cannot connect to .*host="):
        dump(f"host={tmp_path} user=u dbname=d password=s3cret", server18.bindir)


def test_older_pg_dump_is_refused(server16, server18):
    with pytest.raises(Unavailable, match="older than the server"):
        dump(server18.conninfo("postgres"), server16.bindir)


def test_pg_dump_of_the_same_or_the_next_major_is_found():
    newest, *_, oldest = embedded.installations()

    assert find_pg_dump(16) == oldest.bindir
    assert find_pg_dump(18) == newest.bindir
    assert find_pg_dump(17) is not None
    assert find_pg_dump(99) is None


@pytest.fixture
def tls_conninfo(tmp_path, monkeypatch):
    """A server that listens with SSL, from a local installation: the wheel's has none."""
    with_ssl = [b for b in local.installations() if not b.bindir.is_relative_to(Path.home())]
    if not with_ssl or not shutil.which("openssl"):
        pytest.skip("needs a PostgreSQL with SSL on this machine, and openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-new",
        "-x509",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-out",
        certificate,
        "-keyout",
        key,
    ]
    subprocess.run(command, check=True, capture_output=True)
    key.chmod(0o600)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {"listen_addresses": "localhost", "port": str(port), "ssl": "on"}
    ours |= {"ssl_key_file": str(key), "ssl_cert_file": str(certificate)}
    monkeypatch.setattr(launch, "THROWAWAY", launch.THROWAWAY | ours)
    with started(with_ssl[0], Wanted(), provider="local"):
        yield f"host=localhost port={port} user=postgres dbname=postgres sslmode=verify-full sslrootcert={certificate}"


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="elsewhere the wheel's pg_dump has no SSL")
def test_embedded_pg_dump_speaks_tls(tls_conninfo):
    with psycopg.connect(tls_conninfo, autocommit=True) as connection:
        assert connection.pgconn.ssl_in_use
        connection.execute("CREATE TABLE over_tls ()")

    for binaries in embedded.installations():
        # psycopg before 3.3 brings the libpq of 17, without which pg_dump of 18 has no SSL.
        if psycopg.pq.version() // 10000 < binaries.major:
            with pytest.raises(Unavailable, match="this pg_dump cannot use SSL"):
                dump(tls_conninfo, binaries.bindir)
        else:
            assert "CREATE TABLE public.over_tls" in dump(tls_conninfo, binaries.bindir)


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("ERROR:  permission denied for schema s\npg_dump: detail: Query was: LOCK TABLE s.t", _RIGHTS),
        ("FEHLER:  keine Berechtigung für Schema s\npg_dump: detail: Query was: LOCK TABLE s.t", _LOCKS),
        ("FEHLER:  Division durch Null", ""),
    ],
)
def test_what_it_wants_of_a_server_in_whatever_language(said: str, hint: str) -> None:
    error = _as_ours(f"pg_dump: error: query failed: {said}", "host=h user=ann", "pg_dump")
    assert (type(error), error.hint) == (SchemadiffError, hint.format('"ann"'))
