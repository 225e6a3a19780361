"""Whether what is planned between two loaded schemas does what it must, both ways, by all judges."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from generator import ROLES, Side, World, grow

from schemadiff.claims import Claims
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.model import Catalog, Proof, Statement
from schemadiff.order import CycleError
from schemadiff.postgres.server import create_database, drop_database, ensure_roles
from schemadiff.proof.judges import About
from schemadiff.proof.prove import Goal, judge, prove_way_back, reach
from schemadiff.scope import Scope
from schemadiff.shadow import Workshop
from schemadiff.statements import statements


@dataclass(frozen=True)
class Loaded:
    """A schema in a database, and the statements that made it."""

    database: str
    sql: tuple[str, ...]


@contextmanager
def grown(workshop: Workshop, draw: Callable) -> Iterator[tuple[Loaded, Loaded]]:
    """Two databases with what is drawn."""
    ensure_roles(workshop.server, ROLES)
    names = [create_database(workshop.server) for _ in "ab"]
    try:
        with workshop.connect(names[0]) as one, workshop.connect(names[1]) as other:
            sides = [Side(connection, world(workshop)) for connection in (one, other)]
            grow(draw, *sides)
        before, after = (Loaded(name, tuple(s.sql)) for name, s in zip(names, sides, strict=True))
        yield before, after
    finally:
        for name in names:
            drop_database(workshop.server, name)


def world(workshop: Workshop) -> World:
    """An empty one, of what can be made there."""
    return World(workshop.server.major, workshop.server.trusted)


@contextmanager
def loaded(workshop: Workshop, texts: Sequence[Sequence[str]]) -> Iterator[tuple[Loaded, Loaded]]:
    """Two databases with statements; what PostgreSQL refuses is left out."""
    names = [create_database(workshop.server) for _ in "ab"]
    try:
        yield _filled(workshop, names[0], texts[0]), _filled(workshop, names[1], texts[1])
    finally:
        for name in names:
            drop_database(workshop.server, name)


def _filled(workshop: Workshop, name: str, text: Sequence[str]) -> Loaded:
    with workshop.connect(name) as connection:
        side = Side(connection, world(workshop), ())
        for sql in text:
            side.run(sql)
        return Loaded(name, tuple(side.sql))


class Wrong(AssertionError):
    """The plan between two schemas is wrong."""


def check(workshop: Workshop, before: Loaded, after: Loaded) -> str:
    """Raise Wrong with what is wrong; else a word on what was seen."""
    try:
        return _checked(workshop, before, after)
    except SchemadiffError as error:
        raise Wrong(f"{type(error).__name__}: {error}") from error


def _checked(workshop: Workshop, before: Loaded, after: Loaded) -> str:
    one, other = workshop.read(before.database), workshop.read(after.database)
    if one.unmodelled or other.unmodelled:
        # Shell operators and the like, which a plan names and refuses.
        return "refused: unmodelled"
    there = _statements(one, other)
    if isinstance(there, str):
        return there
    about = About(Scope(), Claims(everything=True), "exact", workshop.server.loader)
    goal = Goal(other, workshop.dump(after.database), about)
    reached = reach(workshop, before.database, there, one, goal)
    _must_hold("there", judge(workshop, reached, goal), there)
    assert reached.catalog is not None
    back = _statements(reached.catalog, one)
    if isinstance(back, str):
        return f"back: {back}"
    start = Goal(one, workshop.dump(before.database), about)
    proof = prove_way_back(workshop, before.database, reached, there=there, down=back, start=start)
    _must_hold("back", proof, back)
    return "changed" if there else "equal"


def _statements(old: Catalog, new: Catalog) -> list[Statement] | str:
    try:
        found = statements(old, new)
    except Refused as error:
        return f"refused: {error.message}"
    except (CycleError, SchemadiffError) as error:
        raise Wrong(f"no plan: {error}") from error
    if script(found) != script(statements(old, new)):
        raise Wrong("planned twice, the statements differ")
    return found


def _must_hold(way: str, proof: Proof, plan: Sequence[Statement]) -> None:
    if proof.ok:
        return
    wrong = [f"{way}:"]
    if proof.failure is not None:
        wrong.append(f"fails: {proof.failure.message}\nin: {proof.failure.statement.sql}")
    wrong += [f"{v.judge}: {difference}" for v in proof.verdicts for difference in v.differences]
    wrong += list(proof.rows.lost) if proof.rows else []
    raise Wrong("\n".join([*wrong, "of the plan:", script(plan)]))


def script(plan: Iterable[Statement]) -> str:
    return "\n".join(f"{statement.sql};" for statement in plan)


def signature(error: Exception) -> str:
    """What two examples of one bug have in common: what is said first, without names and numbers."""
    first = " ".join(str(error).split("\n")[:2])
    return re.sub(r"\"[^\"]*\"|'[^']*'|\b(app|odd)\.\w+|\b[a-z]+\d\b|\d+", "*", first)


def shrunk(
    workshop: Workshop, texts: Sequence[Sequence[str]], error: Wrong, seconds: float
) -> tuple[Loaded, Loaded, Wrong]:
    """The same failure with fewer statements: none of them can go any more, or the time is over."""
    until = time.monotonic() + seconds
    best = Loaded("", tuple(texts[0])), Loaded("", tuple(texts[1])), error
    size = max(map(len, texts))
    while size and time.monotonic() < until:
        smaller = False
        every = list(dict.fromkeys((*best[0].sql, *best[1].sql)))
        for start in range(0, len(every), size):
            gone = set(every[start : start + size])
            tried = [[sql for sql in side.sql if sql not in gone] for side in best[:2]]
            if time.monotonic() > until or tried == [list(side.sql) for side in best[:2]]:
                continue
            if found := _fails_alike(workshop, tried, error):
                best, smaller = found, True
        size = size if smaller and size == 1 else size // 2
    return best


def _fails_alike(
    workshop: Workshop, texts: Sequence[Sequence[str]], error: Wrong
) -> tuple[Loaded, Loaded, Wrong] | None:
    with loaded(workshop, texts) as (before, after):
        try:
            check(workshop, before, after)
        except Wrong as wrong:
            return (before, after, wrong) if signature(wrong) == signature(error) else None
    return None


__all__ = ["Loaded", "Wrong", "check", "grown", "loaded", "script", "shrunk", "signature"]
