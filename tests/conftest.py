"""Servers for all tests: one of each major per worker, and a fresh database per test.

SCHEMADIFF_TEST_MAJORS (14,15,16,17,18) widens them; SCHEMADIFF_LOCAL_BINDIRS says where the others are.
"""

from __future__ import annotations

import importlib
import inspect
import os
import shutil
import sys
import threading
import traceback
import warnings
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from majors import MAJORS, called, serving, warmed
from schemadiff.postgres import development, runas, starting
from schemadiff.postgres.cluster import initdb
from schemadiff.postgres.folders import has_room
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import scratch_database
from used_servers import UsedServers

MEMORY = Path("/dev/shm")
ROOM = 2 << 30


def pytest_configure(config):
    """Keep tmp_path in memory where it fits and programs may run there: a development database takes a third less."""
    if not hasattr(os, "ST_NOEXEC") or config.option.basetemp or not has_room(MEMORY, ROOM):
        return
    if not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more worker than processors, for each waits for its servers now and then: a tenth less on two of them."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def clusters():
    """What initdb has made for the development databases of tests, by major."""
    return {}


@pytest.fixture
def copied_clusters(clusters, tmp_path_factory, monkeypatch):
    """Let a new development database be a copy of one that initdb has made: 0.05 s instead of 0.7 s, of processor time."""
    if runas.run_as().switches:
        return

    def copy(binaries, data, *, sync):
        if binaries.major not in clusters:
            made = tmp_path_factory.mktemp("cluster")
            initdb(binaries, made, sync=sync)
            clusters[binaries.major] = made
        shutil.copytree(clusters[binaries.major], data, dirs_exist_ok=True)

    monkeypatch.setattr(development, "initdb", copy)


@pytest.fixture(scope="session")
def used_servers():
    """The throw-away servers of the commands that tests run in this process."""
    servers = UsedServers()
    yield servers
    servers.close()


@pytest.fixture(autouse=True)
def lent_servers(used_servers, monkeypatch):
    """Let a command use the throw-away server of the one before it, made as new."""
    monkeypatch.setattr(starting, "started", used_servers.started)


def frames(context=1):
    """What ``inspect.stack`` returns, without the lines of source."""
    return [(frame,) for frame, _ in traceback.walk_stack(sys._getframe(1))]


@pytest.fixture(scope="session")
def imported_migra():
    """Import it where the stack is short, and give no lines of source with it: schemainspect looks 17 times at all of it.

    That takes 10 s under pytest, a short one 3 s, and one without source as long as in a process of its own.
    """

    def import_():
        with warnings.catch_warnings(), patch.object(inspect, "stack", frames):
            warnings.simplefilter("ignore")
            importlib.import_module("migra")

    thread = threading.Thread(target=import_)
    thread.start()
    thread.join()


@pytest.fixture(scope="session")
def server16():
    with throwaway(Wanted(provider="embedded", major=16)) as server:
        assert server.major == 16
        yield warmed(server)


@pytest.fixture(scope="session")
def server18():
    with throwaway(Wanted(provider="embedded", major=18)) as server:
        assert server.major == 18
        yield warmed(server)


@pytest.fixture(scope="session", params=MAJORS, ids=called)
def server(request):
    """Each wanted major."""
    with serving(request, request.param) as found:
        yield found


@pytest.fixture(scope="session")
def servers(request):
    """A server by its version, for tests that have their versions each; each is started for the first of them."""
    with ExitStack() as stack:
        yield cache(lambda major: stack.enter_context(serving(request, major)))


@pytest.fixture
def database(server):
    with scratch_database(server) as name:
        yield name
