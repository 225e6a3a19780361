"""Plan PostgreSQL's own regression database from nothing and back to nothing, and compare.

``make regression`` fetches Debian's source package of PostgreSQL 15 with apt and runs its regression tests on a server
of that version. They leave the database ``regression``. It is planned from nothing, the plan is applied to an empty
database, both are compared by catalogue and by pg_dump, and the same is done back to nothing. Then the commands pull,
plan and apply do it with files. A difference that is not listed with its reason in ``regression.toml`` is an error.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from schemadiff import catalog
from schemadiff.comparison.states import EVERYTHING
from schemadiff.diff.statements import statements
from schemadiff.model import Catalog, Statement
from schemadiff.postgres.pg_dump import dump
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import Server, create_database
from schemadiff.proof.dump import differences
from schemadiff.proof.entry_names import entry_names
from schemadiff.proof.judges import EntryFilter
from schemadiff.scope import Scope, restrict

PACKAGE = "postgresql-15"
MAJOR = 15
HERE = Path(__file__).parent.parent / ".make" / "regression"
LISTS = ("/etc/apt/sources.list", "/etc/apt/sources.list.d")
NAME = "regression"
SECONDS = 120
"""How long one test may take."""
SAID = 12
"""How many of a command's last output lines are shown; all if it fails."""
LIST = Path(__file__).parent / "regression.toml"
"""The known differences, with reasons."""
UNREAD = """
    SELECT format('DROP TYPE %s CASCADE', oid::regtype) FROM pg_type t
    WHERE oid >= 16384 AND typtype IN ('b', 'p') AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
    UNION ALL SELECT format('DROP OPERATOR %s', oid::regoperator) FROM pg_operator WHERE oprcode = 0
"""
"""Base and shell types and shell operators, which plans name and do not make."""


def main() -> int:
    """Print the differences; return 1 if one is not listed."""
    tests = unpacked(fetched())
    with throwaway(Wanted(provider="local", major=MAJOR)) as server:
        began = time.monotonic()
        run_tests(server, tests)
        print(f"{len(schedule(tests))} tests in {time.monotonic() - began:.0f} s")
        return compare(server)


# The source ------------------------------------------------------------------------------------------


def fetched() -> Path:
    """The archive of the source, from the configured mirrors; the settings of apt do not change."""
    found = sorted(HERE.glob(f"{PACKAGE}_*.orig.tar.*"))
    if found:
        return found[-1]
    for folder in ("lists/partial", "archives/partial", "parts"):
        (HERE / folder).mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(_lists()):
        text = re.sub(r"(?m)^Types:.*", "Types: deb-src", path.read_text())
        text = re.sub(r"(?m)^deb\s", "deb-src ", text)
        (HERE / "parts" / f"{number}{path.suffix}").write_text(text)
    options = [
        f"Dir::Etc::sourcelist={HERE}/none", f"Dir::Etc::sourceparts={HERE}/parts", f"Dir::State::lists={HERE}/lists",
        f"Dir::Cache={HERE}", "APT::Sandbox::User=",
    ]  # fmt: skip
    given = [f"-o{option}" for option in options]
    subprocess.run(["apt-get", "-q", *given, "update"], check=True, stdout=subprocess.DEVNULL)
    known = subprocess.run(
        ["apt-cache", *given, "showsrc", PACKAGE], check=True, capture_output=True, text=True
    )
    for version in dict.fromkeys(re.findall(r"(?m)^Version: (\S+)", known.stdout)):
        source = ["apt-get", "-q", *given, "source", "--download-only", f"{PACKAGE}={version}"]
        # A mirror need not have the source of every version that it lists.
        if subprocess.run(source, check=False, cwd=HERE, stdout=subprocess.DEVNULL).returncode == 0:
            return max(HERE.glob(f"{PACKAGE}_*.orig.tar.*"))
    sys.exit(f"error: no mirror has the source of {PACKAGE}")


def _lists() -> Iterator[Path]:
    single, folder = map(Path, LISTS)
    if single.exists():
        yield single
    yield from sorted(path for path in folder.glob("debian*") if path.suffix in (".list", ".sources"))


def unpacked(archive: Path) -> Path:
    """The folder ``src/test/regress``."""
    target = HERE / "source"
    if not target.exists():
        with tarfile.open(archive) as tar:
            wanted = [m for m in tar if "/src/test/regress/" in m.name]
            tar.extractall(target, wanted, filter="data")
    return next(target.glob("*/src/test/regress"))


def schedule(tests: Path) -> list[str]:
    """The tests in their order."""
    lines = (tests / "parallel_schedule").read_text().splitlines()
    return [name for line in lines if line.startswith("test:") for name in line.split()[1:]]


# The database ----------------------------------------------------------------------------------------


def run_tests(server: Server, tests: Path) -> None:
    """Run the SQL of every test, of which some statements fail on purpose."""
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {NAME}".encode())
        for setting in (
            "lc_messages = 'C'",
            "timezone_abbreviations = 'Default'",
            "intervalstyle = 'postgres_verbose'",
        ):
            conn.execute(f"ALTER DATABASE {NAME} SET {setting}".encode())
    for name in schedule(tests):
        run_script(server, NAME, tests, name)


def environment(tests: Path) -> dict[str, str]:
    """The environment variables that pg_regress sets."""
    return os.environ | {
        "PGTZ": "PST8PDT", "PGDATESTYLE": "Postgres, MDY", "PG_ABS_SRCDIR": str(tests), "PG_LIBDIR": str(tests),
        "PG_ABS_BUILDDIR": str(HERE), "PG_DLSUFFIX": ".so",
    }  # fmt: skip


def run_script(server: Server, database: str, tests: Path, name: str) -> None:
    """Run one test in a database."""
    assert server.bindir is not None
    (HERE / "results").mkdir(exist_ok=True)
    conninfo = psycopg.conninfo.make_conninfo(server.conninfo(database, superuser=True), options="")
    psql = [str(server.bindir / "psql"), "-X", "-a", "-q", conninfo]
    with (
        (tests / "sql" / f"{name}.sql").open() as script,
        (HERE / "results" / f"{name}.out").open("w") as out,
    ):
        try:
            subprocess.run(
                psql,
                stdin=script,
                stdout=out,
                stderr=out,
                env=environment(tests),
                check=False,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            print(f"{name}: stopped after {SECONDS} s")


# The comparison --------------------------------------------------------------------------------------


def compare(server: Server) -> int:
    """Plan from nothing to the database and back, run both plans, and print the differences that are not listed."""
    put_away(server)
    goal, nothing = create_database(server), create_database(server)
    start, wanted = read(server, nothing), read(server, NAME)
    print(f"{len(wanted.objects)} objects, {len(wanted.unmodelled)} that are not modelled")
    wrong = way(server, goal, (start, wanted), NAME) + way(server, goal, (read(server, goal), start), nothing)
    wrong += [f"not modelled: {each.address}" for each in wanted.unmodelled]
    wrong += pulled(server)
    listed: list[dict[str, str]] = tomllib.loads(LIST.read_text())["listed"]
    for entry in listed:
        found = [line for line in wrong if re.search(entry["what"], line)]
        print(f"{len(found):4} listed: {entry['reason']}" if found else f"no more: {entry['what']}")
    left = [line for line in wrong if not any(re.search(entry["what"], line) for entry in listed)]
    print("\n".join([f"{len(left):4} that are not listed", *left]))
    return 1 if left else 0


def put_away(server: Server) -> None:
    """Drop the objects that no kind reads, with everything that depends on them."""
    with psycopg.connect(server.conninfo(NAME, superuser=True), autocommit=True) as conn:
        before = len(read(server, NAME).objects)
        for (sql,) in conn.execute(UNREAD).fetchall():
            conn.execute(sql.encode())
            print(f"left out: {sql}")
        print(f"{before - len(read(server, NAME).objects)} objects went with them")


def way(server: Server, database: str, ends: tuple[Catalog, Catalog], like: str) -> list[str]:
    """Migrate a database to the state of another one; return the failures and the differences."""
    began = time.monotonic()
    plan = statements(*ends)
    print(f"{len(plan)} statements, planned in {time.monotonic() - began:.1f} s")
    wrong = [f"fails: {message} in {sql}" for sql, message in run(server, database, plan)]
    wrong += [f"would still be done: {each.sql}" for each in statements(read(server, database), ends[1])]
    assert server.bindir is not None
    dumps = [dump(server.conninfo(name, superuser=True), server.bindir) for name in (database, like)]
    return wrong + [f"pg_dump: {each}" for each in differences(*dumps)]


def pulled(server: Server) -> list[str]:
    """Run pull on the database, then plan and apply on an empty one; return the failures and the differences."""
    unpulled = tomllib.loads(LIST.read_text())["unpulled"]
    ignored = [pattern for entry in unpulled for pattern in entry["ignore"]]
    empty = create_database(server)
    conninfos = [server.conninfo(name, superuser=True) for name in (NAME, empty)]
    with tempfile.TemporaryDirectory() as root:
        # What only a superuser can make is there as well.
        settings = f'ignore = {json.dumps(ignored)}\n[shadow]\nprovider = "target"\ntrusted = true\n'
        (Path(root) / "schemadiff.toml").write_text(settings)
        for conninfo, command in zip(
            (conninfos[0], *conninfos[1:] * 2), (["pull"], ["plan"], ["apply", "--yes"]), strict=True
        ):
            if wrong := commanded(root, conninfo, command):
                return wrong
    scope, everything = Scope(ignore=tuple(ignored)), read(server, NAME)
    left_out = entry_names(everything.objects.keys() - restrict(everything, scope).objects.keys())
    entries = EntryFilter(scope, EVERYTHING, "exact", str(conninfo_to_dict(conninfos[0])["user"]), left_out)
    assert server.bindir is not None
    dumps = [entries.only_ours(dump(conninfo, server.bindir)) for conninfo in conninfos]
    return [f"pg_dump after pull, plan and apply: {each}" for each in differences(*dumps)]


def commanded(root: str, conninfo: str, command: list[str]) -> list[str]:
    """Run a command in a folder and print its last lines; return its errors if it fails."""
    began = time.monotonic()
    start, *flags = command
    said = subprocess.run(
        [sys.executable, "-m", "schemadiff", start, "-C", root, "--target", conninfo, *flags],
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"schemadiff {' '.join(command)}: exit {said.returncode}, {time.monotonic() - began:.0f} s")
    print(*said.stdout.splitlines()[-SAID if said.returncode == 0 else 0 :], sep="\n")
    # A difference of two dumps is several lines about one thing.
    errors = [line for line in said.stderr.splitlines() if line and not line.startswith(("-", "+"))]
    return [f"{start}: {line}" for line in errors or ["fails"]] if said.returncode else []


def read(server: Server, database: str) -> Catalog:
    """The catalogue of a database, read as the superuser."""
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
        return catalog.read(conn)


def run(server: Server, database: str, plan: list[Statement]) -> list[tuple[str, str]]:
    """Run each statement by itself; return those that fail, with PostgreSQL's message."""
    failed: list[tuple[str, str]] = []
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
        conn.execute("SET check_function_bodies = off")
        for statement in plan:
            try:
                conn.execute(statement.sql.encode())
            except psycopg.Error as error:
                failed.append((statement.sql, error.diag.message_primary or str(error)))
    return failed


if __name__ == "__main__":
    sys.exit(main())
