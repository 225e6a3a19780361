"""A server that the user names in ``[shadow] url``: a service container of CI, for example.

Its role needs CREATEDB. A superuser is only used to create a loader role without such rights, which is dropped at the
end.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.errors import Unavailable
from schemadiff.postgres.candidate import Candidate, Wanted
from schemadiff.postgres.shared import shared_candidate

NAME = "url"


def candidates(wanted: Wanted) -> Iterator[Candidate]:
    """Yield the named server, after querying it."""
    if not wanted.url:
        raise Unavailable("no server is named", hint="set [shadow] url, or SCHEMADIFF_SHADOW_URL")
    yield shared_candidate(wanted.url, provider=NAME, superuser_too=True, trusted=wanted.trusted)
