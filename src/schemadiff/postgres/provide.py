"""Chooses a throw-away PostgreSQL among all that are available here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from schemadiff.errors import SchemadiffError, Unavailable, UsageError
from schemadiff.postgres import docker, embedded, local, target, url
from schemadiff.postgres.candidate import Candidate, Provider, Wanted
from schemadiff.postgres.server import Server

PROVIDERS: tuple[Provider, ...] = (embedded, local, docker, url, target)
"""In the order in which "auto" tries them; docker is slow, and a target's server belongs to others."""


@contextmanager
def throwaway(wanted: Wanted) -> Iterator[Server]:
    """A server that meets the requirements, until the context ends.

    "auto" takes the first with the target's major version and the extensions; if there is none, the first with the
    extensions, and the reason then says that the versions differ. Raises Unavailable with a line for each provider that
    was tried.
    """
    refused: list[str] = []
    with ExitStack() as stack:
        for candidate in _best_first(wanted, refused):
            try:
                server = stack.enter_context(candidate.start())
            except Unavailable as error:
                if wanted.provider != "auto":
                    raise
                refused.append(f"{candidate.provider}: {error.message}")
                continue
            yield replace(server, reason=reason(server, candidate.where, wanted))
            return
    raise nothing(wanted, refused)


def _best_first(wanted: Wanted, refused: list[str]) -> Iterator[Candidate]:
    """Yield the candidates with the wanted major version in the order of the providers, then the others."""
    others: list[Candidate] = []
    for provider in _asked(wanted):
        for candidate in _candidates(provider, wanted, refused):
            if wanted.major in (None, candidate.major):
                yield candidate
            elif wanted.asked:
                refused.append(f"{candidate.provider}: has PostgreSQL {candidate.major}")
            else:
                others.append(candidate)
    # A newer server can load an older one's dump, and the closest version prints definitions most similarly.
    major = wanted.major or 0
    yield from sorted(others, key=lambda c: (c.major < major, abs(c.major - major)))


def _asked(wanted: Wanted) -> tuple[Provider, ...]:
    if wanted.provider == "auto":
        # If a server is named in the settings, it is preferred.
        return tuple(sorted(PROVIDERS, key=lambda p: p.NAME != "url")) if wanted.url else PROVIDERS
    found = tuple(provider for provider in PROVIDERS if wanted.provider == provider.NAME)
    if not found:
        known = ", ".join(provider.NAME for provider in PROVIDERS)
        raise UsageError(f"unknown provider {wanted.provider}", hint=f"use auto or one of: {known}")
    return found


def _candidates(provider: Provider, wanted: Wanted, refused: list[str]) -> Iterator[Candidate]:
    """Yield a provider's candidates that have the extensions; reasons for the others are added to ``refused``."""
    try:
        offered = tuple(provider.candidates(wanted))
    except SchemadiffError as error:
        if wanted.provider != "auto":
            raise
        refused.append(f"{provider.NAME}: {error.message}")
        return
    for candidate in offered:
        missing = (
            wanted.extensions - candidate.extensions if candidate.extensions is not None else frozenset()
        )
        if not missing:
            yield candidate
            continue
        refused.append(f"{provider.NAME}: PostgreSQL {candidate.major} has no {_listed(missing)}")


def reason(server: Server, where: str, wanted: Wanted) -> str:
    """Why this server was chosen, as a line for people."""
    what = f"PostgreSQL {server.major}, {where}"
    if wanted.major is None:
        return f"{what}: no version is asked for"
    if wanted.major == server.major:
        return f"{what}: as shadow.version says" if wanted.asked else f"{what}: the target's own version"
    return f"{what}: the target has version {wanted.major}, so both sides are read on {server.major}"


def nothing(wanted: Wanted, refused: list[str]) -> Unavailable:
    """The error that lists what was tried, and what would help."""
    version = f" {wanted.major}" if wanted.major else ""
    extensions = f" with {_listed(wanted.extensions)}" if wanted.extensions else ""
    hint = "install PostgreSQL on this machine (provider local), start a Docker engine (provider docker), "
    hint += "or name a server in [shadow] url (provider url)"
    hint += f"; or take shadow.version = {wanted.major} out of the settings" if wanted.asked else ""
    return Unavailable(
        f"no throw-away PostgreSQL{version}{extensions} is available", detail="\n".join(refused), hint=hint
    )


def _listed(extensions: frozenset[str]) -> str:
    many = "extensions" if len(extensions) > 1 else "extension"
    return f"{many} {', '.join(sorted(extensions))}"


__all__ = ["PROVIDERS", "Candidate", "Wanted", "throwaway"]
