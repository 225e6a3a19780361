"""Fixtures for tests that start and stop servers."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def lent_servers():
    """None is lent to the next."""
