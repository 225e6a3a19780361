"""Fixtures: a project in a folder of its own, and the command line, against real servers."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

import platformdirs
import pytest
from projects import Project

from majors import NEWEST, called, serving
from schemadiff.postgres.server import create_database, scratch_database


@pytest.fixture(autouse=True)
def nobodys_settings(imported_migra, monkeypatch, tmp_path):
    """Neither the caller's settings nor a cache that other tests have filled."""
    for name in ("DATABASE_URL", "SCHEMADIFF_TARGET", "SCHEMADIFF_ENGINE", "SCHEMADIFF_SHADOW_PROVIDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture(scope="session", params=NEWEST, ids=called)
def server(request):
    """The newest major: what differs between them is for the cases, and for test_round and test_versions."""
    with serving(request, request.param) as found:
        yield found


@pytest.fixture
def project(tmp_path, server, database):
    """A project whose target is a database of a server, reached by URL."""
    return Project(tmp_path / "project", server.conninfo(database), server)


@pytest.fixture
def project18(tmp_path, server18):
    """The same, on PostgreSQL 18 only: for what no version has a say in."""
    with scratch_database(server18) as name:
        yield Project(tmp_path / "project", server18.conninfo(name), server18)


@pytest.fixture
def developing(tmp_path, copied_clusters):
    """A project whose target is its own development database."""
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def beginnings():
    """The folder and the database of what ``begin`` has made."""
    return {}


@pytest.fixture
def begin(beginnings, tmp_path, tmp_path_factory):
    """A project as a function leaves it on a server: made for the first test that asks, copied for all others."""

    def begun(server, make):
        this = make.__module__, make.__qualname__, server.major
        if this not in beginnings:
            root, template = tmp_path_factory.mktemp("begun") / "project", create_database(server)
            make(Project(root, server.conninfo(template), server))
            beginnings[this] = root, template
        root, template = beginnings[this]
        shutil.copytree(root, tmp_path / "project")
        name = copies.enter_context(scratch_database(server, template=template))
        return Project(tmp_path / "project", server.conninfo(name), server)

    with ExitStack() as copies:
        yield begun


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    """An empty cache but for the clusters in it: to make one takes a second."""
    clusters = Path(platformdirs.user_cache_dir("schemadiff")) / "initdb"
    clusters.mkdir(parents=True, exist_ok=True)
    cache = tmp_path / "cache"
    (cache / "schemadiff").mkdir(parents=True)
    (cache / "schemadiff" / "initdb").symlink_to(clusters)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return cache
