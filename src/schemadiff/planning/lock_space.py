"""The room that a target has for locks: a transaction that takes more of them fails there, proven as it is.

The throw-away server has room for any plan. A target has as much as it was started with, by default 6,400 locks:
https://www.postgresql.org/docs/current/runtime-config-locks.html
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from schemadiff.model import Note, Proof, Severity
from schemadiff.targets import Live

FEW = 1000
"""The locks that any server has room for, so that it need not be asked."""
ROOM = """
    SELECT pg_catalog.current_setting('max_locks_per_transaction')::int,
           pg_catalog.current_setting('max_connections')::int
           + pg_catalog.current_setting('max_prepared_transactions')::int
"""


def notes_of_lock_space(proof: Proof, target: Live) -> Iterator[Note]:
    """Yield a warning if a transaction of the plan held more locks than the target has room for."""
    if proof.locks <= FEW or target.original is not None or target.standing:
        return
    with target.connect() as conn:
        each, sessions = map(int, map(str, conn.execute(ROOM).fetchone() or ()))
    if proof.locks > each * sessions:
        yield Note(
            f"a transaction of this plan takes {proof.locks:,} locks, and the target has room for about "
            f'{each * sessions:,} of all its sessions: apply may fail with "out of shared memory"',
            Severity.WARNING,
            hint=f"set max_locks_per_transaction = {ceil(1.25 * proof.locks / sessions)} there (it is {each}) and "
            "restart it, or make the change in several plans",
        )
