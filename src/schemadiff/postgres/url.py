"""A server that the user names in ``[shadow] url``: for a service container of CI, for example.

Its role needs CREATEDB. As a superuser it is only used to make a loader role that is none, dropped at the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.errors import Unavailable
from schemadiff.postgres.candidate import Candidate, Wanted
from schemadiff.postgres.shared import shared_candidate

NAME = "url"


def candidates(wanted: Wanted) -> Iterator[Candidate]:
    """The one server, as it answers."""
    if not wanted.url:
        raise Unavailable("no server is named", hint="set [shadow] url, or SCHEMADIFF_SHADOW_URL")
    yield shared_candidate(wanted.url, provider=NAME, superuser_too=True, trusted=wanted.trusted)
