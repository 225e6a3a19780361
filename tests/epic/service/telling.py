"""Runs workers on the service's database, with a clock and random numbers that the test controls."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from calling import NOW, Api

from epic_service.database import connected
from epic_service.sandbox import Sandbox
from epic_service.sendgrid import client
from epic_service.settings import Worker
from epic_service.worker import Bench, Round, work_once

T = TypeVar("T")
OUTBOX = "select id, status, attempts, last_error from private.suppression_outbox order by id"
DUE = "update private.suppression_outbox set not_before = now() where status = 'pending'"
"""Time passes."""


def worker(api: Api, sendgrid: Sandbox, **more: Any) -> Worker:
    return Worker(api.authenticator, sendgrid.key, **{"sendgrid_url": sendgrid.url, **more})


def at_work(
    api: Api, sendgrid: Sandbox, doing: Callable[..., Awaitable[T]], *, workers: int = 1, dice: float = 0.5,
    clock: Callable[[], float] = lambda: NOW, **settings: Any,
) -> T:  # fmt: skip
    """Run ``doing`` with so many workers, each with connections of its own."""

    async def run() -> T:
        async with AsyncExitStack() as stack:
            benches = []
            for _ in range(workers):
                given = worker(api, sendgrid, **settings)
                pool = await stack.enter_async_context(connected(given.database_url, size=2))
                http = await stack.enter_async_context(client(given))
                benches.append(Bench(given, pool, http, clock, lambda: dice))
            return await doing(*benches)

    return asyncio.run(run())


async def rounds(*benches: Bench) -> list[int]:
    """Turns of all workers at once until nothing is due; how many entries each turn had."""
    done = []
    while claimed := sum(one.claimed for one in await asyncio.gather(*map(work_once, benches))):
        done.append(claimed)
    return done


def turn(api: Api, sendgrid: Sandbox, **settings: Any) -> Round:
    """One turn of one worker."""
    return at_work(api, sendgrid, work_once, **settings)
