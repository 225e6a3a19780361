"""SendGrid's suppression lists: one call for one entry of the outbox, and what its answer means for the entry."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import quote

import httpx

from epic_service.settings import Worker

PAGE = 500
"""Entries of one page of the list."""
TRIES = 5
"""For each page."""
LONGEST = 3600.0
"""Seconds. Whoever asks us to wait for longer is asked again after that."""
OUTAGES = frozenset({401, 403, 408, 425, 429})
"""Statuses below 500 that say nothing against the entry: a wrong key is mended, a limit passes."""


@dataclass(frozen=True)
class Entry:
    """Something that SendGrid is to be told, claimed by us for the time of a lease."""

    id: int
    sendgrid_subuser: str | None
    email_address: str = field(repr=False)
    action: str
    sendgrid_group_id: int | None
    attempts: int


@dataclass(frozen=True)
class Done:
    """SendGrid has it."""


@dataclass(frozen=True)
class Later:
    """It may work another time."""

    reason: str
    after: float | None = None
    """Seconds that SendGrid asks for, which hold for all calls."""


@dataclass(frozen=True)
class Never:
    """It will not work however often it is tried."""

    reason: str


Outcome: TypeAlias = Done | Later | Never


@cache
def _authorities() -> ssl.SSLContext:
    # To read them takes 30 ms, and they do not change.
    return httpx.create_ssl_context(trust_env=False)


def client(settings: Worker) -> httpx.AsyncClient:
    """Connections to SendGrid, with our key on each request."""
    return httpx.AsyncClient(
        base_url=settings.sendgrid_url,
        headers={"Authorization": f"Bearer {settings.sendgrid_api_key}"},
        timeout=settings.timeout,
        follow_redirects=False,
        verify=_authorities(),
        # Whatever the environment says: the key goes to SendGrid and to nobody else.
        trust_env=False,
    )


async def deliver(http: httpx.AsyncClient, entry: Entry, clock: Callable[[], float]) -> Outcome:
    """Tell SendGrid, and say how it went; nothing is raised for what SendGrid or the network does."""
    method, path, body = request_for(entry)
    try:
        headers = on_behalf_of(entry.sendgrid_subuser)
        response = await http.request(method, path, json=body, headers=headers)
    except (httpx.InvalidURL, httpx.LocalProtocolError, UnicodeEncodeError) as error:
        return Never(f"it cannot be sent: {type(error).__name__}")
    except httpx.TransportError as error:
        return Later(type(error).__name__)
    if method == "DELETE" and response.status_code == 404:
        # Already not there.
        return Done()
    return outcome(response, clock)


def request_for(entry: Entry) -> tuple[str, str, dict[str, list[str]] | None]:
    """The method, path and body that carry an entry out. All of them may be repeated without harm."""
    lists = {
        "global": "/v3/asm/suppressions/global",
        "group": f"/v3/asm/groups/{entry.sendgrid_group_id}/suppressions",
    }
    verb, _, which = entry.action.partition("_")
    if verb == "add":
        return "POST", lists[which], {"recipient_emails": [entry.email_address]}
    return "DELETE", f"{lists[which]}/{quote(entry.email_address, safe='')}", None


def on_behalf_of(subuser: str | None) -> dict[str, str]:
    """The header that chooses the account: each has lists of its own."""
    return {} if subuser is None else {"on-behalf-of": subuser}


def outcome(response: httpx.Response, clock: Callable[[], float]) -> Outcome:
    """What an answer means."""
    status = response.status_code
    if 200 <= status < 300:
        return Done()
    if status >= 500 or status in OUTAGES or status < 400:
        wait = waiting(response, clock()) if status in (429, 503) else None
        return Later(f"HTTP {status}", wait)
    return Never(f"HTTP {status}: {_said(response)}")


def waiting(response: httpx.Response, now: float) -> float | None:
    """The seconds that an answer asks us to wait: Retry-After, or else the end of the rate limit's window."""
    after = response.headers.get("retry-after", "").strip()
    if after.isascii() and after.isdecimal():
        return min(float(after[:9]), LONGEST)
    try:
        at = parsedate_to_datetime(after)
        until = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        reset = response.headers.get("x-ratelimit-reset", "").strip()
        if not (reset.isascii() and reset.isdecimal()):
            return None
        until = float(reset[:12])
    return min(max(until - now, 0.0), LONGEST)


def _said(response: httpx.Response) -> str:
    """SendGrid's first message, which stays in the database."""
    try:
        return str(response.json()["errors"][0]["message"])[:200]
    except (ValueError, LookupError, TypeError):
        return response.reason_phrase


@dataclass(frozen=True)
class Kept:
    """A list that SendGrid keeps for an account: of those who want nothing at all, or nothing of a group."""

    subuser: str | None
    group: int | None = None

    @property
    def path(self) -> str:
        """Where it is asked for."""
        return (
            "/v3/suppression/unsubscribes"
            if self.group is None
            else f"/v3/asm/groups/{self.group}/suppressions"
        )


class ListUnavailableError(Exception):
    """SendGrid did not give its list; the message says why."""


async def listed(
    http: httpx.AsyncClient, kept: Kept, clock: Callable[[], float], pause: Callable[[float], Any]
) -> list[dict[str, Any]]:
    """All entries of a list: the address, and since when it is there where SendGrid tells.

    Raises:
        ListUnavailableError: a page did not come, not even after some tries. Half a list would be a wrong one.
    """
    found: list[dict[str, Any]] = []
    while True:
        page = await _page(http, kept, len(found), clock, pause)
        found += page
        # A group's list comes whole.
        if kept.group is not None or len(page) < PAGE:
            return found


async def _page(
    http: httpx.AsyncClient,
    kept: Kept,
    offset: int,
    clock: Callable[[], float],
    pause: Callable[[float], Any],
) -> list[dict[str, Any]]:
    reason = ""
    for attempt in range(TRIES):
        answer = await _try_page(http, kept, offset, clock)
        match answer:
            case list():
                return answer
            case Never():
                raise ListUnavailableError(answer.reason)
        reason = answer.reason
        await pause(2.0**attempt if answer.after is None else answer.after)
    raise ListUnavailableError(reason)


async def _try_page(
    http: httpx.AsyncClient, kept: Kept, offset: int, clock: Callable[[], float]
) -> list[dict[str, Any]] | Later | Never:
    try:
        response = await http.get(
            kept.path,
            params={"limit": PAGE, "offset": offset} if kept.group is None else None,
            headers=on_behalf_of(kept.subuser),
        )
    except (httpx.LocalProtocolError, UnicodeEncodeError) as error:
        return Never(f"it cannot be asked for: {type(error).__name__}")
    except httpx.TransportError as error:
        return Later(type(error).__name__)
    answer = outcome(response, clock)
    if not isinstance(answer, Done):
        return answer
    try:
        return _entries(kept, response.json())
    except (ValueError, LookupError, TypeError):
        return Never("the list is not what SendGrid documents")


def _entries(kept: Kept, body: Any) -> list[dict[str, Any]]:
    """The entries of a page, or of a group, which is addresses and no more."""
    if kept.group is None:
        return [{"email": str(entry["email"]), "created": int(entry["created"])} for entry in body]
    if not (isinstance(body, list) and all(isinstance(email, str) for email in body)):
        raise TypeError
    return [{"email": email} for email in body]


def utc(now: float) -> datetime:
    """A time of the clock as a date."""
    return datetime.fromtimestamp(now, UTC)
