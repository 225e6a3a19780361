"""``python -m epic_service.reconcile``: compare SendGrid's lists with ours, as the worker does every night.

Each account has a global list, and one for each group that a category stands for.

What SendGrid has and we missed is written down here; what we have and SendGrid lost goes into the outbox.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import httpx
import psycopg

from epic_service.command import run
from epic_service.database import Pool, connected, transaction
from epic_service.identity import SERVICE
from epic_service.journal import where
from epic_service.sendgrid import Kept, ListUnavailableError, client, listed
from epic_service.settings import Worker
from epic_service.settings import worker as from_environment

log = logging.getLogger("epic_service.reconcile")

LISTS = """
    SELECT sendgrid_subuser, NULL::integer AS sendgrid_group_id FROM public.organizations
    UNION
    SELECT sendgrid_subuser, sendgrid_group_id
    FROM public.notification_category_groups c JOIN public.organizations g ON g.id = c.organization_id
    ORDER BY 1 NULLS FIRST, 2 NULLS FIRST
"""
NOW = "SELECT now()"
RECONCILE = "SELECT private.reconcile_suppressions(%s, %s::jsonb, %s, %s)"
PATIENCE = "10min"
"""A list may be long, and nobody waits for it."""


async def reconcile(
    pool: Pool, http: httpx.AsyncClient, clock: Callable[[], float], pause: Callable[[float], Any]
) -> bool:
    """Compare every list of every account; whether all of them came."""
    async with transaction(pool, SERVICE, read_only=True) as conn:
        lists = [Kept(*row) for row in await (await conn.execute(LISTS)).fetchall()]
    complete = True
    for number, kept in enumerate(lists, 1):
        try:
            counts = await _one(pool, http, kept, clock, pause)
            log.info("list %d of %d: %s", number, len(lists), json.dumps(counts))
        except ListUnavailableError as error:
            complete = False
            log.error("list %d of %d: it did not come: %s", number, len(lists), error)  # noqa: TRY400
        except psycopg.DataError as error:
            complete = False
            log.error("list %d of %d: it did not come: %s", number, len(lists), where(error))  # noqa: TRY400
    return complete


async def _one(
    pool: Pool,
    http: httpx.AsyncClient,
    kept: Kept,
    clock: Callable[[], float],
    pause: Callable[[float], Any],
) -> dict[str, int]:
    # By the database's clock, and before the list: what changes from now on is newer than the list.
    async with transaction(pool, SERVICE, read_only=True) as conn:
        (at,) = await (await conn.execute(NOW)).fetchone() or (None,)
    found = await listed(http, kept, clock, pause)
    async with transaction(pool, SERVICE, patience=PATIENCE) as conn:
        row = await (
            await conn.execute(RECONCILE, [kept.subuser, json.dumps(found), at, kept.group])
        ).fetchone()
    return dict(row[0]) if row else {}


async def once(settings: Worker) -> bool:
    """Compare all lists now."""
    async with connected(settings.database_url, size=1) as pool, client(settings) as http:
        return await reconcile(pool, http, time.time, asyncio.sleep)


def main() -> int:
    """Compare; the exit code is 1 if a list did not come."""
    return 0 if asyncio.run(once(from_environment(os.environ))) else 1


if __name__ == "__main__":
    sys.exit(run(main))
