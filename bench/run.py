"""``make bench``: the costs of schemadiff, of PostgreSQL's own pg_dump and of migra, in one run.

Everything runs on servers of its own, without a network. On a machine that others use as well, only ratios and
processor times mean something. ``--large`` adds 5,000 tables, ``--only PART`` runs one part.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pgrls
from measure import Cost, median, run, task
from psycopg.conninfo import conninfo_to_dict
from schema import write, write_chain, write_partitions, write_statements

from schemadiff.desired import files
from schemadiff.desired.load import load
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import Server, create_database

ROOT = Path(__file__).resolve().parent.parent
LINEAR = 1.25
"""How much more each table may cost among many than among few for the growth to count as linear."""
TOML = 'desired = "desired"\ngenerated = "generated"\n'


class Row(NamedTuple):
    """A row of the result table."""

    what: str
    cost: Cost
    goal: str = ""
    met: bool | None = None


def show(title: str, rows: Iterator[Row]) -> bool:
    """Print rows as they come; True if no goal was missed."""
    print(f"\n{title}")
    print(f"  {'':<52} {'wall s':>7} {'cpu s':>7} {'PostgreSQL':>10} {'peak MB':>8}  goal")
    fine = True
    for what, cost, goal, met in rows:
        share = f"{cost.share:.0%}" if cost.own else ""
        memory = f"{cost.memory:.0f}" if cost.memory else ""
        mark = {None: "", True: "  met", False: "  MISSED"}[met]
        print(
            f"  {what:<52} {cost.wall:7.2f} {cost.cpu:7.2f} {share:>10} {memory:>8}  {goal}{mark}", flush=True
        )
        fine = fine and met is not False
    return fine


class Project:
    """A folder with ``desired/``, its own caches, and the command line on it."""

    def __init__(self, folder: Path, environment: Mapping[str, str], url: str | None = None) -> None:
        self.folder, self.url = folder, url
        self.env = {**os.environ, **environment}
        self.env.pop("DATABASE_URL", None)
        if url:
            self.env["DATABASE_URL"] = url

    def __call__(self, *args: str, server: Server | None = None) -> Cost:
        return task("cli", "-C", str(self.folder), *args, server=server, env=self.env)

    def without(self, kept: Sequence[str], then: Callable[[], Cost]) -> Cost:
        """Measure after deleting these folders of the cache."""
        for name in kept:
            shutil.rmtree(Path(self.env["XDG_CACHE_HOME"]) / "schemadiff" / name, ignore_errors=True)
        return then()


@contextmanager
def scratch() -> Iterator[tuple[Path, Mapping[str, str]]]:
    """A temporary folder, and the environment that keeps our caches in it."""
    with tempfile.TemporaryDirectory(prefix="schemadiff-bench-") as name:
        folder = Path(name)
        # As root, servers run as another user.
        folder.chmod(0o755)
        yield folder, {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_STATE_HOME": str(folder / "state")}


def epic(times: int) -> Iterator[Row]:
    """Yield the rows about this repository's own schema."""
    with scratch() as (folder, environment):
        project = Project(folder / "p", environment)
        project.folder.mkdir()
        shutil.copytree(ROOT / "desired", project.folder / "desired")
        shutil.copy(ROOT / "schemadiff.toml", project.folder)
        help_ = median(lambda: run([sys.executable, "-m", "schemadiff", "--help"], env=project.env), times)
        yield Row("--help", help_, "0.25 s", help_.wall <= 0.25)
        yield Row("plan, the very first (initdb, no caches)", project("plan", "--no-write"))
        full = median(lambda: project("plan", "--no-write"), times)
        yield Row("plan of everything, with proof, second run", full, "2.5 s", full.wall <= 2.5)
        # Lint has no target, so it cannot use what plan has cached about desired/.
        project("lint")
        lint = median(lambda: project("lint"), times)
        yield Row("lint, second run", lint, "1 s", lint.wall <= 1)
        project("plan")
        yield Row("apply", project("apply", "--yes"))
        check = median(lambda: project("plan", "--check"), times)
        yield Row("plan --check, nothing to do", check, "1 s", check.wall <= 1)
        table = project.folder / "desired/public/tables/campaigns.sql"
        table.write_text(table.read_text().replace("subject         text", "subject         varchar(200)", 1))
        yield Row("plan of one changed column, first run", project("plan", "--no-write", "--allow-data-loss"))
        one = median(lambda: project("plan", "--no-write", "--allow-data-loss"), times)
        yield Row("plan of one changed column, second run", one, "2.5 s", one.wall <= 2.5)


def filled(server: Server, folder: Path) -> str:
    """A database with what the files in a folder declare."""
    database = create_database(server)
    load(server, database, files.read(folder, folder))
    return database


def net(cost: Cost, phase: str, nothing: Cost) -> Cost:
    """The cost of one phase of a task: its own process's time, and the server's part."""
    own = sum(value for key, value in cost.seen.items() if key in {f"{p}_cpu" for p in phase.split("+")})
    wall = sum(value for key, value in cost.seen.items() if key in {f"{p}_wall" for p in phase.split("+")})
    return Cost(wall, own + cost.cpu - cost.own - nothing.cpu + nothing.own, own, cost.memory, cost.seen)


def compared(tables: int, times: int, seen: dict[int, float]) -> Iterator[Row]:
    """Yield the rows about one changed column; ``seen`` collects the time of reading by number of tables."""
    with scratch() as (folder, environment), throwaway(Wanted(provider="embedded")) as server:
        write(folder / "a", tables)
        project = Project(folder / "p", environment)
        write(project.folder / "desired", tables, changed=True)
        (project.folder / "schemadiff.toml").write_text(TOML)
        one, other = (
            server.conninfo(filled(server, at)) for at in (folder / "a", project.folder / "desired")
        )
        project = Project(project.folder, environment, one)
        dump = _dumped(server, one, times)
        yield Row("pg_dump --schema-only", dump)
        nothing = median(partial(task, "connect", one, other, server=server), times)
        both = median(partial(task, "read", one, other, server=server), times)
        read = net(both, "read+diff", nothing)
        yield _ratio(f"read both, diff, order ({both.seen['objects']} objects)", read, dump, 1.0)
        seen[tables] = read.cpu
        yield from _growth(seen, tables, "tables")
        if tables <= 1000:
            migra = net(median(partial(task, "migra", one, other, server=server), times), "migra", nothing)
            yield Row(f"migra's own diff ({read.wall / migra.wall:.2f} of it is ours)", migra, "ours at most 0.5",
                      2 * read.wall <= migra.wall)  # fmt: skip
        loading = task("load", str(project.folder / "desired"), env=project.env)
        yield Row(f"load {loading.seen['statements']} statements, server and all", loading)
        yield Row("plan with proof, first run", project("plan", "--no-write", server=server))
        second = partial(task, "second", project.folder, one, server=server, env=project.env)
        plan = partial(project, "plan", "--no-write", server=server)
        for what, least in (("desired cached", ["targets", "unchanged"]), ("target as it was read last", [])):
            found = net(median(partial(project.without, least, second), times), "read", nothing)
            yield _ratio(f"  read by a second plan, {what}", found, dump, 1.5)
            proven = median(partial(project.without, least, plan), times)
            limit = 400 if tables > 1000 else 300
            yield Row(f"plan with proof, {what}", proven, f"{limit} MB", proven.memory <= limit)
        yield from _checked(Project(project.folder, environment, other), server, dump, times)


def _dumped(server: Server, conninfo: str, times: int) -> Cost:
    """The cost of pg_dump, which the others are compared with."""
    assert server.bindir
    command = [str(server.bindir / "pg_dump"), "--schema-only", f"--dbname={conninfo}"]
    return median(partial(run, command, server=server), times)


def _checked(same: Project, server: Server, dump: Cost, times: int) -> Iterator[Row]:
    """Yield the cost of a check with nothing to do, with less and less cached."""
    check = partial(same, "plan", "--check", server=server)
    check()
    for what, gone in (
        ("plan --check, nothing to do, desired cached", ["targets", "unchanged"]),
        ("  and the target is as it was read last", ["unchanged"]),
        ("  and nothing has changed since the last one", []),
    ):
        yield _ratio(what, median(partial(same.without, gone, check), times), dump, 0.8)


def _ratio(
    what: str, cost: Cost, dump: Cost, goal: float, of: str = "pg_dump", *, counts: bool = True
) -> Row:
    """A row whose goal is about elapsed time; processor time is shown beside it, as it matters on a busy machine."""
    ratio, work = cost.wall / dump.wall, cost.cpu / dump.cpu
    said = f"{ratio:.2f} {of} ({work:.2f} of its cpu), at most {goal}"
    return Row(what, cost, said, ratio <= goal if counts else None)


def _growth(seen: Mapping[int, float], tables: int, called: str) -> Iterator[Row]:
    """Yield the cost of each table in relation to that with the fewest tables."""
    fewest = min(seen)
    if tables > fewest:
        times = (seen[tables] / tables) / (seen[fewest] / fewest)
        what = f"  for 1,000 {called}, against {fewest} {called}"
        yield Row(
            what,
            Cost(0, 1000 * seen[tables] / tables),
            f"{times:.2f} times, at most {LINEAR}",
            times <= LINEAR,
        )


def pulled(tables: int, times: int) -> Iterator[Row]:
    """Yield the rows about pull: its proof loads the files, so PostgreSQL's dump, load and dump are set beside it."""
    with scratch() as (folder, environment), throwaway(Wanted(provider="embedded")) as server:
        write(folder / "a", tables)
        url = server.conninfo(filled(server, folder / "a"))
        project = Project(folder / "p", environment, url)
        project.folder.mkdir()
        (project.folder / "schemadiff.toml").write_text(TOML)
        assert server.bindir
        command = [str(server.bindir / "pg_dump"), "--schema-only", f"--file={folder / 'dump.sql'}"]
        dump = median(partial(run, [*command, f"--dbname={url}"], server=server), times)
        yield Row("pg_dump --schema-only", dump)
        # initdb runs once per machine, and is in the row of the very first plan; it must not be in a median here.
        write(folder / "few", 1)
        task("load", str(folder / "few"), env=project.env)

        def pull(*args: str) -> Cost:
            written = project.folder / "desired"
            if written.exists():
                # Renamed instead of deleted: ext4 creates files more slowly the more were deleted in the last minutes.
                written.rename(Path(tempfile.mkdtemp(dir=folder)) / "desired")
            return project("pull", *args, server=server)

        unproven = median(partial(pull, "--no-proof"), times)
        # With fewer tables, most of the time is Python's start.
        yield _ratio("pull --no-proof", unproven, dump, 3.0, counts=tables >= 5000)
        copy = server.conninfo(create_database(server))
        psql = [str(server.bindir / "psql"), "-qX", f"--file={folder / 'dump.sql'}", f"--dbname={copy}"]
        loaded = run(psql, server=server)
        yield Row("psql that loads what pg_dump says", loaded)
        least = Cost(2 * dump.wall + loaded.wall, 2 * dump.cpu + loaded.cpu)
        yield _ratio(
            "pull, with its proof", pull(), least, 3.0, "pg_dump, psql and pg_dump", counts=tables >= 1000
        )
        again = project("pull", "--check", server=server)
        yield Row("pull --check, nothing to do, desired cached", again)


def first_plan(tables: int, times: int) -> Iterator[Row]:
    """Yield the rows about creating everything in an empty database; ``pg_dump`` reads as much as that creates."""
    with scratch() as (folder, environment), throwaway(Wanted(provider="embedded")) as server:
        project = Project(folder / "p", environment, server.conninfo(create_database(server)))
        desired = project.folder / "desired"
        write(desired, tables)
        (project.folder / "schemadiff.toml").write_text(TOML)
        assert server.bindir
        command = [str(server.bindir / "pg_dump"), "--schema-only"]
        dump = median(
            partial(run, [*command, f"--dbname={server.conninfo(filled(server, desired))}"], server=server),
            times,
        )
        yield Row("pg_dump --schema-only of what is created", dump)
        plan = partial(project, "plan", "--no-write", "--no-proof", "--format", "sql", server=server)
        first = plan()
        number = first.output.count(";\n")
        yield Row(f"plan without proof, first run ({number} statements)", first)
        # Most of this is PostgreSQL, which loads the files.
        loaded = median(partial(project.without, ["desired", "unchanged"], plan), times)
        yield _ratio("plan without proof, files loaded", loaded, dump, 25, counts=tables >= 1000)
        cached = median(partial(project.without, ["targets", "unchanged"], plan), times)
        yield _ratio("plan without proof, desired cached", cached, dump, 6, counts=tables >= 1000)


def many_changes(times: int) -> Iterator[Row]:
    """Yield the costs that grow with the number of changes, not of objects."""
    with scratch() as (folder, _), throwaway(Wanted(provider="embedded")) as server:
        write(folder / "a", 1000)
        write(folder / "b", 1000, changes=1000)
        yield from _diffed("1,000 columns added: statements and order", folder, server, times, 1)
    with scratch() as (folder, _), throwaway(Wanted(provider="embedded")) as server:
        write_chain(folder / "a", 1000)
        write_chain(folder / "b", 1000, changed=True)
        yield from _diffed("a chain of 1,000 views rebuilt: statements and order", folder, server, times, 5)


def partitioned(partitions: int, times: int, seen: dict[int, float]) -> Iterator[Row]:
    """Yield the rows about a partitioned table whose key is retyped; ``seen`` is as for ``compared``."""
    with scratch() as (folder, _), throwaway(Wanted(provider="embedded")) as server:
        write_partitions(folder / "a", partitions)
        write_partitions(folder / "b", partitions, changed=True)
        one, other = (server.conninfo(filled(server, folder / name)) for name in "ab")
        dump = _dumped(server, one, times)
        yield Row("pg_dump --schema-only", dump)
        nothing = median(partial(task, "connect", one, other, server=server), times)
        both = median(partial(task, "read", one, other, server=server), times)
        found = net(both, "read+diff", nothing)
        what = f"read both, diff, order ({both.seen['statements']} statements)"
        yield _ratio(what, found, dump, 8.0, counts=partitions >= 1000)
        seen[partitions] = found.cpu
        yield from _growth(seen, partitions, "partitions")


def online(times: int) -> Iterator[Row]:
    """Yield the rows about an online plan: an index, a check and NOT NULL for each of many tables."""
    with scratch() as (folder, environment), throwaway(Wanted(provider="embedded")) as server:
        write(folder / "a", 1000)
        url = server.conninfo(filled(server, folder / "a"))
        project = Project(folder / "p", environment, url)
        write(project.folder / "desired", 1000, busy=True)
        (project.folder / "schemadiff.toml").write_text(TOML)
        # Once, for desired/ to be in the cache.
        project("plan", "--no-write", "--no-proof")
        for what, flag in (("at once", "--no-online"), ("in steps", "--online")):
            plan = partial(
                project, "plan", "--no-write", "--no-proof", flag, "--format", "sql", server=server
            )
            found = median(plan, times)
            number = found.output.count(";\n")
            yield Row(f"3,000 changes {what}: {number} statements, no proof", found)


def _diffed(what: str, folder: Path, server: Server, times: int, goal: float) -> Iterator[Row]:
    one, other = (server.conninfo(filled(server, folder / name)) for name in "ab")
    nothing = median(partial(task, "connect", one, other, server=server), times)
    both = median(partial(task, "read", one, other, server=server), times)
    own = Cost(both.seen["diff_wall"], both.seen["diff_cpu"], both.seen["diff_cpu"], both.memory)
    yield Row(f"{what} ({both.seen['statements']})", own, f"{goal} s", own.cpu <= goal)
    yield Row("  with reading both", net(both, "read+diff", nothing))


def linted(times: int) -> Iterator[Row]:
    """Yield the rows about lint of a large schema, compared with pgrls on a database with that schema."""
    with scratch() as (folder, environment), throwaway(Wanted(provider="embedded")) as server:
        project = Project(folder / "p", environment)
        write(project.folder / "desired", 1000, policies=2)
        (project.folder / "schemadiff.toml").write_text(TOML)
        yield Row("1,000 tables and 2,000 policies, first run", project("lint", "--format", "json"))
        ours = median(partial(project, "lint", "--format", "json"), times)
        yield Row("desired cached: processor", ours, "3 s", ours.cpu <= 3)
        yield Row("desired cached: memory", ours, "300 MB", ours.memory <= 300)
        if not pgrls.PROGRAM.exists():
            yield Row("pgrls is not here: make bench-peers installs it", Cost(0, 0))
            return
        url = as_url(server.conninfo(filled(server, project.folder / "desired")))
        command = pgrls.lint(url, "app")
        theirs = median(partial(run, command, server=server, env=project.env), times)
        yield Row(f"pgrls {pgrls.VERSION} on the same schema", theirs, f"{theirs.cpu / ours.cpu:.1f} times ours, at least 3",
                  theirs.cpu >= 3 * ours.cpu)  # fmt: skip


def as_url(conninfo: str) -> str:
    """A connection string as a URL that programs with other drivers accept."""
    found = conninfo_to_dict(conninfo)
    return f"postgresql://{found['user']}@localhost/{found['dbname']}?host={found['host']}&sslmode=disable"


def breadth() -> Iterator[Row]:
    """Yield the rows about a plan with a large number of statements, from end to end."""
    with scratch() as (folder, environment):
        project = Project(folder / "p", environment)
        write_statements(project.folder / "desired", 10_000)
        (project.folder / "schemadiff.toml").write_text(TOML)
        yield Row("10,000 statements in one file: plan with proof", project("plan"))
        yield Row("  apply", project("apply", "--yes"))
        yield Row("  plan --check afterwards", project("plan", "--check"))


def main() -> int:
    """Run what is asked for; 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--large", action="store_true", help="5,000 tables as well")
    parser.add_argument("--only", help="run the parts whose title holds this")
    parser.add_argument(
        "--tables", type=int, nargs="+", metavar="N", help="how many, instead of 100, 1000 and 5000"
    )
    parser.add_argument("--times", type=int, default=3, help="runs of which the median is shown (3)")
    asked = parser.parse_args()
    # If the caller disables bytecode files, every start would compile all modules again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    times = asked.times
    seen: dict[int, float] = {}
    partitions: dict[int, float] = {}
    counts = asked.tables or (100, 1000, *([5000] if asked.large else []))
    sizes = [(n, times if n < 5000 else 1) for n in counts]
    parts: list[tuple[str, Callable[[], Iterator[Row]]]] = [
        ("epic: the schema of this repository", partial(epic, times)),
        *((f"{n} tables, one changed column", partial(compared, n, often, seen)) for n, often in sizes),
        *((f"first plan of {n} tables", partial(first_plan, n, often)) for n, often in sizes),
        *((f"pull: {n} tables", partial(pulled, n, often)) for n, often in sizes),
        ("many changes", partial(many_changes, times)),
        *((f"{n} partitions, key retyped", partial(partitioned, n, times, partitions)) for n in (250, 1000)),
        ("online: 1000 tables", partial(online, times)),
        ("lint", partial(linted, times)),
        ("breadth", breadth),
    ]
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}, medians of {times}"
    )
    print("cpu: of the whole tree of processes and the server's part; PostgreSQL: its share of that")
    met = [show(title, part()) for title, part in parts if (asked.only or "") in title]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
