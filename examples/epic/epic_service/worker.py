"""``python -m epic_service.worker``: tell SendGrid what the outbox says, and compare the lists every night.

Any number of workers may run. An entry that a worker leaves behind is another's when its lease has ended;
SendGrid hears of it twice then, which changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import httpx
import psycopg

from epic_service import command, reconcile
from epic_service.database import Pool, connected
from epic_service.journal import where
from epic_service.outbox import claim, settle
from epic_service.sendgrid import Entry, Later, Outcome, client, deliver, utc
from epic_service.settings import Worker
from epic_service.settings import worker as from_environment

log = logging.getLogger("epic_service.worker")

NIGHT = 3
"""The hour (UTC) in which the lists are compared."""
LONGEST = 3600.0


@dataclass(frozen=True)
class Bench:
    """What a worker works with; tests bring a clock and dice of their own."""

    settings: Worker
    pool: Pool
    http: httpx.AsyncClient
    clock: Callable[[], float] = time.time
    dice: Callable[[], float] = random.random
    """Numbers from 0 to 1, so that workers that failed together do not come back together."""


@dataclass(frozen=True)
class Round:
    """One turn of a worker."""

    claimed: int
    wait: float | None = None
    """Seconds for which SendGrid wants to hear nothing."""


def backoff(attempts: int, dice: Callable[[], float]) -> float:
    """Seconds until the next try: twice as long each time, an hour at most, and up to half of it less by chance."""
    return float(min(LONGEST, 2.0 ** min(attempts, 20)) * (0.5 + dice() / 2))


async def work_once(bench: Bench) -> Round:
    """Claim a batch, deliver it, and settle each entry as it went."""
    entries = await claim(bench.pool, limit=bench.settings.batch, lease=bench.settings.lease)
    outcomes = await asyncio.gather(*(_carry_out(bench, entry) for entry in entries), return_exceptions=True)
    for failure in outcomes:
        # The database's, after all calls have ended; what is not settled is tried again when its lease ends.
        if isinstance(failure, BaseException):
            raise failure
    waits = [o.after for o in outcomes if isinstance(o, Later) and o.after is not None]
    return Round(len(entries), max(waits, default=None))


async def _carry_out(bench: Bench, entry: Entry) -> Outcome:
    outcome: Outcome
    try:
        # httpx counts each part of a call, and the lease counts the whole.
        async with asyncio.timeout(bench.settings.timeout):
            outcome = await deliver(bench.http, entry, bench.clock)
    except TimeoutError:
        outcome = Later("timeout")
    except Exception as error:  # noqa: BLE001 - whatever an entry does to us, it is parked in the end and not the worker
        outcome = Later(where(error))
    retry = 0.0
    if isinstance(outcome, Later):
        retry = backoff(entry.attempts, bench.dice) if outcome.after is None else outcome.after + bench.dice()
    limit = bench.settings.max_attempts
    became = await settle(bench.pool, entry, outcome, retry=retry, max_attempts=limit)
    _note(entry, outcome, became)
    return outcome


def _note(entry: Entry, outcome: Outcome, became: str | None) -> None:
    # The reason may quote the address, so it stays in the database.
    match became:
        case None:
            log.warning("entry %d is another worker's by now", entry.id)
        case "failed":
            log.error("entry %d is parked after %d attempts", entry.id, entry.attempts)
        case "pending" if isinstance(outcome, Later):
            log.warning("entry %d will be tried again: %s", entry.id, outcome.reason)
        case _:
            log.info("entry %d %s", entry.id, became)


async def work(bench: Bench, pause: Callable[[float], Awaitable[bool]]) -> None:
    """Turn after turn until ``pause``, which waits for so many seconds, says that it is enough."""
    night, failures = next_night(bench.clock()), 0
    while True:
        try:
            found = await work_once(bench)
            failures = 0
            if bench.clock() >= night:
                night = next_night(bench.clock())
                await reconcile.reconcile(bench.pool, bench.http, bench.clock, pause)
        except (psycopg.Error, OSError) as error:
            failures += 1
            log.error("the database: %s", where(error))  # noqa: TRY400 - its message quotes what was sent
            found = Round(0, backoff(failures, bench.dice))
        if await pause(_seconds(found, bench.settings)):
            return


def _seconds(found: Round, settings: Worker) -> float:
    if found.wait is not None:
        return found.wait
    return 0.0 if found.claimed else settings.poll


def next_night(now: float) -> float:
    """When the lists are compared next."""
    today = utc(now).replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return (today if today.timestamp() > now else today + timedelta(days=1)).timestamp()


async def run(settings: Worker, stop: asyncio.Event) -> None:
    """Work until ``stop`` is set; what is under way then is brought to its end."""

    async def pause(seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
        return stop.is_set()

    async with connected(settings.database_url, size=4) as pool, client(settings) as http:
        await work(Bench(settings, pool, http), pause)


async def until_told(settings: Worker) -> None:
    """Work until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run(settings, stop)


def main() -> int:
    """Work; the exit code."""
    asyncio.run(until_told(from_environment(os.environ)))
    return 0


if __name__ == "__main__":
    sys.exit(command.run(main))
