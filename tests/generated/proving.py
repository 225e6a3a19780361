"""Checks the plans between two loaded schemas, both ways, by all judges."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from generator import ROLES, Side, World, grow, grow_renamed
from random_renames import Words
from world import SPACES

from schemadiff.diff.order import CycleError
from schemadiff.diff.statements import statements
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.model import Catalog, Proof, Statement, Verdict
from schemadiff.planning.joining import joined
from schemadiff.postgres.server import create_database, drop_database, ensure_roles, ensure_tablespaces
from schemadiff.proof.execute import execute
from schemadiff.proof.judges import EntryFilter, catalogue
from schemadiff.proof.prove import Goal, judge, prove_way_back, reach
from schemadiff.scope import Scope
from schemadiff.scope.claims import Claims
from schemadiff.shadow import Workshop


@dataclass(frozen=True)
class Loaded:
    """A schema in a database, and the statements that made it."""

    database: str
    sql: tuple[str, ...]
    words: Words = field(default_factory=dict)
    """What had another word in the schema that it is compared with."""


LIMIT = "SET statement_timeout = '10s'"
"""What never ends, as a materialized view that is recursive by chance, is no part of a schema."""


@contextmanager
def grown(
    workshop: Workshop, draw: Callable, *, cases: bool, renames: bool = False
) -> Iterator[tuple[Loaded, Loaded]]:
    """Two databases with what is drawn, or with what is drawn of the cases; or two that differ in words."""
    ensure_roles(workshop.server, ROLES)
    ensure_tablespaces(workshop.server, SPACES)
    names = [create_database(workshop.server) for _ in "ab"]
    try:
        with workshop.connect(names[0]) as one, workshop.connect(names[1]) as other:
            sides = [Side(connection, world(workshop)) for connection in (one, other)]
            for connection in (one, other):
                connection.execute(LIMIT)
            if renames:
                grow_renamed(draw, *sides)
            else:
                grow(draw, *sides, cases=cases)
        before, after = (Loaded(name, tuple(s.sql), s.words) for name, s in zip(names, sides, strict=True))
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


Look = Callable[[Workshop, tuple[Loaded, Catalog], tuple[Loaded, Catalog]], str]
AGREED = Verdict("nobody", ok=True)


class Wrong(AssertionError):
    """The plan between two schemas is wrong."""


def check(workshop: Workshop, before: Loaded, after: Loaded) -> str:
    """Raise Wrong with what is wrong; else a word on what was seen."""
    return _said(_proven, workshop, before, after)


def glance(workshop: Workshop, before: Loaded, after: Loaded) -> str:
    """The same without copies, rows and pg_dump, for a third of the time: by the catalogue, in ``before`` itself."""
    return _said(_glanced, workshop, before, after)


def _said(look: Look, workshop: Workshop, before: Loaded, after: Loaded) -> str:
    try:
        one, other = workshop.read(before.database), workshop.read(after.database)
        if one.unmodelled or other.unmodelled:
            # Shell operators and the like, which a plan names and refuses.
            return "refused: unmodelled"
        return look(workshop, (before, one), (after, other))
    except SchemadiffError as error:
        raise Wrong(f"{type(error).__name__}: {error}") from error


def _proven(workshop: Workshop, start: tuple[Loaded, Catalog], end: tuple[Loaded, Catalog]) -> str:
    (before, one), (after, other) = start, end
    there = between(one, other)
    if isinstance(there, str):
        return there
    entries = EntryFilter(Scope(), Claims(everything=True), "exact", workshop.server.loader)
    goal = Goal(other, workshop.dumped(after.database), entries)
    reached = reach(workshop, before.database, there, one, goal)
    must_hold("there", judge(reached, goal), there)
    assert reached.catalog is not None
    back = between(reached.catalog, one)
    if isinstance(back, str):
        return f"back: {back}"
    origin = Goal(one, workshop.dumped(before.database), entries)
    proof = prove_way_back(workshop, before.database, reached, there=there, down=back, start=origin)
    must_hold("back", proof, back)
    return "changed" if there else "equal"


def _glanced(workshop: Workshop, start: tuple[Loaded, Catalog], end: tuple[Loaded, Catalog]) -> str:
    (before, one), (_, other) = start, end
    reached, changed = one, False
    for way, goal in (("there", other), ("back", one)):
        plan = between(reached, goal)
        if isinstance(plan, str):
            return plan
        changed |= bool(plan)
        failure = execute(workshop, before.database, plan)
        if failure is None:
            reached = workshop.read(before.database)
            must_hold(way, Proof(verdicts=(catalogue(reached, goal),)), plan)
        must_hold(way, Proof(failure=failure, verdicts=(AGREED,)), plan)
    return "changed" if changed else "equal"


def between(old: Catalog, new: Catalog) -> list[Statement] | str:
    """The plan between two catalogues, or why there is none; Wrong if there should be."""
    try:
        found = statements(old, new)
    except Refused as error:
        return f"refused: {error.message}"
    except (CycleError, SchemadiffError) as error:
        raise Wrong(f"no plan: {error}") from error
    if script(found) != script(statements(old, new)):
        raise Wrong("planned twice, the statements differ")
    return [*joined(found, new, old)]


def must_hold(way: str, proof: Proof, plan: Sequence[Statement]) -> None:
    """Raise Wrong, with what the judges say, if a proof failed."""
    if proof.ok:
        return
    wrong = [f"{way}:"]
    if proof.failure is not None:
        wrong.append(f"fails: {proof.failure.message}\nin: {proof.failure.statement.sql}")
    wrong += [f"{v.judge}: {difference}" for v in proof.verdicts for difference in v.differences]
    wrong += list(proof.rows.lost) if proof.rows else []
    raise Wrong("\n".join([*wrong, "of the plan:", script(plan)]))


def restores(workshop: Workshop, *texts: Sequence[str]) -> bool:
    """True if PostgreSQL takes what its own pg_dump says of schemas, so that files can say it as well.

    Some changes leave what nobody could make: a body with a row of a type that has other attributes by now.
    """
    return all(_restores(workshop, text) for text in texts)


def _restores(workshop: Workshop, text: Sequence[str]) -> bool:
    with loaded(workshop, (text, ())) as (made, empty):
        try:
            dumped = workshop.dump(made.database)
            plain = "\n".join(line for line in dumped.split("\n") if not line.startswith("\\"))
            with workshop.admin(empty.database) as connection:
                connection.execute(plain.encode())
        except (psycopg.Error, SchemadiffError):
            return False
    return True


def script(plan: Iterable[Statement]) -> str:
    return "\n".join(f"{statement.sql};" for statement in plan)


Seen = Callable[[Workshop, Loaded, Loaded], str]
"""``check`` or ``glance``."""


def signature(error: Exception) -> str:
    """What two examples of one bug have in common: what is said first, without names and numbers."""
    first = " ".join(str(error).split("\n")[:2])
    return re.sub(r"\"[^\"]*\"|'[^']*'|\b(app|odd)\.\w+|\b[a-z]+\d\b|\d+", "*", first)


def shrunk(
    workshop: Workshop, texts: Sequence[Sequence[str]], error: Wrong, seconds: float, look: Seen = check
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
            if found := _fails_alike(workshop, tried, error, look):
                best, smaller = found, True
        size = size if smaller and size == 1 else size // 2
    return best


def _fails_alike(
    workshop: Workshop, texts: Sequence[Sequence[str]], error: Wrong, look: Seen
) -> tuple[Loaded, Loaded, Wrong] | None:
    with loaded(workshop, texts) as (before, after):
        try:
            look(workshop, before, after)
        except Wrong as wrong:
            return (before, after, wrong) if signature(wrong) == signature(error) else None
    return None


__all__ = [
    "Loaded",
    "Wrong",
    "between",
    "check",
    "glance",
    "grown",
    "loaded",
    "restores",
    "script",
    "shrunk",
    "signature",
]
