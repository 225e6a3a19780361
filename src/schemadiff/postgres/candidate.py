"""What is wanted of a server, and what a provider offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from schemadiff.postgres.server import Server


@dataclass(frozen=True)
class Wanted:
    """What a throw-away server must have."""

    provider: str = "auto"
    major: int | None = None
    """The target's major version; None takes any."""
    extensions: frozenset[str] = frozenset()
    loader: str = "postgres"
    """How the loader role is called on a server of ours: as the target's role, so that owners read alike."""
    url: str | None = field(default=None, repr=False)
    """``[shadow] url``."""
    target_url: str | None = field(default=None, repr=False)
    image: str | None = None
    """The image for Docker, instead of ``postgres:<major>``."""
    logical: bool = False
    """True if publications or subscriptions are desired."""
    trusted: bool = False
    """True if the loader is to be a superuser."""
    stand_ins: frozenset[str] = frozenset()
    """The extensions, unquoted, that may be stood in for where they are not installed."""


@dataclass(frozen=True)
class Candidate:
    """A server that could be started."""

    provider: str
    where: str
    """Which one of the provider's, for people."""
    major: int
    extensions: frozenset[str] | None
    """What it ships; None where only the running server can tell, and ``start`` asks it."""
    start: Callable[[], AbstractContextManager[Server]] = field(repr=False)
    """Starts it; the reason is the caller's to add."""


class Provider(Protocol):
    """One way to have a throw-away server: a module of this package."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """How settings call it."""

    def candidates(self, wanted: Wanted) -> Iterable[Candidate]:
        """Yield what could be started here, the best first; raise Unavailable when that is nothing."""
