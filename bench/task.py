"""The tasks that are measured, each in a process of its own: ``python task.py REPORT TASK ARGUMENT...``.

The last thing that it does is to write into the file REPORT what it has seen of itself: processor time and peak memory of
this very process, and what the task itself timed.
"""

# ruff: noqa: PLC0415 - what a task imports is part of its cost, or not

import atexit
import gc
import json
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SEEN: dict[str, Any] = {}


def peak() -> float:
    """The peak of this process's memory in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # ru_maxrss starts with what the process had before exec.
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Record the processor time of this process and the elapsed time of the context's body."""
    cpu, began = time.process_time(), time.monotonic()
    try:
        yield
    finally:
        SEEN[f"{name}_cpu"] = SEEN.get(f"{name}_cpu", 0.0) + time.process_time() - cpu
        SEEN[f"{name}_wall"] = SEEN.get(f"{name}_wall", 0.0) + time.monotonic() - began


def cli(*args: str) -> int:
    """The command line."""
    from schemadiff.__main__ import main

    sys.argv[1:] = args
    return main()


def read(current: str, desired: str) -> int:
    """Read two databases, compare them, and make the ordered statements."""
    import psycopg

    from schemadiff import catalog
    from schemadiff.diff.statements import statements

    # As the command line does.
    gc.set_threshold(2_000_000, 20, 100)
    with (
        timed("read"),
        psycopg.connect(current, autocommit=True) as one,
        psycopg.connect(desired, autocommit=True) as other,
    ):
        start, goal = catalog.read_both(one, other)
    with timed("diff"):
        SEEN["statements"] = len(statements(start, goal))
    SEEN["objects"] = len(start.objects)
    return 0


def second(folder: str, target: str) -> int:
    """The same as in a second plan: the desired catalogue comes from the cache, as does the target's if cached."""
    from schemadiff import settings
    from schemadiff.api.session import comparing
    from schemadiff.diff.statements import statements
    from schemadiff.targets.fingerprint import look

    gc.set_threshold(2_000_000, 20, 100)
    with timed("read"), comparing(settings.load(Path(folder)), target) as comparison:
        comparison.reading.look = look(comparison.target.conninfo)
        current, desired = comparison.current, comparison.desired
        with timed("diff"):
            SEEN["statements"] = len(statements(current, desired))
    SEEN["objects"] = len(current.objects)
    return 0


def connect(current: str, desired: str) -> int:
    """The server's baseline: two sessions that read nothing."""
    import psycopg

    for conninfo in (current, desired):
        with psycopg.connect(conninfo, autocommit=True) as conn:
            conn.execute("SELECT 1")
    return 0


def migra(current: str, desired: str) -> int:
    """migra's own diff of the same two databases."""
    warnings.simplefilter("ignore")
    from migra import Migration

    from schemadiff.engines.migra import _connected

    with timed("migra"), _connected(current) as one, _connected(desired) as other:
        migration = Migration(one, other)
        migration.set_safety(False)
        migration.add_all_changes(privileges=False)
        SEEN["statements"] = len(migration.statements)
    return 0


def load(folder: str) -> int:
    """Load ``desired/`` into a database of a server of its own."""
    from schemadiff.desired import files
    from schemadiff.desired.load import load as run
    from schemadiff.postgres.provide import Wanted, throwaway
    from schemadiff.postgres.server import create_database

    with timed("parse"):
        statements = files.read(Path(folder), Path(folder))
    with timed("server"), throwaway(Wanted(provider="embedded")) as server:
        database = create_database(server)
        with timed("load"):
            run(server, database, statements)
    SEEN["statements"] = len(statements)
    return 0


TASKS: dict[str, Callable[..., int]] = {f.__name__: f for f in (cli, read, second, connect, migra, load)}


def main() -> int:
    report, name, *args = sys.argv[1:]

    @atexit.register
    def write() -> None:
        SEEN["own_cpu"], SEEN["memory"] = time.process_time(), peak()
        Path(report).write_text(json.dumps(SEEN))

    return TASKS[name](*args)


if __name__ == "__main__":
    sys.exit(main())
