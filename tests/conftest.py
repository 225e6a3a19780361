"""Servers for all tests: the two embedded majors, one of each per worker, and a fresh database per test."""

from __future__ import annotations

import pytest

from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import scratch_database


@pytest.fixture(scope="session")
def server16():
    with throwaway(Wanted(provider="embedded", major=16)) as server:
        assert server.major == 16
        yield server


@pytest.fixture(scope="session")
def server18():
    with throwaway(Wanted(provider="embedded", major=18)) as server:
        assert server.major == 18
        yield server


@pytest.fixture(scope="session", params=[16, 18], ids=["pg16", "pg18"])
def server(request):
    return request.getfixturevalue(f"server{request.param}")


@pytest.fixture
def database(server):
    with scratch_database(server) as name:
        yield name
