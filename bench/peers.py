"""``make bench-peers``: other tools and schemadiff on the same change, in one run.

Each is installed into ``.bench/``, outside of the project's own environment; those that cannot be installed are named.
The script of each is run on a copy, and pg_dump shows what is still missing. "Cold" is the first run, with empty caches,
and "warm" the median of the later ones.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pgrls
import psycopg
from measure import CommandFailed, Cost, median, run
from psycopg.conninfo import conninfo_to_dict
from run import ROOT, TOML, as_url, filled, linted, scratch, show
from schema import write

from schemadiff.postgres.pg_dump import dump
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import Server, create_database
from schemadiff.proof.dump import differences

BENCH = ROOT / ".bench"
TIMEOUT = 1200


class NotHad(Exception):
    """A tool that cannot be installed here; the message says why."""


@dataclass(frozen=True)
class Task:
    """The change to plan: from one database to another, which has the schema of the files in ``desired``."""

    server: Server
    current: str
    desired: str
    project: Path
    """The folder with ``desired/`` and our settings."""
    folder: Path
    """A folder for the tool's files."""
    environment: Mapping[str, str]


Made = tuple[Sequence[str], Callable[[Cost], str]]
"""A command, and the function that gets the SQL from its result."""


@dataclass(frozen=True)
class Peer:
    """A tool: how to install it, and how to run it for the change."""

    name: str
    install: Callable[[], str]
    """Installs it and returns its program, or raises NotHad."""
    ask: Callable[[str, Task], Made]
    forget: Callable[[Task], None] = lambda _: None
    """Empties its caches."""


def output(cost: Cost) -> str:
    """The SQL is the command's output."""
    return cost.output


def python() -> str:
    """The interpreter of the project's own environment."""
    return sys.executable


def go(name: str, version: str, package: str, *modules: str) -> str:
    """Build a Go program of a fixed version from the module proxy; of our own folder, with its modules."""
    program = BENCH / "go" / "bin" / f"{name}-{version}"
    if program.exists():
        return str(program)
    if shutil.which("go") is None:
        raise NotHad("there is no Go here")
    source = BENCH / "go" / "src" / f"{name}-{version}"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    if package == ".":
        shutil.copytree(Path(__file__).parent / name, source, dirs_exist_ok=True)
    env = {**os.environ, "GOFLAGS": "-modcacherw -mod=mod"}
    for command in (
        ["mod", "init", "bench"],
        ["get", *(modules or [f"{package}@{version}"])],
        ["build", "-o", str(program), package],
    ):
        _installing(["go", *command], source, env)
    return str(program)


def npm(package: str, version: str, program: str) -> str:
    """Install a program from npm, without running scripts."""
    folder = BENCH / "npm" / f"{program}-{version}"
    found = folder / "node_modules" / ".bin" / program
    if found.exists():
        return str(found)
    if shutil.which("npm") is None:
        raise NotHad("there is no npm here")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n')
    command = [
        "npm",
        "install",
        "--silent",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        f"{package}@{version}",
    ]
    _installing(command, folder, dict(os.environ))
    if not found.exists():
        raise NotHad(f"{package} {version} has no program {program}")
    return str(found)


def _installing(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotHad(f"{' '.join(command[:2])} took more than {TIMEOUT} s") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise NotHad(said[-1].strip() if said else f"{' '.join(command[:2])}: exit {done.returncode}")


def proven(program: str, task: Task) -> Made:
    """schemadiff, from the files to a proven plan."""
    ours = [program, "-m", "schemadiff", "-C", str(task.project), "plan", "--no-write", "--format", "sql"]
    return [*ours, "--target", task.current], output


def unproven(program: str, task: Task) -> Made:
    """schemadiff, from the files, without the proof, which no other tool makes."""
    command, script = proven(program, task)
    return [*command, "--no-proof"], script


def between(program: str, task: Task) -> Made:
    """schemadiff, between two databases."""
    ours = [program, "-m", "schemadiff", "-C", str(task.project), "plan", "--format", "sql", "--no-proof"]
    return [*ours, "--from", as_url(task.current), "--to", as_url(task.desired)], output


def forget(task: Task) -> None:
    """Delete all of schemadiff's caches but the data folder that initdb made."""
    shutil.rmtree(Path(task.environment["XDG_CACHE_HOME"]) / "schemadiff" / "desired", ignore_errors=True)


MIGRA = """
import sys, warnings
warnings.simplefilter("ignore")
from migra import Migration
from schemadiff.engines.migra import _connected
with _connected(sys.argv[1]) as one, _connected(sys.argv[2]) as other:
    migration = Migration(one, other)
    migration.set_safety(False)
    migration.add_all_changes(privileges=True)
    print(migration.sql)
"""


def migra(program: str, task: Task) -> Made:
    return [program, "-c", MIGRA, task.current, task.desired], output


def pg_delta(program: str, task: Task) -> Made:
    plan, base = task.folder / "plan.json", task.folder / "pg-delta"

    def rendered(_: Cost) -> str:
        render = [program, "render", "--plan", str(plan), "--out", f"{base}.sql", "--allow-drops"]
        subprocess.run(render, check=True, capture_output=True)
        return "".join(path.read_text() for path in sorted(task.folder.glob("pg-delta*.sql")))

    return [
        program,
        "plan",
        "--source",
        as_url(task.current),
        "--desired",
        as_url(task.desired),
        "--out",
        str(plan),
    ], rendered


def pg_schema_diff(program: str, task: Task) -> Made:
    """pg-schema-diff needs a database to test its plan on, and creates it itself."""
    command = [
        program,
        "plan",
        "--from-dsn",
        as_url(task.current),
        "--to-dsn",
        as_url(task.desired),
        "--output-format",
        "sql",
    ]
    return command, output


def unvalidated(program: str, task: Task) -> Made:
    """The same without testing the plan."""
    command, script = pg_schema_diff(program, task)
    return [*command, "--disable-plan-validation"], script


def psqldef(program: str, task: Task) -> Made:
    """psqldef takes one file, does not support CREATE SCHEMA, and finds a socket only by environment variables."""
    files = task.folder / "desired.sql"
    tables = sorted((task.project / "desired").glob("t*.sql"))
    files.write_text("".join(path.read_text() for path in tables))
    found = conninfo_to_dict(task.current)
    place = ["env", f"PGHOST={found['host']}", program, "-U", str(found["user"]), "-h", ""]
    command = [
        shutil.which(place[0]) or "",
        *place[1:],
        str(found["dbname"]),
        "--dry-run",
        "--file",
        str(files),
    ]
    return command, output


def pgschema(program: str, task: Task) -> Made:
    """pgschema takes one file and compares one schema."""
    files = task.folder / "pgschema.sql"
    files.write_text("".join(path.read_text() for path in sorted((task.project / "desired").glob("t*.sql"))))
    found = conninfo_to_dict(task.current)
    place = ["--host", str(found["host"]), "--user", str(found["user"]), "--db", str(found["dbname"])]
    return [
        program,
        "plan",
        *place,
        "--schema",
        "app",
        "--file",
        str(files),
        "--output-sql",
        "stdout",
    ], output


def atlas(program: str, task: Task) -> Made:
    """Its command line is in no registry; its library is, with the open edition's inspection, diff and planner."""
    found = [conninfo_to_dict(database) for database in (task.current, task.desired)]
    places = [
        f"host={place['host']} user={place['user']} dbname={place['dbname']} sslmode=disable"
        for place in found
    ]
    return [program, *places], output


PG_DELTA = partial(npm, "@supabase/pg-delta", "1.0.0-alpha.34", "pgdelta")
PG_SCHEMA_DIFF = partial(
    go, "pg-schema-diff", "v1.0.2", "github.com/stripe/pg-schema-diff/cmd/pg-schema-diff"
)
PSQLDEF = partial(go, "psqldef", "v0.17.0", "github.com/sqldef/sqldef/cmd/psqldef")
PGSCHEMA = partial(go, "pgschema", "v1.0.0", "github.com/pgschema/pgschema")
ATLAS_VERSION = "v0.32.1-0.20250325101103-175b25e1c1b9"
ATLAS = partial(
    go, "atlas", ATLAS_VERSION, ".", f"ariga.io/atlas@{ATLAS_VERSION}", "github.com/lib/pq@v1.10.9"
)
PEERS = (
    Peer("schemadiff, from files, with proof", python, proven, forget),
    Peer("schemadiff, from files, --no-proof", python, unproven, forget),
    Peer("schemadiff, two databases, --no-proof", python, between, forget),
    Peer("migra", python, migra),
    Peer("pg-delta 1.0.0-alpha.34", PG_DELTA, pg_delta),
    Peer("pg-schema-diff 1.0.2", PG_SCHEMA_DIFF, pg_schema_diff),
    Peer("pg-schema-diff 1.0.2, not validated", PG_SCHEMA_DIFF, unvalidated),
    Peer("psqldef 0.17.0", PSQLDEF, psqldef),
    Peer("pgschema 1.0.0", PGSCHEMA, pgschema),
    Peer("atlas 0.32.1, its library", ATLAS, atlas),
)


def measured(peer: Peer, task: Task, times: int) -> Iterator[str]:
    """Yield the lines about one peer."""
    try:
        program = peer.install()
    except NotHad as reason:
        yield f"  {peer.name:<40} cannot be had here: {reason}"
        return
    command, script = peer.ask(program, task)
    once = partial(run, command, server=task.server, env=task.environment, fine=False)
    peer.forget(task)
    try:
        cold = once()
        warm = median(once, times)
        left = undone(task, script(warm))
    except (CommandFailed, subprocess.CalledProcessError) as error:
        yield f"  {peer.name:<40} failed: {cause(str(error))}"
        return
    yield f"  {peer.name:<40} {cold.wall:7.2f} {cold.cpu:7.2f} {warm.wall:9.2f} {warm.cpu:7.2f}   {left}"


def cause(text: str) -> str:
    """The last line with an error, which is closest to the cause, or else the last line."""
    lines = [line.strip() for line in text.splitlines()[1:] or [text] if line.strip()]
    line = next((line for line in reversed(lines) if "rror" in line), lines[-1] if lines else text)
    return line if len(line) < 200 else f"{line[:80]} ... {line[-110:]}"


def undone(task: Task, script: str) -> str:
    """Run a script on a copy of the current database, and report what pg_dump then shows as missing."""
    copy = create_database(task.server, template=str(conninfo_to_dict(task.current)["dbname"]))
    try:
        with psycopg.connect(task.server.conninfo(copy), autocommit=True) as conn:
            conn.execute(script.encode())
    except psycopg.Error as error:
        return f"its script fails: {cause(str(error))}"
    assert task.server.bindir
    found = differences(
        dump(task.server.conninfo(copy), task.server.bindir), dump(task.desired, task.server.bindir)
    )
    if not found:
        return "nothing left undone"
    return f"left undone: {len(found)} entries of pg_dump, the first: {found[0].splitlines()[0]}"


@contextmanager
def prepared(tables: int) -> Iterator[Task]:
    """The change of one column among ``tables`` tables."""
    with scratch() as (folder, environment), throwaway(Wanted(provider="embedded")) as server:
        write(folder / "a", tables)
        project = folder / "p"
        write(project / "desired", tables, changed=True)
        (project / "schemadiff.toml").write_text(TOML)
        one, other = (server.conninfo(filled(server, at)) for at in (folder / "a", project / "desired"))
        with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
            # Ours has none; pg-schema-diff makes its databases of it.
            conn.execute("CREATE DATABASE template0 TEMPLATE template1 IS_TEMPLATE true")
        yield Task(server, one, other, project, folder, {**os.environ, **environment})


def main() -> int:
    """Run every peer on schemas of the given sizes."""
    parser = argparse.ArgumentParser(prog="make bench-peers", description=__doc__)
    parser.add_argument("--tables", type=int, nargs="*", default=[100, 1000], help="sizes (100 1000)")
    parser.add_argument("--times", type=int, default=3, help="warm runs, of which the median is shown (3)")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for tables in asked.tables:
        with prepared(tables) as task:
            print(f"\n{tables} tables, one changed column: seconds on the clock and of processors")
            print(f"  {'':<40} {'cold':>7} {'cpu':>7} {'warm':>9} {'cpu':>7}   by pg_dump's judgement")
            for peer in PEERS:
                for line in measured(peer, task, asked.times):
                    print(line, flush=True)
    if trouble := pgrls.install():
        print(f"\npgrls cannot be had here: {trouble}")
    show("lint", linted(asked.times))
    return 0


if __name__ == "__main__":
    sys.exit(main())
