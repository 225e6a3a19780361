"""A project in a folder of its own, and the command line on it, against real servers."""

from __future__ import annotations

import pytest
from projects import Project

from majors import NEWEST, called, serving


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch, tmp_path):
    """Neither the caller's settings nor a cache that other tests have filled."""
    for name in ("DATABASE_URL", "SCHEMADIFF_TARGET", "SCHEMADIFF_ENGINE", "SCHEMADIFF_SHADOW_PROVIDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture(scope="session", params=NEWEST, ids=called)
def server(request):
    """The newest major: what differs between them is for the cases, and for test_round and test_versions."""
    with serving(request) as found:
        yield found


@pytest.fixture
def project(tmp_path, server, database):
    """A project whose target is a database of a server, reached by URL."""
    return Project(tmp_path / "project", server.conninfo(database), server)


@pytest.fixture
def project18(tmp_path, server18):
    """The same, on PostgreSQL 18 only: for what no version has a say in."""
    from schemadiff.postgres.server import scratch_database  # noqa: PLC0415

    with scratch_database(server18) as name:
        yield Project(tmp_path / "project", server18.conninfo(name), server18)


@pytest.fixture
def developing(tmp_path, copied_clusters):
    """A project whose target is its own development database."""
    return Project(tmp_path / "project")
