"""The effects of a statement on other sessions, measured while it runs: locks, rewrites, scans and index builds.

Locks are read from ``pg_locks``, for relations that existed before. A lock is held to the end of its transaction, so a
lock that is new after a statement was taken by it. A rewrite shows as a new file, a scan in PostgreSQL's own counter,
and an index build in the DEBUG1 messages, which are the same from 13 to 18; with messages in another language than
English, an index build counts as a scan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from pglast import ast, parse_sql
from pglast.enums import AlterTableType, ConstrType, DropBehavior

from schemadiff.model import Address, Affected, Effects, LockMode, Work
from schemadiff.proof.relations import Relations
from schemadiff.sql.relations import Name, name_of, named

_SEEN = """
    WITH held AS MATERIALIZED (
        SELECT relation::pg_catalog.int8 AS oid, mode FROM pg_catalog.pg_locks
        WHERE pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid() AND locktype OPERATOR(pg_catalog.=) 'relation'
            AND database OPERATOR(pg_catalog.=) (
                SELECT oid FROM pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
    )
    SELECT oid, mode, pg_catalog.pg_relation_filenode(oid::pg_catalog.oid)::pg_catalog.int8,
        pg_catalog.pg_stat_get_xact_numscans(oid::pg_catalog.oid), (SELECT pg_catalog.count(*) FROM held)
    FROM held WHERE oid OPERATOR(pg_catalog.<=) %s
"""
"""Operators have their schema, here and below: the statement before may have run under any search_path."""
_HELD = """
    SELECT pg_catalog.count(DISTINCT (locktype, database, relation, classid, objid, objsubid))
    FROM pg_catalog.pg_locks WHERE pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()
"""
"""What the transaction has locked; several modes of one lock take the room of one."""
_COUNTED = """
    SELECT oid::pg_catalog.int8, pg_catalog.pg_stat_get_xact_numscans(oid)
    FROM pg_catalog.unnest(%s::pg_catalog.oid[]) AS oid
    WHERE pg_catalog.pg_stat_get_xact_numscans(oid) OPERATOR(pg_catalog.>) 0
"""
_INDEXES = """
    SELECT i.indrelid::pg_catalog.int8, c.oid::pg_catalog.int8, c.relname::pg_catalog.text,
        pg_catalog.pg_relation_filenode(c.oid)::pg_catalog.int8
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
    WHERE i.indrelid OPERATOR(pg_catalog.=) ANY(%s::pg_catalog.oid[])
"""
MODES: Mapping[str, LockMode] = {
    f"{mode.name.title().replace('_', '')}Lock": mode for mode in LockMode if mode
}
"""Our lock mode by ``pg_locks.mode``."""
LOCKS_READ = 500_000
"""Rows of ``pg_locks`` to read in one run (0.7 s); later statements keep the effects derived from their text."""
_CHANGES_ROWS = (
    ast.DeleteStmt,
    ast.InsertStmt,
    ast.MergeStmt,
    ast.SelectStmt,
    ast.UpdateStmt,
    ast.DoStmt,
    ast.CallStmt,
)
"""Statements whose scans do not count: with the few rows of a clone, the planner prefers sequential scans to indexes."""


@dataclass
class Observer:
    """Measures the statements of one session; ``begin`` must be called first in each transaction."""

    conn: psycopg.Connection[Any]
    known: Relations
    timezone: str = "UTC"
    """The target's time zone: a change of type may be instant in one and a rewrite in another."""
    held: dict[int, LockMode] = field(default_factory=dict)
    """The strongest lock on each relation in this transaction, by oid."""
    locks: int = 0
    """The most locks that one of the transactions held when it ended."""
    _modes: set[tuple[int, str]] = field(default_factory=set)
    _rows: set[tuple[Any, ...]] = field(default_factory=set)
    """The rows of ``pg_locks`` that were seen before."""
    _scans: dict[int, int] = field(default_factory=dict)
    _building: list[str] = field(default_factory=list)
    """The server's messages about index builds."""
    _cascades: list[str] = field(default_factory=list)
    _above: set[str] = field(default_factory=set)
    """The names of relations created since that have child tables which were there before: these are locked with them."""
    _read: int = 0

    def __post_init__(self) -> None:
        self.conn.add_notice_handler(self._on_notice)

    def begin(self) -> None:
        """Forget the locks of the previous transaction, and switch the server's DEBUG1 messages on."""
        self.held.clear()
        self._modes.clear()
        self._rows.clear()
        self._scans.clear()
        self.conn.execute("SET client_min_messages = debug1")
        self.conn.execute("SELECT pg_catalog.set_config('TimeZone', %s, false)", (self.timezone,))
        # The counters are not reset at the end of a transaction, but only when the server flushes them.
        self._scans |= dict(self.conn.execute(_COUNTED, (list(self.known.by_oid),)).fetchall())

    def end(self) -> None:
        """Count the locks of a transaction that is complete; by then it holds all that it ever took."""
        (held,) = self.conn.execute(_HELD).fetchone() or (0,)
        self.locks = max(self.locks, held)

    def run(self, sql: str, static: Effects, node: Any = None) -> Effects:
        """Run a statement and return its effects; ``static`` are those derived from its text, ``node`` is its syntax tree."""
        self.listen()
        self.conn.execute(sql.encode())
        if "client_min_messages" in sql.lower():
            self.conn.execute("SET client_min_messages = debug1")
        if not self.known.by_oid or static.lock is LockMode.NONE:
            return static
        node = node or parse_sql(sql)[0].stmt
        self._above.update(
            name for name, child in _attached(node) if self._is_old(child) or child.name in self._above
        )
        if concerns_itself(node) and not any(
            self._is_old(each) or each.name in self._above for each in named(node)
        ):
            # The relation was created since, so no other session can be using it.
            return measured((), static)
        if self._read > LOCKS_READ:
            return static
        found = measured(self._with_relocked(node, static, tuple(self._affected(node))), static)
        return replace(found, cascades=tuple(self._cascades))

    def _is_old(self, name: Name) -> bool:
        return any(self.known.called([name]))

    def listen(self) -> None:
        """Forget the server's messages."""
        self._building.clear()
        self._cascades.clear()

    def built_on(self, may: Callable[[int], bool]) -> Iterator[int]:
        """Yield the tables on which the server reported an index build, of those that it may be."""
        # If a message is in another language, the build counts as a scan, which it is as well.
        messages: dict[str, list[str]] = {}
        for message in self._building:
            for name in _tables_in(message):
                messages.setdefault(name, []).append(message)
        for name, said in messages.items():
            tables = [each.oid for each in self.known.called([Name(None, name)]) if may(each.oid)]
            if tables:
                yield from tables if len(tables) == 1 else self._with_new_index(tables, said)

    def _with_new_index(self, tables: Sequence[int], messages: Sequence[str]) -> Iterator[int]:
        """Yield those of the tables whose index has another file than before: the message does not say the schema."""
        files = self.known.files
        for table, index, name, file in self.conn.execute(_INDEXES, (tables,)).fetchall():
            if file != files.get(index) and any(f'index "{name}" on' in message for message in messages):
                files[index] = file
                yield table

    def _on_notice(self, message: psycopg.errors.Diagnostic) -> None:
        if message.source_function == "index_build":
            # building index "i" on table "t" serially
            self._building.append(message.message_primary or "")
        if message.source_function == "reportDependentObjects":
            # drop cascades to view v; where there are several, the detail has a line each
            lines = (message.message_detail or message.message_primary or "").splitlines()
            self._cascades += [line.removeprefix("drop cascades to ") for line in lines]

    def _new_locks(self) -> list[Any]:
        rows = self.conn.execute(_SEEN, (self.known.last,)).fetchall()
        self._read += rows[0][-1] if rows else 0
        found = [row[:4] for row in rows]
        new = [row for row in found if row not in self._rows and row[0] in self.known.by_oid]
        self._rows.update(new)
        return new

    def _affected(self, node: Any) -> Iterator[Affected]:
        """Yield the relations that the statement has locked or worked on."""
        locks: dict[int, LockMode] = {}
        work: dict[int, set[Work]] = {}
        for oid, mode, file, scans in self._new_locks():
            if (oid, mode) not in self._modes:
                self._modes.add((oid, mode))
                locks[oid] = max(locks.get(oid, LockMode.NONE), MODES[mode])
                self.held[oid] = max(self.held.get(oid, LockMode.NONE), MODES[mode])
            for each in self._work_done(node, oid, file, scans):
                work.setdefault(self.known.by_oid[oid].indexes or oid, set()).add(each)
        empties = isinstance(node, ast.TruncateStmt)
        for oid in () if empties else self.built_on(self._keeps_writers_out):
            work.setdefault(oid, set()).add(Work.BUILD)
        for oid in locks.keys() | work.keys():
            # Work happens under every lock that the transaction holds, whichever statement took it.
            lock = self.held.get(oid, LockMode.NONE) if oid in work else locks[oid]
            if self._matters(oid, lock):
                relation = self.known.by_oid[oid].address
                yield Affected(relation, lock, tuple(each for each in Work if each in work.get(oid, ())))

    def _keeps_writers_out(self, oid: int) -> bool:
        return self.held.get(oid, LockMode.NONE) >= LockMode.SHARE

    def _matters(self, oid: int, lock: LockMode) -> bool:
        """Return False for an index whose lock keeps nobody out whom the lock on its table lets in."""
        table = self.known.by_oid[oid].indexes
        return not table or lock > max(self.held.get(table, LockMode.NONE), LockMode.ROW_EXCLUSIVE)

    def _work_done(self, node: Any, oid: int, file: int | None, scans: int) -> Iterator[Work]:
        relation, before = self.known.by_oid[oid], self._scans.get(oid, 0)
        moved = file is not None and file != self.known.files[oid]
        self._scans[oid] = scans
        self.known.files[oid] = file if moved and file else self.known.files[oid]
        if isinstance(node, ast.TruncateStmt):
            return
        if relation.has_rows and scans > before and not isinstance(node, _CHANGES_ROWS):
            yield Work.SCAN
        if moved and (relation.has_rows or relation.indexes):
            yield Work.BUILD if relation.indexes else Work.REWRITE

    def _with_relocked(self, node: Any, static: Effects, found: tuple[Affected, ...]) -> Iterator[Affected]:
        """Yield what was found, with the locks that the statement took again: these leave no trace in ``pg_locks``."""
        again: dict[Address, LockMode] = {}
        if max((each.lock for each in found), default=LockMode.NONE) < static.lock:
            for relation in self.known.called(named(node)):
                again[relation.address] = min(self.held.get(relation.oid, LockMode.NONE), static.lock)
        for each in found:
            # A relation may be new because of a weaker lock or work, though the statement took its main lock again.
            yield replace(each, lock=max(each.lock, again.pop(each.relation, LockMode.NONE)))
        yield from (Affected(address, lock) for address, lock in again.items() if lock)


REFERRING = (
    AlterTableType.AT_AddConstraint,
    AlterTableType.AT_AddInherit,
    AlterTableType.AT_AttachPartition,
    AlterTableType.AT_DropInherit,
    AlterTableType.AT_DetachPartition,
)
"""Subcommands of ALTER TABLE that lock another table as well."""


_ON = 'on table "'


def _tables_in(message: str) -> Iterator[str]:
    """Yield what may be the table's name in a message about an index build, which does not double quotes in a name."""
    # building index "i" on table "t" serially
    text = message.rpartition('"')[0]
    at = text.find(_ON)
    while at >= 0:
        yield text[at + len(_ON) :]
        at = text.find(_ON, at + 1)


def _attached(node: Any) -> Iterator[tuple[str, Name]]:
    """Yield the name of each parent that ALTER TABLE gives a child table, and that child."""
    if not isinstance(node, ast.AlterTableStmt) or node.relation is None:
        return
    for command in node.cmds or ():
        match command:
            case ast.AlterTableCmd(
                subtype=AlterTableType.AT_AddInherit, def_=ast.RangeVar(relname=str(parent))
            ):
                yield parent, name_of(node.relation)
            case ast.AlterTableCmd(
                subtype=AlterTableType.AT_AttachPartition, def_=ast.PartitionCmd(name=child)
            ):
                yield str(node.relation.relname), name_of(child)


def concerns_itself(node: Any) -> bool:
    """Return True for a statement that cannot lock any relation but those that it names."""
    match node:
        case ast.IndexStmt() | ast.CommentStmt() | ast.RenameStmt():
            return True
        case ast.AlterTableStmt(cmds=cmds):
            return not any(
                cmd.subtype in REFERRING or cmd.behavior == DropBehavior.DROP_CASCADE or _refers(cmd.def_)
                for cmd in cmds or ()
            )
    return False


def _refers(part: Any) -> bool:
    """Return True for a new column with a foreign key."""
    constraints = part.constraints if isinstance(part, ast.ColumnDef) else ()
    return any(each.contype == ConstrType.CONSTR_FOREIGN for each in constraints or ())


def measured(found: Iterable[Affected], static: Effects) -> Effects:
    """Return the effects of a measured statement; those that only its text tells are kept from ``static``."""
    relations = tuple(sorted(found, key=lambda each: (-each.lock, each.relation)))
    work = {each for relation in relations for each in relation.work}
    return replace(
        static,
        lock=max((each.lock for each in relations), default=LockMode.NONE),
        rewrites=Work.REWRITE in work,
        scans=bool(work),
        relations=relations,
        measured=True,
    )
