"""The outbox in the database: entries are claimed for the time of a lease, and settled by who holds it."""

from __future__ import annotations

from psycopg.rows import class_row

from epic_service.database import Pool, transaction
from epic_service.identity import SERVICE
from epic_service.sendgrid import Done, Entry, Never, Outcome

CLAIM = """
    SELECT id, sendgrid_subuser, email_address, action, sendgrid_group_id, attempts
    FROM public.claim_suppressions(%s, %s)
"""
SETTLE = "SELECT private.settle_suppression(%s, %s, %s, %s, %s)"


async def claim(pool: Pool, *, limit: int, lease: int) -> list[Entry]:
    """Entries that nobody else gets until the lease has ended."""
    async with transaction(pool, SERVICE) as conn:
        cursor = conn.cursor(row_factory=class_row(Entry))
        await cursor.execute(CLAIM, [limit, lease])
        return await cursor.fetchall()


async def settle(
    pool: Pool, entry: Entry, outcome: Outcome, *, retry: float, max_attempts: int
) -> str | None:
    """Write down how it went; what the entry is then, or None if somebody else holds it by now.

    Poison, and what has been tried too often, is parked: it is "failed", and stays for a person to see.
    """
    match outcome:
        case Done():
            status, reason = "done", None
        case Never(reason=reason):
            status = "failed"
        case _:
            status, reason = ("failed" if entry.attempts >= max_attempts else "pending"), outcome.reason
    async with transaction(pool, SERVICE) as conn:
        values = [entry.id, entry.attempts, status, reason, retry]
        row = await (await conn.execute(SETTLE, values)).fetchone()
    return status if row is not None and row[0] else None
