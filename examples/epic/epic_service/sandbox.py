"""A SendGrid on this machine that keeps suppression lists as SendGrid documents them, to try things on.

It answers with the documented statuses and bodies, and on request as a bad day would: see ``Mood``.
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit


class Mood(Enum):
    """What may happen to a call instead of an answer."""

    DROP_BEFORE = "the connection ends and nothing was done"
    DROP_AFTER = "the connection ends although it was done"
    HANG = "no answer comes"


@dataclass(frozen=True)
class Answer:
    """An answer that does nothing: an outage, a limit, a refusal."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True)
class Call:
    """A call that arrived."""

    method: str
    path: str
    """Decoded."""
    subuser: str | None
    body: Any


@dataclass
class Account:
    """The lists of one (sub)account."""

    everything: dict[str, int] = field(default_factory=dict)
    """Addresses that want no mail at all, and since when."""
    groups: dict[int, set[str]] = field(default_factory=dict)


Next: TypeAlias = Mood | Answer


@dataclass
class Sandbox:
    """The server's state; a test or a person may look at it and change it."""

    key: str
    accounts: dict[str | None, Account] = field(default_factory=lambda: defaultdict(Account))
    """The account itself under None, its subusers by name."""
    calls: list[Call] = field(default_factory=list)
    moods: deque[Next] = field(default_factory=deque)
    """What happens to the next calls, one each; after that, all is well."""
    url: str = ""
    lock: Lock = field(default_factory=Lock)
    closing: Event = field(default_factory=Event)

    def next_mood(self, call: Call) -> Next | None:
        """Note a call, and say what is to happen to it."""
        with self.lock:
            self.calls.append(call)
            return self.moods.popleft() if self.moods else None

    def carry_out(self, call: Call, query: Mapping[str, list[str]]) -> Answer:
        """Do what a call asks for."""
        with self.lock:
            account = self.accounts[call.subuser]
            match call.method, call.path:
                case "GET", "/v3/suppression/unsubscribes":
                    return _listed(account, query)
                case "POST", "/v3/asm/suppressions/global":
                    return _added(
                        call.body, lambda email: account.everything.setdefault(email, int(time.time()))
                    )
                case "DELETE", path if found := re.fullmatch(r"/v3/asm/suppressions/global/(.+)", path):
                    account.everything.pop(found[1].lower(), None)
                    return Answer(204)
            if found := re.fullmatch(r"/v3/asm/groups/(\d+)/suppressions(?:/(.+))?", call.path):
                return _in_group(account.groups.get(int(found[1])), call, found[2])
            return _error(404, "not found")


def _listed(account: Account, query: Mapping[str, list[str]]) -> Answer:
    offset, limit = (int(query.get(name, [usual])[0]) for name, usual in (("offset", "0"), ("limit", "500")))
    entries = [{"created": at, "email": email} for email, at in account.everything.items()]
    return Answer(200, body=entries[offset : offset + min(limit, 500)])


def _in_group(group: set[str] | None, call: Call, email: str | None) -> Answer:
    if group is None:
        return _error(404, "group not found")
    match call.method, email:
        case "GET", None:
            return Answer(200, body=sorted(group))
        case "POST", None:
            return _added(call.body, group.add)
        case "DELETE", str():
            group.discard(email.lower())
            return Answer(204)
    return _error(405, "method not allowed")


def _added(body: Any, add: Any) -> Answer:
    match body:
        case {"recipient_emails": [*emails]} if emails and all(_is_address(email) for email in emails):
            for email in emails:
                add(email.lower())
            return Answer(201, body={"recipient_emails": emails})
    return _error(400, "recipient_emails must be a list of addresses")


def _is_address(email: object) -> bool:
    return isinstance(email, str) and re.fullmatch(r"[^@\s]+@[^@\s]+", email) is not None


def _error(status: int, message: str) -> Answer:
    return Answer(status, body={"errors": [{"message": message, "field": None}]})


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    """Head and body in one packet: in two, each answer takes 40 ms."""
    sandbox: Sandbox

    def do(self) -> None:
        """Answer a call."""
        parts = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        body = json.loads(raw) if raw else None
        call = Call(self.command, unquote(parts.path), self.headers.get("on-behalf-of"), body)
        match self.sandbox.next_mood(call):
            case Answer() as answer:
                self._answer(answer)
            case Mood.DROP_BEFORE:
                self.close_connection = True
            case Mood.HANG:
                self.sandbox.closing.wait()
                self.close_connection = True
            case mood:
                answer = self._carried_out(call, parse_qs(parts.query))
                if mood is Mood.DROP_AFTER:
                    self.close_connection = True
                else:
                    self._answer(answer)

    do_GET = do_POST = do_DELETE = do  # noqa: N815 - http.server's names

    def _carried_out(self, call: Call, query: Mapping[str, list[str]]) -> Answer:
        if self.headers.get("authorization") != f"Bearer {self.sandbox.key}":
            return _error(401, "The provided authorization grant is invalid, expired, or revoked")
        return self.sandbox.carry_out(call, query)

    def _answer(self, answer: Answer) -> None:
        body = b"" if answer.body is None else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        if answer.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: paths hold addresses."""


@contextmanager
def sandbox(key: str) -> Iterator[Sandbox]:
    """A running one, on a port of its own of the loopback."""
    state = Sandbox(key)
    handler = type("SandboxHandler", (Handler,), {"sandbox": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield state
        finally:
            state.closing.set()
            server.shutdown()
            thread.join()
