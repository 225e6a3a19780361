"""Servers for all tests: the two embedded majors, one of each per worker, and a fresh database per test.

SCHEMADIFF_TEST_MAJORS (14,15,16,17,18) widens them; SCHEMADIFF_LOCAL_BINDIRS says where the others are.
"""

from __future__ import annotations

import os

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


MAJORS = [int(word) for word in os.environ.get("SCHEMADIFF_TEST_MAJORS", "16,18").split(",")]


@pytest.fixture(scope="session", params=MAJORS, ids=[f"pg{major}" for major in MAJORS])
def server(request):
    """Each wanted major; those that the wheel does not bring are found on the machine."""
    if request.param in (16, 18):
        yield request.getfixturevalue(f"server{request.param}")
        return
    with throwaway(Wanted(provider="local", major=request.param)) as found:
        assert found.major == request.param
        yield found


@pytest.fixture
def database(server):
    with scratch_database(server) as name:
        yield name
