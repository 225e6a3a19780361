"""The cases in ``tests/cases``: what one is, and a database in one of its states.

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
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.kinds import KINDS
from schemadiff.model import Address, Catalog, Statement
from schemadiff.postgres.pg_dump import dump, find_pg_dump
from schemadiff.postgres.server import Server, ensure_tablespaces, scratch_database

CASES = Path(__file__).parent.parent / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/a.sql"))
ROLES = ("app_reader", "app_writer", 'odd "Role"; --')
SPACES = ('odd "Space"; --', "spare")
Rows = dict[str, dict[str, tuple[str, bool, list[str]]]]
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
    for folder in FOLDERS:
        yield from both_ways(folder)


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
        """For each table with rows and each column, the type, whether it is generated, and the sorted values."""
        found = self.onlooker.execute("""
            SELECT attrelid::regclass::text, quote_ident(attname), format_type(atttypid, atttypmod), attgenerated <> ''
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE relkind = 'r' AND c.oid >= 16384 AND attnum > 0 AND NOT attisdropped
                  AND attgenerated <> 'v'
        """).fetchall()
        tables: Rows = {}
        for table, column, of_type, generated in found:
            query = f"SELECT coalesce({column}::text, '<null>') FROM ONLY {table} ORDER BY 1"
            values = [value for (value,) in self.onlooker.execute(query.encode())]
            tables.setdefault(table, {})[column] = (of_type, generated, values)
        return tables


def lost(before: Rows, after: Rows) -> dict[str, object]:
    """What became of values in tables and columns that are still there: all of it must be."""
    gone: dict[str, object] = {}
    for table in before.keys() & after.keys():
        for column in before[table].keys() & after[table].keys():
            (was_type, _, was), (now_type, computed, now) = before[table][column], after[table][column]
            if len(was) != len(now) or (was_type == now_type and was != now and not computed):
                gone[f"{table}.{column}"] = (was, now)
    return gone


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


def load(case: Case, state: State, which: str) -> None:
    text = case.text(f"{which}.sql")
    if "TABLESPACE" in text:
        ensure_tablespaces(state.server, SPACES)
    state.set_up(case.text("setup.sql"))
    state.load(text)
