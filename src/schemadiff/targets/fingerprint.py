"""A fingerprint of a target's system catalogues, taken without reading them, to tell whether they have changed."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import psycopg

from schemadiff import cache
from schemadiff.errors import place
from schemadiff.postgres import pooler
from schemadiff.postgres.content import Content, content, traces
from schemadiff.postgres.reach import patient
from schemadiff.postgres.round_trips import transaction
from schemadiff.runtime import configs

log = logging.getLogger(__name__)
HISTORY = ("schemadiff.history",)
KEPT = 200
"""Targets whose seed is stored, over all projects of the user."""


@dataclass
class Look:
    """The fingerprint of a target before anything was read from it."""

    conninfo: str = field(repr=False)
    content: Content

    @cached_property
    def stands(self) -> bool:
        """True if nothing has been changed since, not even changed back: what was read meanwhile matches the fingerprint.

        To be asked once, after everything has been read.
        """
        try:
            with _connected(self.conninfo) as conn:
                return traces(conn, self.content.seed, _other_tables(conn)) == self.content.traces
        except psycopg.Error:
            return False


def look(conninfo: str, known: object = None) -> Look | None:
    """Return the fingerprint; None if the catalogues cannot be read: the next reader reports why.

    If the content is ``known``, it is cheaper, and nothing that is read later can be kept with it.
    """
    try:
        with _connected(conninfo) as conn:
            return Look(conninfo, content(conn, _seed(conninfo), _other_tables(conn), known))
    except psycopg.Error as error:
        log.debug("cannot look for changes: %s", type(error).__name__)
        return None


def _seed(conninfo: str) -> int:
    """Return the target's seed, drawn when it is first looked at; only the target's own server ever receives it."""
    name = hashlib.sha256(place(conninfo).encode(errors="surrogateescape")).hexdigest()
    path = cache.folder("seeds") / f"{name}.txt"
    try:
        return int(cache.read(path))
    except (OSError, ValueError):
        seed = secrets.randbits(63)
    try:
        cache.write(path, str(seed), KEPT)
    except OSError as error:
        log.info("the target will be looked at anew: %s", error)
    return seed


@contextmanager
def _connected(conninfo: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(
        patient(conninfo), autocommit=True, application_name="schemadiff", client_encoding="utf8"
    ) as conn:
        if pooler.between(conn):
            # The session may serve another client in a moment, so nothing may be set in it.
            raise psycopg.NotSupportedError("a pooler is in between")
        # What several queries see is of one moment. The level is a setting, and settings are part of the content.
        with transaction(conn, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"):
            yield conn


def _other_tables(conn: psycopg.Connection[Any]) -> list[str]:
    """Return the tables, other than catalogues, that contain part of the schema."""
    return [*HISTORY, *configs(conn)]
