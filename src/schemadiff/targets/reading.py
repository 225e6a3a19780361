"""Reading a target's catalogue while the command has something else to do."""

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


@contextmanager
def begun(target: Live) -> Iterator[Future[Catalog]]:
    """What will be read of a target; if it is not there when the context ends, it is given up."""
    connections: list[psycopg.Connection[Any]] = []

    def read() -> Catalog:
        with target.connect() as conn:
            connections.append(conn)
            return catalog.read(conn)

    with ThreadPoolExecutor(1) as aside:
        coming = aside.submit(read)
        try:
            yield coming
        finally:
            if not coming.done():
                for conn in connections:
                    interrupt(conn)
