"""Run a plan on a copy of the clone, let the judges speak, and run the way back as well."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from schemadiff.administer import created, make_untrusted
from schemadiff.errors import postgres_words
from schemadiff.migrations.session import clean
from schemadiff.migrations.split import Unit, units
from schemadiff.model import Catalog, Failure, Proof, Statement, Verdict
from schemadiff.postgres.server import create_database
from schemadiff.proof.judges import About, catalogue, pg_dump
from schemadiff.scope import restrict
from schemadiff.shadow import Workshop


@dataclass(frozen=True)
class Goal:
    """The state that a plan must reach, as the judges know it."""

    catalog: Catalog
    dump: str
    about: About


@dataclass(frozen=True)
class Reached:
    """What a plan made of the clone."""

    database: str
    failure: Failure | None
    catalog: Catalog | None = None


def reach(workshop: Workshop, base: str, statements: Sequence[Statement], goal: Goal) -> Reached:
    """Run the statements on a copy of the database ``base``, in the units in which apply would run them."""
    database = create_database(workshop.server, template=base)
    failure = execute(workshop, database, statements)
    if failure is not None:
        return Reached(database, failure)
    return Reached(database, None, restrict(workshop.read(database), goal.about.scope))


def judge(workshop: Workshop, reached: Reached, goal: Goal) -> Proof:
    """Let the first two judges speak."""
    if reached.failure is not None or reached.catalog is None:
        return Proof(failure=reached.failure)
    return Proof(
        verdicts=(
            catalogue(reached.catalog, goal.catalog),
            pg_dump(workshop.dump(reached.database), goal.dump, goal.about),
        )
    )


def prove_way_back(workshop: Workshop, reached: Reached, down: Sequence[Statement], start: Goal) -> Proof:
    """Run the reverse plan where the plan was run; it must give back the start."""
    began = time.monotonic()
    failure = execute(workshop, reached.database, down)
    back = None if failure else restrict(workshop.read(reached.database), start.about.scope)
    found = judge(workshop, Reached(reached.database, failure, back), start)
    return Proof(found.verdicts, found.failure, seconds=time.monotonic() - began)


def migra_opinion(workshop: Workshop, reached: Reached) -> Verdict:
    """Ask migra what it would still do."""
    from schemadiff.engines.migra import second_opinion  # noqa: PLC0415 - 0.5 s, only when it is asked for

    one, other = (workshop.server.conninfo(name) for name in (reached.database, workshop.loaded))
    left = second_opinion(one, other)
    return Verdict("migra", not left, left)


def execute(workshop: Workshop, database: str, statements: Sequence[Statement]) -> Failure | None:
    """Run statements unit by unit as the loader; the one that fails, with PostgreSQL's words."""
    wanted = created(statement.sql for statement in statements)
    make_untrusted(workshop.server, database, wanted, workshop.extensions)
    text = "".join(f"{statement.sql};\n\n" for statement in statements)
    number = 0
    with workshop.connect(database) as conn:
        for unit in units(text, "plan"):
            clean(conn)
            at, error = _run(conn, unit)
            if error is not None:
                return Failure(statements[min(number + at, len(statements) - 1)], postgres_words(error))
            number += len(unit.commands)
    return None


def _run(conn: psycopg.Connection[Any], unit: Unit) -> tuple[int, psycopg.Error | None]:
    """Run one unit; the place of the command that failed, if one did."""
    at = 0
    try:
        if not unit.transactional:
            for at, command in enumerate(unit.commands):  # noqa: B007 - where it stopped
                conn.execute(command.sql.encode())
            return at, None
        with conn.transaction():
            for at, command in enumerate(unit.commands):  # noqa: B007
                conn.execute(command.sql.encode())
    except psycopg.Error as error:
        return at, error
    return at, None
