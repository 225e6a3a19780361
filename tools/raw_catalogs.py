"""Compare what a plan makes with what the files make, row by row of PostgreSQL's own catalogues, and print what differs.

Both judges of a proof say what they know to look for; this knows nothing of what columns mean, so that it finds what
neither has: a dependency, an owner in pg_shdepend, a comment on something that no dump has.

The folders are histories or cases, as for ``tools/transitions.py``, or have cases below them; without any, all cases
are taken. With ``--command`` plans are made as ``schemadiff plan`` makes them, and rows are there; with ``--online`` as
``plan --online`` does. With ``--clones`` each state, and what a plan makes of it, is compared with the clone that a
proof would run on. SCHEMADIFF_LOCAL_BINDIRS (``tools/servers.py``) says where majors other than 16 and 18 are.
What may differ is in ``tools/raw_catalogs.toml``, with its reason; ``--all`` prints it as well.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "generated"))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

import psycopg
from proving import Wrong, between
from raw_differences import CLONES, PLANS, Between, Difference, compare, listed
from raw_rows import Table, moment, read
from transitions import STEPS, Step, load, rows_of, served, states_of

from cases import CASES
from commanded import give_rows, must_be_right, planned
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.model import Statement
from schemadiff.postgres.server import drop_database, scratch_database
from schemadiff.proof.clone import clone
from schemadiff.proof.execute import execute
from schemadiff.scope import Scope
from schemadiff.shadow import Workshop
from schemadiff.targets import Live

Judged = tuple[Difference, str]
"""A difference, and why it may be; empty if it must not."""


class Found(NamedTuple):
    """What became of a step: a word, and what differs, with the reason if it may."""

    word: str
    differences: tuple[Judged, ...] = ()
    message: str = ""


def main() -> int:
    """Take every step; return 1 if any difference is not listed, or any plan fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[CASES])
    parser.add_argument("--major", type=int, default=18)
    parser.add_argument("--command", action="store_true", help="plan as the command does, with rows")
    parser.add_argument("--online", action="store_true", help="so, and with the setting online = true")
    parser.add_argument("--clones", action="store_true", help="compare clones with what they are made of")
    parser.add_argument("--workers", type=int, default=1, help="take steps on so many servers at once")
    parser.add_argument("--all", action="store_true", help="print differences that are allowed, and why")
    given = parser.parse_args()
    steps = [*steps_of(given.folders, given.major)]
    together = [steps[start : start + STEPS] for start in range(0, len(steps), STEPS)]
    seen: Counter[str] = Counter()
    with ProcessPoolExecutor(given.workers) as pool:
        for part, found in zip(together, pool.map(partial(walked, given), together), strict=True):
            for step, one in zip(part, found, strict=True):
                seen[one.word] += 1
                tell(step, one, everything=given.all)
    print(dict(seen))
    return 1 if seen["differs"] or seen["wrong"] else 0


def steps_of(folders: Sequence[Path], major: int) -> Iterator[Step]:
    """The steps through histories, and both ways between the states of cases."""
    for folder in folders:
        below = sorted(path.parent for path in folder.rglob("a.sql"))
        for history in below or [folder]:
            yield from pairwise(states_of(history, major))


def tell(step: Step, found: Found, *, everything: bool) -> None:
    """Print what is to be looked at."""
    way = f"{case_of(step)} {step[0].stem} -> {step[-1].stem}"
    if found.message:
        print(f"{way}: {found.word}: {found.message}", flush=True)
    for difference, reason in found.differences:
        if everything or not reason:
            print(f"{way}: {difference}{f' ({reason})' if reason else ''}", flush=True)


def walked(given: argparse.Namespace, steps: Sequence[Step]) -> list[Found]:
    """The outcomes of steps on one server."""
    histories = [*dict.fromkeys(step[0].parent for step in steps)]
    with served(given.major, histories) as workshop:
        with workshop.admin(workshop.server.maintenance) as connection:
            since = moment(connection)
        return [taken(workshop, step, since, given) for step in steps]


def taken(workshop: Workshop, step: Step, since: int, given: argparse.Namespace) -> Found:
    """Plan from one state to the other, run that, and compare."""
    with scratch_database(workshop.server) as one, scratch_database(workshop.server) as other:
        for database, state in zip((one, other), step, strict=True):
            load(workshop, database, state, None)
        try:
            there = cloned(workshop, one, since, case_of(step)) if given.clones else ()
            plan = planned_for(workshop, one, other, step, given)
            if isinstance(plan, str):
                return Found("refused", message=plan.replace("\n", " "))
            failure = execute(workshop, one, plan)
            if given.clones and failure is None:
                return outcome([*there, *cloned(workshop, one, since, case_of(step))])
        except (Wrong, SchemadiffError) as error:
            return Found("wrong", message=str(error))
        if failure is not None:
            return Found("wrong", message=f"{failure.message}\nin: {failure.statement.sql}")
        made, wanted = rows(workshop, one, since), rows(workshop, other, since)
        return outcome(differing(PLANS, made, wanted, case_of(step), given.major))


def planned_for(
    workshop: Workshop, one: str, other: str, step: Step, given: argparse.Namespace
) -> Sequence[Statement] | str:
    """The plan between two databases, or why there is none."""
    if not (given.command or given.online):
        start, goal = workshop.read(one), workshop.read(other)
        if start.unmodelled or goal.unmodelled:
            return "refused: unmodelled"
        return between(start, goal)
    give_rows(workshop, one, rows_of(step[0]))
    try:
        found = planned(workshop, one, other, online=given.online)
    except Refused as error:
        return error.message
    if any(refusal.reason == "unmodelled" for refusal in found.refusals):
        return "refused: unmodelled"
    must_be_right(found, online=given.online)
    return found.plan.statements


def rows(workshop: Workshop, database: str, since: int) -> dict[str, Table]:
    """The rows of all catalogues of a database."""
    with psycopg.connect(workshop.server.conninfo(database, superuser=True)) as connection:
        return read(connection, since)


def case_of(step: Step) -> str:
    """The folder of a step, and the one that it is in."""
    return "/".join(step[0].parts[-3:-1])


def cloned(workshop: Workshop, database: str, since: int, case: str) -> list[Judged]:
    """What differs between a database and its clone."""
    with clone_of(workshop, database) as name:
        original, copy = rows(workshop, database, since), rows(workshop, name, since)
        return differing(CLONES, original, copy, case, workshop.server.major)


@contextmanager
def clone_of(workshop: Workshop, database: str) -> Iterator[str]:
    """A clone of a database, as a proof makes it."""
    server = workshop.server
    target = Live(database, server.conninfo(database), server.version, server.loader, server, database)
    name = clone(workshop, target, workshop.read(database), Scope())
    try:
        yield name
    finally:
        drop_database(server, name)


def differing(
    sides: Between, one: dict[str, Table], other: dict[str, Table], case: str, major: int
) -> list[Judged]:
    """What differs between two databases, and why it may."""
    known = listed(sides)
    return [(each, known.reason(each, case, major)) for each in compare(one, other, known)]


def outcome(judged: Sequence[Judged]) -> Found:
    """The outcome of a step by what differs."""
    return Found("differs" if any(not reason for _, reason in judged) else "equal", tuple(judged))


if __name__ == "__main__":
    sys.exit(main())
