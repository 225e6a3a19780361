"""Subscriptions (``pg_subscription``): publications and options, without the connection and the enabled state.

The connection string contains a password and differs by environment, so it is neither read nor compared:
a new subscription is created without one, without a slot, and disabled. Whoever sets the connection enables it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg.sql import quote

from schemadiff.model import Catalog, MustReplace, Object, Reading

# Without subconninfo, which only superusers may read, subenabled and subslotname.
SELECT: LiteralString = """
    SELECT oid AS _oid, subowner AS _owner, quote_ident(subname) AS identity,
           (SELECT array_agg(quote_ident(p) ORDER BY p) FROM unnest(subpublications) p) AS publications,
           subsynccommit AS synchronous_commit, subbinary::text AS binary,
"""
FROM: LiteralString = """
    FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
STREAM: LiteralString = (
    "CASE substream WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' ELSE 'off' END AS streaming,"
)
LATER: LiteralString = (
    "(subtwophasestate <> 'd')::text AS two_phase, subdisableonerr::text AS disable_on_error,"
)
OWNERS: LiteralString = "subpasswordrequired::text AS password_required, subrunasowner::text AS run_as_owner, suborigin AS origin,"
NONE_14: LiteralString = "NULL AS two_phase, NULL AS disable_on_error,"
NONE_15: LiteralString = "NULL AS password_required, NULL AS run_as_owner, NULL AS origin,"
NO_FAILOVER: LiteralString = "NULL AS failover"
OPTIONS = (
    "binary",
    "streaming",
    "synchronous_commit",
    "two_phase",
    "disable_on_error",
    "password_required",
    "run_as_owner",
    "origin",
    "failover",
)
FIXED = frozenset({"failover", "two_phase"})
"""Options that ALTER SUBSCRIPTION cannot change without a slot, or without asking the publisher, or not before 18."""


@dataclass(frozen=True, kw_only=True)
class Subscription(Object):
    """A subscription to publications of another server; options that the server's version lacks are None."""

    publications: list[str]
    synchronous_commit: str
    binary: str
    streaming: str
    two_phase: str | None
    disable_on_error: str | None
    password_required: str | None
    run_as_owner: str | None
    origin: str | None
    failover: str | None

    kind = "subscription"
    catalog = "pg_subscription"
    query = (
        SELECT
        + "CASE WHEN substream THEN 'on' ELSE 'off' END AS streaming,"
        + NONE_14
        + NONE_15
        + NO_FAILOVER
        + FROM
    )
    query_15: LiteralString = (
        SELECT
        + "CASE WHEN substream THEN 'on' ELSE 'off' END AS streaming,"
        + LATER
        + NONE_15
        + NO_FAILOVER
        + FROM
    )
    query_16: LiteralString = SELECT + STREAM + LATER + OWNERS + NO_FAILOVER + FROM
    query_17: LiteralString = SELECT + STREAM + LATER + OWNERS + "subfailover::text AS failover" + FROM

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 15, 16 and 17 introduced options."""
        for least, query in ((170000, cls.query_17), (160000, cls.query_16), (150000, cls.query_15)):
            if version >= least:
                return query
        return cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Set no schema."""
        values["schema"] = None

    def _said(self, names: frozenset[str]) -> list[str]:
        given = ((name, getattr(self, name)) for name in OPTIONS if name in names)
        return [f"{name} = {quote(value).strip()}" for name, value in given if value is not None]

    def create(self) -> Iterator[str]:
        """CREATE SUBSCRIPTION without a connection to the publisher."""
        options = ["connect = false", "slot_name = NONE", *self._said(frozenset(OPTIONS))]
        yield (
            f"CREATE SUBSCRIPTION {self.identity} CONNECTION '' PUBLICATION {', '.join(self.publications)}\n"
            f"    WITH ({', '.join(options)})"
        )

    def by_hand(self) -> tuple[str, str]:
        """Return that the connection, which is never read, and the slot must be set by hand."""
        head = f"ALTER SUBSCRIPTION {self.identity}"
        return (
            f"subscription {self.identity} is created disabled, without an address and without a slot",
            f"{head} CONNECTION '...'; {head} SET (slot_name = '...'); {head} ENABLE; {head} REFRESH PUBLICATION",
        )

    def drop(self) -> Iterator[str]:
        """DROP SUBSCRIPTION, without connecting: its slot stays at the publisher."""
        head = f"ALTER SUBSCRIPTION {self.identity}"
        yield f"{head} DISABLE"
        yield f"{head} SET (slot_name = NONE)"
        yield f"DROP SUBSCRIPTION {self.identity}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter options and publications without copying data; raise MustReplace for the options that are ``FIXED``."""
        changed = self.changed(old)
        if changed & FIXED:
            raise MustReplace
        if options := self._said(changed):
            yield f"ALTER SUBSCRIPTION {self.identity} SET ({', '.join(options)})"
        if "publications" in changed:
            # A refresh asks the publisher and cannot run in a transaction.
            publications = ", ".join(self.publications)
            yield f"ALTER SUBSCRIPTION {self.identity} SET PUBLICATION {publications} WITH (refresh = false)"

    @property
    def loss(self) -> str:
        """Its connection and its progress."""
        return (
            f"subscription {self.identity} with its address and its replication progress (its slot "
            "stays at the publisher)"
        )


def made_again(catalog: Catalog) -> Iterator[str]:
    """Yield the statements that create the subscriptions of a catalogue, with their parts."""
    for address, obj in catalog.objects.items():
        if isinstance(obj, Subscription):
            yield from obj.create()
            for part in sorted(catalog.children.get(address, ())):
                yield from catalog.objects[part].create()
