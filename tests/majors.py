"""The major versions that are tested: the two embedded ones, unless SCHEMADIFF_TEST_MAJORS names others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import Server

EMBEDDED = (16, 18)
ASKED = os.environ.get("SCHEMADIFF_TEST_MAJORS")
MAJORS = [int(word) for word in ASKED.split(",")] if ASKED else list(EMBEDDED)
NEWEST = MAJORS if ASKED else MAJORS[-1:]
"""For what is about schemadiff's own doings, and the same on each: all only when they are asked for by name."""


def called(major: int) -> str:
    """How a test's name says the version."""
    return f"pg{major}"


every_major = pytest.mark.parametrize("server", MAJORS, indirect=True, ids=called)
"""For a test whose neighbours run on the newest alone."""


newest = pytest.mark.parametrize("server", NEWEST, indirect=True, ids=called)
"""For a test that need not run on each where its neighbours do."""


@contextmanager
def serving(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of the version that the fixture is asked for; those that the wheel does not bring are found on the machine."""
    if request.param in EMBEDDED:
        yield request.getfixturevalue(f"server{request.param}")
        return
    with throwaway(Wanted(provider="local", major=request.param)) as found:
        assert found.major == request.param
        yield found
