"""Measure the engines on every case of ``tests/cases``, both ways, on the newest embedded PostgreSQL.

Prints a table of the outcomes: a script reached the goal, as pg_dump shows, failed to run, or left a
difference. ``migra alone`` is migra's own script, with its privileges; ``migra`` is what
``--engine migra`` runs, its script without privileges and what native adds to it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
from migra import Migration
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from schemadiff.diff.statements import statements
from schemadiff.engines.engine import Database
from schemadiff.engines.migra import migra
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import Server, ensure_roles
from schemadiff.proof.dump import differences

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from cases import ROLES, WAYS, Case, State, cases, load, state

OUTCOMES = ("reached", "failed", "left something", "left something, printed nothing")


def main() -> int:
    """Measure and print a table; with ``-v`` each change as well, with ``-vv`` the errors, too."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ENGINES}
    with throwaway(Wanted(provider="embedded", major=18)) as server:
        ensure_roles(server, ROLES)
        todo = [case for case in cases() if possible(case, server)]
        for case in todo:
            for name, engine in ENGINES.items():
                outcome = measured(case, server, engine)
                found[name][outcome] += 1
                if {"-v", "-vv"} & {*sys.argv}:
                    print(f"{name:12} {outcome:32} {case.name}", flush=True)
    print(f"{len(todo)} changes on PostgreSQL {server.major}")
    print(f"| engine | {' | '.join(OUTCOMES)} |")
    print("|---" * (len(OUTCOMES) + 1) + "|")
    for name, counts in found.items():
        print(f"| {name} | {' | '.join(str(counts[outcome]) for outcome in OUTCOMES)} |")
    return 0


def possible(case: Case, server: Server) -> bool:
    """True if the case is for this major."""
    low, high = case.expect.get("min_major", 0), case.expect.get("max_major", server.major)
    return bool(low <= server.major <= high)


def measured(case: Case, server: Server, engine: Callable[[State, State], int]) -> str:
    """The outcome of one change."""
    start, goal = WAYS[case.way]
    with ExitStack() as stack:
        current, desired = (stack.enter_context(state(server, case)) for _ in "ab")
        load(case, current, start)
        load(case, desired, goal)
        current.set_up(case.text(f"{start}.rows.sql"))
        try:
            printed = engine(current, desired)
        except Exception as error:  # noqa: BLE001 - whatever an engine raises, it did not get there
            if "-vv" in sys.argv:
                print(f"    {type(error).__name__}: {error}".splitlines()[0])
            return OUTCOMES[1]
        if not differences(current.dump(), desired.dump()):
            return OUTCOMES[0]
        return OUTCOMES[2] if printed else OUTCOMES[3]


def run(current: State, script: list[str]) -> int:
    """Run a script in one transaction, and return its length."""
    with psycopg.connect(conninfo(current)) as connection:
        connection.execute("SET check_function_bodies = off")
        for sql in script:
            connection.execute(sql.encode())
    return len(script)


def native(current: State, desired: State) -> int:
    """The default engine."""
    return run(current, [statement.sql for statement in statements(current.read(), desired.read())])


def migra_alone(current: State, desired: State) -> int:
    """The script that migra prints, privileges included."""

    def connected(one: State) -> Any:
        return create_engine(
            "postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo(one)), poolclass=NullPool
        ).connect()

    with connected(current) as source, connected(desired) as target:
        migration = Migration(source, target)
        migration.set_safety(False)
        migration.add_all_changes(privileges=True)
        script = [str(text) for text in migration.statements]
    return run(current, script)


def migra_completed(current: State, desired: State) -> int:
    """The statements of ``--engine migra``."""
    one = Database(current.read(), lambda: conninfo(current))
    other = Database(desired.read(), lambda: conninfo(desired))
    printed = run(current, [statement.sql for statement in migra(one, other)])
    return printed + run(current, [s.sql for s in statements(current.read(), other.catalog)])


def conninfo(one: State) -> str:
    """The connection string of a state's database."""
    return one.server.conninfo(one.name, superuser=one.superuser)


ENGINES: dict[str, Callable[[State, State], int]] = {
    "native": native,
    "migra alone": migra_alone,
    "migra": migra_completed,
}

if __name__ == "__main__":
    sys.exit(main())
