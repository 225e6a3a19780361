"""A pooler in transaction mode is refused: settings of our session would reach an application's."""

from __future__ import annotations

import tempfile
from pathlib import Path

import psycopg
import pytest
from projects import Project

from pooler import pooler

SET = "SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name"
COMMANDS = ("plan", "status", "apply --yes")


@pytest.fixture
def pooled(project18):
    """The project by way of a pooler, as its application would reach it."""
    project18.desired("create table t (id int primary key);\n")
    project18.planned()
    with tempfile.TemporaryDirectory() as folder, pooler(project18.target, Path(folder)) as url:
        yield Project(project18.root, url, project18.server)


def test_nothing_is_set_for_the_others_of_a_pool(project18, pooled):
    with psycopg.connect(pooled.target, autocommit=True) as application:
        before = application.execute(SET).fetchall()
        history = project18.query("SELECT * FROM schemadiff.history")
        for command in COMMANDS:
            said = pooled.run(*command.split())
            assert (command, said.code) == (command, 3)
            assert "is behind a pooler in transaction mode" in said.err
            assert "use the URL of the server itself, or of the pooler in session mode" in said.err
            assert (command, application.execute(SET).fetchall()) == (command, before)
        application.execute("INSERT INTO t VALUES (1)")
    assert project18.query("SELECT * FROM schemadiff.history") == history
