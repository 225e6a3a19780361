"""Servers for all tests: one of each major per worker, and a fresh database per test.

SCHEMADIFF_TEST_MAJORS (14,15,16,17,18) widens them; SCHEMADIFF_LOCAL_BINDIRS says where the others are.
"""

from __future__ import annotations

import pytest

from majors import MAJORS, called, serving
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


@pytest.fixture(scope="session", params=MAJORS, ids=called)
def server(request):
    """Each wanted major."""
    with serving(request) as found:
        yield found


@pytest.fixture
def database(server):
    with scratch_database(server) as name:
        yield name
