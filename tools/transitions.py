"""Plan from each state of a schema to the next one and back, prove both ways, and print what fails.

A state is a file of SQL, as pg_dump writes it; the files of a folder, in the order of their names, are a history. The
roles that they name stand in a file ``roles`` beside them, one a line. SCHEMADIFF_LOCAL_BINDIRS (``tools/servers.py``)
says where majors other than 16 and 18 are.

With ``--mixed`` the states of all histories follow each other in any order, and have their objects renamed, so that
unrelated tables, types and functions have the same names. With ``--shuffled`` the statements of each state are loaded
as files of ``desired/`` that have them in any order, and must make what psql makes of them in the order of pg_dump.
With ``--command`` the plans are made as ``schemadiff plan`` makes them: they run on a clone that pg_dump makes, and rows
are asked. With ``--online`` as well, and with the setting of that name: what was seen to keep others waiting for long must
have a note that says why it does not run online.

A folder like those of ``tests/cases`` is taken both ways, unless the case is not for the major; with these two, its rows as well.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "generated"))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

import psycopg
from proving import Loaded, Wrong, check
from regression import UNREAD
from renaming import rename

from cases import ROLES, SPACES, both_ways
from commanded import command
from schemadiff import settings as project
from schemadiff.desired import files
from schemadiff.errors import SchemadiffError
from schemadiff.postgres.server import ensure_roles, ensure_tablespaces, scratch_database
from schemadiff.proof.judges import EntryFilter, catalogue, pg_dump
from schemadiff.scope import Scope
from schemadiff.scope.claims import Claims
from schemadiff.shadow import Workshop

STEPS = 30
"""After so many there is a new server, so that what proofs leave does not accumulate."""
EXTENSION = re.compile(r"^CREATE EXTENSION (?:IF NOT EXISTS )?(\w+)", re.MULTILINE)
WIDE = """
    SELECT format('DROP TABLE %s CASCADE', attrelid::regclass) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE attrelid >= 16384 AND relkind IN ('r', 'p') AND NOT relispartition
    GROUP BY attrelid HAVING count(*) > 400
"""
"""Tables whose columns, in the place of those of other tables, would soon be more than 1,600 with those that are lost."""
PRIVILEGES = ("GRANT ", "REVOKE ")
PATH = "SELECT pg_catalog.set_config('search_path', '', false);\n"
"""What stands above all statements of a dump: bodies are checked under the schemas of their functions then."""
BY_ORDER = re.compile(
    r"^(SET default_tablespace = [^'\n]|SET default_table_access_method = (?!heap;)|ALTER DEFAULT PRIVILEGES )",
    re.MULTILINE,
)
"""What decides about the statements below it: files say it in each, and default privileges of them are for all."""
Step = tuple[Path, ...]
"""The states before and after, or the one whose statements are shuffled."""


def main() -> int:
    """Take every step; return 1 if any was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("histories", nargs="+", type=Path)
    parser.add_argument("--major", type=int, default=16)
    parser.add_argument("--steps", type=int, help="take so many steps and no more")
    parser.add_argument("--command", action="store_true", help="plan as the command does, on a clone")
    parser.add_argument("--online", action="store_true", help="so, and with the setting online = true")
    parser.add_argument(
        "--workers", type=int, default=1, help="take steps on so many servers at the same time"
    )
    parser.add_argument("--keep", type=Path, help="write the states of which a step is wrong to this folder")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--mixed", metavar="SEED", help="step between states of different histories, renamed")
    ways.add_argument("--shuffled", metavar="SEED", help="load the statements of each state in any order")
    given = parser.parse_args()
    seen: Counter[str] = Counter()
    steps = list(chosen(given))[: given.steps]
    with ProcessPoolExecutor(given.workers) as pool:
        together = [steps[start : start + STEPS] for start in range(0, len(steps), STEPS)]
        for found in pool.map(partial(walked, given), together):
            seen.update(found)
    print(dict(seen))
    return 1 if seen["wrong"] else 0


def walked(given: argparse.Namespace, steps: Sequence[Step]) -> list[str]:
    """The outcomes of steps on one server."""
    with served(given.major, given.histories) as workshop:
        return [taken(workshop, step, given) for step in steps]


def chosen(given: argparse.Namespace) -> Iterator[Step]:
    """The steps, in their order."""
    histories = [states_of(history, given.major) for history in given.histories]
    states = [state for history in histories for state in history]
    if given.shuffled is not None:
        yield from ((state,) for state in states)
    elif given.mixed is not None:
        random.Random(given.mixed).shuffle(states)
        yield from pairwise(states)
    else:
        for history in histories:
            yield from pairwise(history)


def states_of(history: Path, major: int) -> list[Path]:
    """The states of a history in their order; those of a case as a way there and back."""
    if not is_case(history):
        return sorted(history.glob("*.sql"))
    there, back = both_ways(history)
    if not there.expect.get("min_major", 0) <= major <= there.expect.get("max_major", major):
        return []
    if any(case.gap(major, "native") for case in (there, back)):
        return []
    return [history / f"{name}.sql" for name in "aba"]


def is_case(history: Path) -> bool:
    """True for a folder like those of ``tests/cases``."""
    return (history / "a.sql").exists() and (history / "b.sql").exists()


@contextmanager
def served(major: int, histories: list[Path]) -> Iterator[Workshop]:
    """A server with the roles of the histories, whose extensions files may create."""
    states = [state.read_text() for history in histories for state in history.glob("*.sql")]
    extensions = sorted({name for text in states for name in EXTENSION.findall(text)})
    options = {"shadow.version": major, "shadow.trusted": True, "shadow.extensions": extensions}
    lists = [history / "roles" for history in histories]
    roles = {role for path in lists if path.exists() for role in path.read_text().split()}
    with (
        tempfile.TemporaryDirectory() as folder,
        Workshop(project.load(Path(folder), options, {}), reads=False) as workshop,
    ):
        ensure_roles(workshop.server, roles)
        if any(map(is_case, histories)):
            ensure_roles(workshop.server, ROLES)
            ensure_tablespaces(workshop.server, SPACES)
        yield workshop


def taken(workshop: Workshop, step: Step, given: argparse.Namespace) -> str:
    """The outcome of a step in a word; what is wrong is printed."""
    with scratch_database(workshop.server) as one, scratch_database(workshop.server) as other:
        names = (one, other)[: len(step)]
        for database, state in zip(names, step, strict=True):
            load(workshop, database, state, given.mixed)
        kept = [workshop.dump(database) for database in names] if given.keep else []
        try:
            if given.shuffled is not None:
                return shuffled(workshop, one, other, given.shuffled).partition(":")[0]
            if given.command or given.online:
                return command(workshop, one, other, rows_of(step[0]), online=given.online)
            return check(workshop, Loaded(one, ()), Loaded(other, ())).partition(":")[0]
        except Wrong as error:
            print(f"{' -> '.join(map(str, step))}: {error}\n", flush=True)
            for path, text in zip(step, kept, strict=False):
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / named(path).replace("/", "-")).write_text(text)
            return "wrong"


def rows_of(state: Path) -> str:
    """The rows that a case has in a state."""
    rows = state.with_suffix(".rows.sql")
    return rows.read_text() if rows.exists() else ""


def named(path: Path) -> str:
    """A state by its history and its file."""
    return "/".join(path.parts[-2:])


def load(workshop: Workshop, database: str, path: Path, seed: str | None) -> None:
    """Run a file in a database; statements that fail are printed, and are not part of the state.

    With a seed, what plans name and do not make is dropped, and very wide tables are; the rest is renamed.
    """
    first = path.with_name("setup.sql")
    text = (
        f"{first.read_text() if first.exists() else ''}\nSET check_function_bodies = off;\n{path.read_text()}"
    )
    for line in run(workshop, database, text):
        print(f"{path}: {line}")
    if seed is None:
        return
    with workshop.admin(database) as connection:
        for query in (UNREAD, WIDE):
            for (statement,) in connection.execute(query).fetchall():
                with suppress(psycopg.Error):
                    connection.execute(statement.encode())
        rename(connection, f"{seed} {named(path)}")


def run(workshop: Workshop, database: str, text: str) -> Iterator[str]:
    """Run a script with psql, and yield the errors."""
    psql = [str(workshop.bindir / "psql"), "-X", "-q", workshop.server.conninfo(database)]
    said = subprocess.run(psql, input=text, capture_output=True, text=True, check=False)
    yield from (line for line in said.stderr.splitlines() if "ERROR" in line)


def shuffled(workshop: Workshop, database: str, other: str, seed: str) -> str:
    """Load what pg_dump says of a database into the other one, in any order, and compare with psql's copy."""
    dumped = workshop.dump(database)
    if BY_ORDER.search(dumped):
        return "left out: its order has a meaning"
    if "\n-- Name: " not in dumped:
        return "left out: files without a statement are refused"
    with scratch_database(workshop.server) as copy:
        if errors := [*run(workshop, copy, dumped)]:
            return f"left out: {errors[0]}"
        return compared(workshop, copy, other, seed)


def compared(workshop: Workshop, copy: str, other: str, seed: str) -> str:
    """Load what pg_dump says of a copy into the other database, in any order; a word on whether they are equal."""
    dumped = workshop.dump(copy)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "all.sql"
            path.write_text(dumped)
            statements = in_any_order([s.sql for s in files.read(path, path.parent)], seed)
            path.write_text(PATH + "".join(f"{statement};\n" for statement in statements))
            workshop.fill(other, files.read(path, path.parent))
    except SchemadiffError as error:
        raise Wrong(str(error)) from error
    entries = EntryFilter(Scope(), Claims(everything=True), "exact", workshop.server.loader)
    verdicts = (
        catalogue(workshop.read(other), workshop.read(copy)),
        pg_dump(workshop.dump(other), dumped, entries),
    )
    if wrong := [f"{verdict.judge}: {found}" for verdict in verdicts for found in verdict.differences]:
        raise Wrong("\n".join(wrong))
    return "equal"


def in_any_order(statements: list[str], seed: str) -> list[str]:
    """The statements shuffled; privileges stay in their order, because each changes what those before have said."""
    privileges = iter([statement for statement in statements if statement.startswith(PRIVILEGES)])
    mixed = [statement for statement in statements if not statement.startswith("SET ")]
    random.Random(seed).shuffle(mixed)
    return [next(privileges) if statement.startswith(PRIVILEGES) else statement for statement in mixed]


if __name__ == "__main__":
    sys.exit(main())
