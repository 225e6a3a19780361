"""Databases with what a platform has in each: its stand-in is built once on a server, and copied."""

from __future__ import annotations

import re
import tomllib
from contextlib import ExitStack
from dataclasses import replace

import psycopg
import pytest
from linting import extension, lint, subject, written

from schemadiff.postgres.server import create_database, scratch_database
from schemadiff.presets import PRESETS, install


@pytest.fixture(scope="session")
def platforms():
    """The databases that are copied, by server and preset."""
    return {}


@pytest.fixture
def on_platform(platforms):
    """A new database on a server with the stand-in of a preset, which takes a quarter of the time of a small lint."""

    def made(server, preset="supabase"):
        this = server.superuser_base, preset
        if this not in platforms:
            platforms[this] = create_database(server)
            with psycopg.connect(
                server.conninfo(platforms[this], superuser=True), autocommit=True
            ) as connection:
                install(connection, PRESETS[preset], server.loader)
        return copies.enter_context(scratch_database(server, template=platforms[this]))

    with ExitStack() as copies:
        yield made


@pytest.fixture
def linted(server, on_platform, tmp_path):
    """The report of a case's SQL, by all rules; its first lines say under which settings."""

    def of(sql):
        since = re.search(r"(?m)^-- since: (\d+)$", sql)
        if since and server.major < int(since[1]):
            pytest.skip(f"what it says is new in {since[1]}")
        preset = "postgres" if sql.startswith("-- preset: postgres\n") else "supabase"
        database = on_platform(server, preset)
        trusted = replace(server, base=server.superuser_base, trusted=True)
        settings = tomllib.loads("\n".join(re.findall("(?m)^-- lint: (.+)$", sql)))
        by = trusted if "-- trusted\n" in sql else server
        root = written(tmp_path, sql.replace("{extension}", extension(server)))
        return lint(subject(by, database, root, preset=preset, strict=True, **settings))

    return of
