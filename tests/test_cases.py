"""Every case in ``cases/``, both ways, on every major: planned, applied, read again, and compared by pg_dump.

Both ways of a case share what is dear: two databases, and what was read of them before either was changed.
Without SCHEMADIFF_TEST_MAJORS all run on the newest major, and every sixth, and those that speak of versions, on 16.

A case is a folder ``cases/<kind>/<what-happens>/`` with

- ``a.sql`` and ``b.sql``, two states of one schema, loaded by a role that is no superuser,
- optionally ``setup.sql``, run before each of them by the superuser,
- optionally ``a.rows.sql`` and ``b.rows.sql``, rows that must outlive the way to the other state,
- optionally ``expect.toml``: ``min_major``, ``max_major``, ``roles``, ``superuser`` (true for what only a superuser
  can make: loaded, read and applied as one), and ``[[gap]]`` tables (``reason``, ``way``, ``engine``, ``majors``)
  for what is known not to work, which expire when it starts to.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from majors import NEWEST
from schemadiff import catalog
from schemadiff.catalog import stored
from schemadiff.diff.positions import text_as_placed
from schemadiff.diff.statements import statements
from schemadiff.errors import SchemadiffError
from schemadiff.kinds import KINDS
from schemadiff.model import Address, Catalog, Statement
from schemadiff.planning.joining import joined
from schemadiff.postgres.pg_dump import dump, find_pg_dump
from schemadiff.postgres.server import Server, ensure_roles, ensure_tablespaces, scratch_database
from schemadiff.proof.dump import differences

CASES = Path(__file__).parent / "cases"
ROLES = ("app_reader", "app_writer", 'odd "Role"; --')
SPACES = ('odd "Space"; --', "spare")
Rows = dict[str, dict[str, tuple[str, list[str]]]]
FACTS = frozenset(
    {
        "comment",
        "extension dependency",
        "inheritance",
        "owner",
        "privilege",
        "security label",
        "sequence owner",
        "typed table",
    }
)
"""What PostgreSQL keeps in columns and rows without an address; all other kinds have addresses of its own."""
UNQUOTED = frozenset({"operator family", "publication namespace", "publication relation", "transform"})
"""Kinds in whose identities PostgreSQL forgets to quote some of the names, which we do not."""
IDENTIFY = """
    SELECT i.type, i.identity
    FROM (SELECT 'pg_attribute' AS class, attrelid AS oid, attnum::int AS sub FROM pg_attribute
          WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped
          UNION ALL SELECT 'pg_namespace', oid, 0 FROM pg_namespace WHERE nspname = 'public'
          {rest}) o,
         pg_identify_object(replace(class, 'pg_attribute', 'pg_class')::regclass, oid, sub) i
"""
FOUND = """
    SELECT DISTINCT o.identity, y.identity
    FROM pg_depend, pg_identify_object(classid, objid, 0) o, pg_identify_object(refclassid, refobjid, 0) y
    WHERE refobjid >= 16384 AND (refclassid = 'pg_operator'::regclass
          OR (refclassid = 'pg_proc'::regclass AND refobjid IN (SELECT castfunc FROM pg_cast)
              -- The constructor of a multirange keeps its name when the type gets another, and is a superuser's.
              AND refobjid NOT IN (SELECT objid FROM pg_depend
                                   WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_type'::regclass
                                         AND deptype = 'i')))
"""
"""Which operators and casts everything uses: PostgreSQL prints not all of them, and pg_dump is blind to those."""
WAYS = {"there": ("a", "b"), "back": ("b", "a")}


@dataclass(frozen=True)
class Case:
    folder: Path
    way: str
    expect: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}-{self.way}"

    @property
    def superuser(self) -> bool:
        return bool(self.expect.get("superuser"))

    @property
    def trusted(self) -> bool:
        """True if a superuser makes some of it: subscriptions, which hold up a database, are among it."""
        return self.superuser or (self.folder / "setup.sql").exists()

    def text(self, name: str) -> str:
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def gap(self, major: int, engine: str) -> str:
        """Why it is known to fail; empty if it must not."""
        for gap in self.expect.get("gap", ()):
            if (
                gap.get("way", self.way) == self.way
                and gap.get("engine", engine) == engine
                and major in gap.get("majors", [major])
            ):
                return str(gap["reason"])
        return ""


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*/*/a.sql")):
        yield from both_ways(path.parent)


def both_ways(folder: Path) -> list[Case]:
    expect = folder / "expect.toml"
    told = tomllib.loads(expect.read_text(encoding="utf-8")) if expect.exists() else {}
    return [Case(folder, way, told) for way in WAYS]


class State:
    """A database in one state, and what can be seen in it.

    One session loads, reads and changes it, and one of a superuser's looks on: a new one takes 4 ms, and twice as long
    for what it reads first.
    """

    def __init__(self, server: Server, name: str, stack: contextlib.ExitStack, superuser: bool) -> None:
        self.server = server
        self.name = name
        self.stack = stack
        self.superuser = superuser

    @cached_property
    def session(self) -> psycopg.Connection:
        conninfo = self.server.conninfo(self.name, superuser=self.superuser)
        return self.stack.enter_context(psycopg.connect(conninfo, autocommit=True))

    @cached_property
    def onlooker(self) -> psycopg.Connection:
        conninfo = self.server.conninfo(self.name, superuser=True)
        return self.stack.enter_context(psycopg.connect(conninfo, autocommit=True))

    def load(self, text: str) -> None:
        with self.session.transaction():
            self.session.execute("SET LOCAL check_function_bodies = off")
            self.session.execute(text.encode())
        self.session.execute("RESET ALL")

    def set_up(self, text: str) -> None:
        """Run SQL as a superuser; nothing if there is none."""
        if not text:
            return
        with psycopg.connect(self.server.conninfo(self.name, superuser=True)) as connection:
            connection.execute("SET check_function_bodies = off")
            connection.execute(text.encode())

    def read(self) -> Catalog:
        return catalog.read(self.session)

    def dump(self) -> str:
        bindir = self.server.bindir or find_pg_dump(self.server.major)
        assert bindir is not None
        # Superusers load cases as well, but no library.
        conninfo = self.server.conninfo(self.name, superuser=True)
        return dump(conninfo, bindir, labels=self.server.labels)

    def addresses(self) -> set[Address]:
        """What PostgreSQL itself says that there is."""
        return {plain(Address(*row)) for row in self.onlooker.execute(identify(self.server.version))}

    def found(self) -> set[tuple[str, str]]:
        """What uses which operator or cast."""
        return {(one, other) for one, other in self.onlooker.execute(FOUND)}

    def apply(self, plan: list[Statement]) -> None:
        with self.session.transaction():
            self.session.execute("SET LOCAL check_function_bodies = off")
            self.session.execute("SET LOCAL search_path = ''")
            for statement in plan:
                try:
                    self.session.execute(statement.sql)  # type: ignore[arg-type]
                except psycopg.Error as error:
                    pytest.fail(f"{error}\nin: {statement.sql}\nof the plan:\n{script(plan)}")

    def rows(self) -> Rows:
        """For each table with rows, the type and the sorted values of each column."""
        found = self.onlooker.execute("""
            SELECT attrelid::regclass::text, quote_ident(attname), format_type(atttypid, atttypmod)
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE relkind = 'r' AND c.oid >= 16384 AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        """).fetchall()
        tables: Rows = {}
        for table, column, of_type in found:
            query = f"SELECT coalesce({column}::text, '<null>') FROM ONLY {table} ORDER BY 1"
            values = [value for (value,) in self.onlooker.execute(query.encode())]
            tables.setdefault(table, {})[column] = (of_type, values)
        return tables


def plain(address: Address) -> Address:
    """Without what we leave out: pg_catalog before a type, which format_type() does not say either."""
    return address._replace(identity=address.identity.replace("pg_catalog.", ""))


def identify(version: int) -> bytes:
    """The query for what there is, of the catalogues that the version has."""
    names = {kind.catalog for kind in KINDS if kind.kind not in FACTS and kind.query_for(version)}
    rest = (f"UNION ALL SELECT '{name}', oid, 0 FROM {name} WHERE oid >= 16384 " for name in sorted(names))
    return IDENTIFY.format(rest="".join(rest)).encode()


def script(plan: list[Statement]) -> str:
    return "\n".join(f"{statement.sql};" for statement in plan)


@contextlib.contextmanager
def state(server: Server, case: Case) -> Iterator[State]:
    # Trusted: what a superuser makes goes as well.
    with scratch_database(replace(server, trusted=case.trusted)) as name, contextlib.ExitStack() as stack:
        yield State(server, name, stack, case.superuser)


FOLDERS = [path.parent for path in sorted(CASES.glob("*/*/a.sql"))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(folder: Path, server: Server, subtests: pytest.Subtests) -> None:
    there, back = both_ways(folder)
    if server.major not in NEWEST and FOLDERS.index(folder) % 6 and not there.expect:
        pytest.skip(
            f"every sixth case runs on {server.major} too, and all of them where it is asked for by name"
        )
    if not there.expect.get("min_major", 0) <= server.major <= there.expect.get("max_major", server.major):
        pytest.skip(f"not on {server.major}")
    ensure_roles(server, ROLES)
    with state(server, there) as a, state(server, back) as b:
        load(there, a, "a")
        load(back, b, "b")
        # What a database was, before it is changed into the other.
        was_a, was_b = Seen.of(a), Seen.of(b)
        for case, on, start, goal in ((there, a, was_a, was_b), (back, b, was_b, was_a)):
            with subtests.test(case.way):
                if not (reason := case.gap(server.major, "native")):
                    arrives(case, on, start, goal)
                    continue
                with pytest.raises((SchemadiffError, pytest.fail.Exception, AssertionError)):
                    arrives(case, on, start, goal)
                pytest.xfail(reason)


class Seen(NamedTuple):
    """What a state was like when it was seen."""

    catalog: Catalog
    dump: str
    addresses: set[Address]
    found: set[tuple[str, str]]

    @classmethod
    def of(cls, state: State) -> Seen:
        return cls(state.read(), state.dump(), state.addresses(), state.found())


def arrives(case: Case, current: State, start: Seen, goal: Seen) -> None:
    """See that the plan leads there, leaves nothing, and loses nothing."""
    plan = joined(statements(start.catalog, goal.catalog), goal.catalog, start.catalog)
    kept = {}
    if rows := case.text(f"{WAYS[case.way][0]}.rows.sql"):
        current.set_up(rows)
        kept = current.rows()

    current.apply(plan)
    reached = current.read()
    assert script(statements(reached, goal.catalog)) == ""
    assert "\n".join(differences(current.dump(), text_as_placed(goal.dump, reached, goal.catalog))) == ""
    assert current.found() == goal.found
    assert lost(kept, current.rows() if rows else {}) == {}
    assert start.catalog.unmodelled == ()
    own = {plain(a) for a in goal.catalog.objects if a.type not in FACTS | UNQUOTED}
    assert own - goal.addresses == set()


def load(case: Case, state: State, which: str) -> None:
    text = case.text(f"{which}.sql")
    if "TABLESPACE" in text:
        ensure_tablespaces(state.server, SPACES)
    state.set_up(case.text("setup.sql"))
    state.load(text)


def lost(before: Rows, after: Rows) -> dict[str, object]:
    """What became of values in tables and columns that are still there: all of it must be."""
    gone: dict[str, object] = {}
    for table in before.keys() & after.keys():
        for column in before[table].keys() & after[table].keys():
            (was_type, was), (now_type, now) = before[table][column], after[table][column]
            if len(was) != len(now) or (was_type == now_type and was != now):
                gone[f"{table}.{column}"] = (was, now)
    return gone


PLAN = """
import sys
from schemadiff.catalog import stored
from schemadiff.diff.statements import statements
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        both = stored.loads(file.read())
    for statement in statements(stored.load(both["a"]), stored.load(both["b"])):
        print(statement.sql)
"""


def test_planning_twice_gives_the_same_bytes(server18: Server, tmp_path: Path) -> None:
    """In other processes, in which sets have another order, and from snapshots as from databases."""
    ensure_roles(server18, ROLES)
    on_18 = (case for case in cases() if case.expect.get("max_major", 18) >= 18)
    every = [case for case in on_18 if case.way == "there" and not case.superuser]
    # One that is refused has no statements to compare.
    chosen = [case for case in every[::9] if not case.expect.get("gap")]
    for case in chosen:
        with state(server18, case) as one, state(server18, case) as other:
            load(case, one, "a")
            load(case, other, "b")
            both = {"a": stored.dump(one.read()), "b": stored.dump(other.read())}
        (tmp_path / f"{case.folder.parent.name}-{case.folder.name}").write_text(json.dumps(both))
    paths = sorted(map(str, tmp_path.iterdir()))

    plans = {
        subprocess.run(
            [sys.executable, "-c", PLAN, *paths],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(paths) > 5
    assert len(plans) == 1


def test_a_case_that_changes_nothing_would_be_noticed() -> None:
    """Both states of a case must differ, or the case proves nothing."""
    equal = [
        str(path.parent)
        for path in CASES.glob("*/*/a.sql")
        if path.read_text() == (path.parent / "b.sql").read_text()
    ]
    assert equal == []
