"""The requirements for a throw-away server, and the candidates that providers offer for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from schemadiff.postgres.server import Server


@dataclass(frozen=True)
class Wanted:
    """The requirements for a throw-away server."""

    provider: str = "auto"
    major: int | None = None
    """The target's major version; None takes any."""
    asked: bool = False
    """True if the settings say the major version: then no other one will do."""
    extensions: frozenset[str] = frozenset()
    loader: str = "postgres"
    """The name of the loader role on a server that we start: the target's role, so that owners are equal on both
    sides."""
    url: str | None = field(default=None, repr=False)
    """``[shadow] url``."""
    target_url: str | None = field(default=None, repr=False)
    image: str | None = None
    """The image for Docker, instead of ``postgres:<major>``."""
    logical: bool = False
    """True if the desired schema has publications or subscriptions."""
    trusted: bool = False
    """True if the loader is to be a superuser."""
    stand_ins: frozenset[str] = frozenset()
    """The extensions, unquoted, that stand-in scripts may replace where they are not installed."""
    locks: int = 0
    """The locks that one transaction takes at most: an upper bound, as the server reserves the room when it starts."""


@dataclass(frozen=True)
class Candidate:
    """A server that could be started."""

    provider: str
    where: str
    """The image, folder or host of this server, for messages."""
    major: int
    extensions: frozenset[str] | None
    """The extensions that it has; None if only the running server can tell, which ``start`` then checks."""
    start: Callable[[], AbstractContextManager[Server]] = field(repr=False)
    """Starts the server; the caller fills in the reason for the choice."""


class Provider(Protocol):
    """One way to get a throw-away server: a module of this package."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """The provider's name in the settings."""

    def candidates(self, wanted: Wanted) -> Iterable[Candidate]:
        """Yield the servers that could be started, the best first; raise Unavailable if there are none."""
