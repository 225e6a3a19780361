"""A database of the epic, its users, and what a query returns to one of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.types.json import Jsonb

from schemadiff.postgres.server import Server, create_database, drop_database

HERE = Path(__file__).parent


def majors() -> list[int]:
    """Those of the other tests from 15 on, where ON DELETE SET NULL takes columns."""
    folders = os.environ.get("SCHEMADIFF_LOCAL_BINDIRS", "").split(os.pathsep)
    found = {15} if any(folder and "15" in Path(folder).parts for folder in folders) else set()
    asked = {int(word) for word in os.environ.get("SCHEMADIFF_TEST_MAJORS", "16,18").split(",")}
    return sorted(major for major in asked | found if major >= 15)


def uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


PEOPLE = ("alice", "carol", "otto", "adam", "olivia", "bob", "bea")
ID = {
    "A": uid(0xA),
    "B": uid(0xB),
    **{f"user_{name}": uid(0x100 + n) for n, name in enumerate((*PEOPLE, "nobody"))},
    **{name: uid(0x200 + n) for n, name in enumerate(PEOPLE)},
    **{name: uid(0x300 + n) for n, name in enumerate(("campaign", "campaign2", "campaign_b"))},
    **{name: uid(0x400 + n) for n, name in enumerate(("gala", "gala_b"))},
    **{name: uid(0x500 + n) for n, name in enumerate(("seat", "vip", "seat_b"))},
    **{name: uid(0x600 + n) for n, name in enumerate(("paid_alice", "paid_guest", "paid_b"))},
    **{name: uid(0x700 + n) for n, name in enumerate(("send_alice", "send_carol", "send_guest", "send_b"))},
    **{name: uid(0x800 + n) for n, name in enumerate(("ticket_alice", "ticket_adam", "ticket_b"))},
}
"""Every name that ``world.sql`` and the tests use in braces."""

REFUSED = "42501"


def named(sql: str) -> str:
    """The SQL with ``{alice}`` and the like replaced by the UUIDs of ``ID``."""
    for name, value in ID.items():
        sql = sql.replace(f"{{{name}}}", value)
    return sql


@dataclass
class Epic:
    """A database, with one connection for all that is undone again."""

    conninfo: str
    """The superuser's: it arranges and looks, and never stands for anybody."""
    _conn: psycopg.Connection[Any] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, server: Server, name: str) -> Epic:
        """A database of a server; names without a schema are of public, as for every client."""
        return cls(make_conninfo(server.conninfo(name, superuser=True), options="-c search_path=public"))

    def connect(self) -> psycopg.Connection[Any]:
        """A connection of one's own, in autocommit: what it does stays."""
        return psycopg.connect(self.conninfo, autocommit=True)

    @contextmanager
    def scene(self) -> Iterator[Scene]:
        """A transaction that is undone at the end."""
        if self._conn is None:
            self._conn = self.connect()
        with self._conn.transaction(force_rollback=True):
            yield Scene(self._conn)

    def close(self) -> None:
        if self._conn is not None:
            self._conn.close()


@dataclass(frozen=True)
class Scene:
    """A session in which one after the other acts."""

    conn: psycopg.Connection[Any]

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query answers, or how many rows a command touched."""
        cursor = self.conn.execute(named(sql), values or None)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]

    def one(self, sql: str, *values: object) -> Any:
        """The only value of the only row."""
        ((value,),) = self.rows(sql, *values)
        return value

    @contextmanager
    def acting(self, who: str, claims: str | None = None) -> Iterator[None]:
        """Be somebody, as the API makes it so: log in as authenticator, take the role, have the claims."""
        self.conn.execute("SET LOCAL SESSION AUTHORIZATION authenticator")
        self.conn.execute(f"SET LOCAL ROLE {role(who)}")
        said = claims_of(who) if claims is None else claims
        self.conn.execute("SELECT set_config('request.jwt.claims', %s, true)", [said])
        yield
        # After an error the savepoint around it has taken all of this back.
        self.conn.execute("RESET SESSION AUTHORIZATION")
        self.conn.execute("SELECT set_config('request.jwt.claims', '', true)")

    def by(self, who: str, sql: str, *values: object, claims: str | None = None) -> list[tuple[Any, ...]]:
        """The rows that somebody gets; what they changed stays for the rest of the scene."""
        with self.conn.transaction(), self.acting(who, claims):
            return self.rows(sql, *values)

    def outcome(self, who: str, sql: str, *values: object, claims: str | None = None) -> int | str:
        """How many rows somebody gets or touches, or the SQLSTATE; undone at once."""
        try:
            with self.conn.transaction(force_rollback=True), self.acting(who, claims):
                cursor = self.conn.execute(named(sql), values or None)
                touched = cursor.rowcount
                # Deferred constraints speak now or never.
                self.conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
                return touched
        except psycopg.Error as error:
            return error.sqlstate or "lost"

    def sqlstate(self, sql: str, *values: object) -> str | None:
        """The SQLSTATE that a command fails with for anybody, even a superuser; None if it does not."""
        try:
            with self.conn.transaction(force_rollback=True):
                self.rows(sql, *values)
                self.conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.Error as error:
            return error.sqlstate
        return None

    def sendgrid(self, *events: dict[str, Any]) -> dict[str, int]:
        """A batch, as the webhook hands it over."""
        return dict(self.by("service", "SELECT public.ingest_sendgrid_events(%s)", Jsonb(list(events)))[0][0])

    def stripe(self, event: dict[str, Any]) -> dict[str, Any]:
        """An event, as the webhook hands it over."""
        return dict(self.by("service", "SELECT public.ingest_stripe_event(%s)", Jsonb(event))[0][0])

    def stats(self, campaign: str = "campaign") -> dict[str, int]:
        return dict(self.one("SELECT stats FROM public.campaigns WHERE id = %s", ID[campaign]))


def role(who: str) -> str:
    """The role of the database that somebody's requests run as."""
    return {"anon": "anon", "service": "service_role"}.get(who, "authenticated")


def claims_of(who: str, **more: object) -> str:
    """The claims of somebody's token."""
    subject = {} if who in ("anon", "service") else {"sub": ID[f"user_{who}"]}
    return json.dumps({"role": role(who), **subject, **more})


@contextmanager
def copy_of(workshop, template):
    name = create_database(workshop.server, template=template)
    epic = Epic.of(workshop.server, name)
    try:
        yield epic
    finally:
        epic.close()
        drop_database(workshop.server, name)
