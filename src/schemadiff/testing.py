"""Fixtures for your own tests: databases with the schema of ``desired/``, created in milliseconds each.

Load them in ``conftest.py`` with ``pytest_plugins = ["schemadiff.testing"]`` and use the fixture
``schemadiff_database``: the connection string of a fresh database for each test, on a throw-away server that
lives as long as the test run. No migration runs: the schema is loaded once, and each database is a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemadiff.postgres.server import drop_database
from schemadiff.settings import load
from schemadiff.shadow import Workshop


@pytest.fixture(scope="session")
def schemadiff_workshop(request: pytest.FixtureRequest) -> Iterator[Workshop]:
    """The throw-away server of the test run, for the project in pytest's root directory."""
    with Workshop(load(Path(request.config.rootpath))) as workshop:
        yield workshop


@pytest.fixture
def schemadiff_database(schemadiff_workshop: Workshop) -> Iterator[str]:
    """The connection string of a database with the desired schema; it is dropped after the test."""
    server = schemadiff_workshop.server
    name = schemadiff_workshop.database(template=schemadiff_workshop.loaded)
    try:
        yield server.conninfo(name)
    finally:
        drop_database(server, name)
