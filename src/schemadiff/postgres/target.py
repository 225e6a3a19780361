"""A scratch database on the target's own server, with its exact version, extensions, collations and roles.

Nothing cluster-wide is created there, not even a role, so a superuser is refused: desired SQL would run as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.errors import Unavailable
from schemadiff.postgres.candidate import Candidate, Wanted
from schemadiff.postgres.shared import shared_candidate

NAME = "target"


def candidates(wanted: Wanted) -> Iterator[Candidate]:
    """Yield the target's server, after querying it."""
    if not wanted.target_url:
        raise Unavailable(
            "the target has no URL", hint="name one with --target, or use the provider embedded"
        )
    yield shared_candidate(wanted.target_url, provider=NAME, superuser_too=False, trusted=wanted.trusted)
