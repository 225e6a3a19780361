"""The major versions that are tested: the two embedded ones, unless SCHEMADIFF_TEST_MAJORS names others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
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


def on(majors: list[int]) -> pytest.MarkDecorator:
    """For a test that takes these instead of what its ``server`` would be."""
    return pytest.mark.parametrize("server", majors, indirect=True, ids=called)


every_major = on(MAJORS)
"""For a test whose neighbours run on the newest alone."""
newest = on(NEWEST)
"""For a test that need not run on each where its neighbours do."""
embedded = on([major for major in MAJORS if major in EMBEDDED])
"""For a test of extensions: the embedded servers have ``vector`` and no other that makes objects."""
newest_embedded = on([major for major in NEWEST if major in EMBEDDED])
"""The same where the neighbours run on the newest alone."""
before_15 = on([major for major in MAJORS if major < 15])
"""For a test of what PostgreSQL could not do until then."""
from_15 = on([major for major in MAJORS if major >= 15])
"""For a test of the epic, where ON DELETE SET NULL takes columns."""


def warmed(server: Server) -> Server:
    """The server, with a cache file in template1 that every new database gets a copy of.

    It describes the system catalogues; without it the first session of each database works that out, in 3 ms of
    processor time.
    """
    psycopg.connect(server.conninfo("template1", superuser=True)).close()
    return server


@contextmanager
def serving(request: pytest.FixtureRequest, major: int) -> Iterator[Server]:
    """A server of a version; those that the wheel does not bring are found on the machine."""
    if major in EMBEDDED:
        yield request.getfixturevalue(f"server{major}")
        return
    with throwaway(Wanted(provider="local", major=major)) as found:
        assert found.major == major
        yield warmed(found)


from_18 = on([major for major in MAJORS if major >= 18])
"""For a test of CHECKs that are NOT ENFORCED."""
