"""Reading a target's catalogue in the background, while the command does something else."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg

from schemadiff import catalog
from schemadiff.model import Catalog
from schemadiff.postgres.reach import interrupt
from schemadiff.targets.opening import Live

MOST = 5_000
"""Relations of a target that is read in the background. With more, the objects that equal those of the files would be in
memory twice: 5,000 tables take 0.6 GB instead of 0.4.
"""


@contextmanager
def read_in_background(target: Live) -> Iterator[Future[Catalog | None]]:
    """Yield the target's catalogue as a future, which returns None if it is too large; it is cancelled when the context ends."""
    connections: list[psycopg.Connection[Any]] = []

    def read() -> Catalog | None:
        with target.connect() as conn:
            connections.append(conn)
            few = conn.execute("SELECT count(*) <= %s FROM pg_catalog.pg_class WHERE oid >= 16384", [MOST])
            return catalog.read(conn) if few.fetchone() == (True,) else None

    with ThreadPoolExecutor(1) as aside:
        coming = aside.submit(read)
        try:
            yield coming
        finally:
            if not coming.done():
                for conn in connections:
                    interrupt(conn)
