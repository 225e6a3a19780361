"""Transactions of somebody: connected as ``authenticator``, with the role and the claims of one request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg_pool import AsyncConnectionPool

from epic_service.identity import Identity
from epic_service.settings import SettingsError

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Pool = AsyncConnectionPool[Connection]

PATIENCE = "15s"
"""For one statement. SendGrid and Stripe wait longer than that."""

WAIT = 5.0
"""Seconds in which a request must get a connection of the pool; after that it is a 504."""

# The role comes last: all before it is set by authenticator. Everything ends with the transaction.
BECOME = """
    SELECT set_config('search_path', 'public', true),
           set_config('statement_timeout', %(timeout)s, true),
           set_config('transaction_read_only', %(read_only)s, true),
           set_config('request.jwt.claims', %(claims)s, true),
           set_config('role', %(role)s, true)
"""
POWERS = "SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = session_user"


@asynccontextmanager
async def connected(conninfo: str, *, size: int) -> AsyncIterator[Pool]:
    """A pool whose connections may not do more than the roles that they take.

    Raises:
        SettingsError: the login is one that row security does not hold for.
        psycopg.OperationalError: nobody can log in there now.
    """
    async with await psycopg.AsyncConnection.connect(conninfo, connect_timeout=5) as conn:
        row = await (await conn.execute(POWERS)).fetchone()
    if row is None or row[0]:
        raise SettingsError("EPIC_DATABASE_URL: connects as a role above row security; use authenticator")
    pool: Pool = AsyncConnectionPool(
        conninfo,
        min_size=1,
        max_size=size,
        timeout=WAIT,
        open=False,
        check=AsyncConnectionPool.check_connection,
        kwargs={"autocommit": True, "application_name": "epic_service"},
    )
    async with pool:
        yield pool


@asynccontextmanager
async def transaction(
    pool: Pool, who: Identity, *, read_only: bool = False, patience: str = PATIENCE
) -> AsyncIterator[Connection]:
    """One transaction as ``who``; it is kept if the block ends well."""
    values = {
        "timeout": patience,
        "read_only": "on" if read_only else "off",
        "claims": who.claims,
        "role": who.role.value,
    }
    async with pool.connection() as conn, conn.transaction():
        await conn.execute(BECOME, values)
        yield conn
