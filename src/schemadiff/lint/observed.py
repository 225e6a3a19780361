"""Facts that only a database in use has: index use, positions of sequences, roles that bypass row level security.

They are read in one read-only snapshot; the rules whose ``ON`` is in ``LIVE`` use nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg.rows import tuple_row

from schemadiff.model import Address
from schemadiff.postgres.sessions import CATALOGUE
from schemadiff.runtime import told
from schemadiff.scope import Scope
from schemadiff.sql.identity import quoted_names
from schemadiff.words import first_of


class LiveIndex(NamedTuple):
    """An index of the database, with statistics of its use."""

    address: Address
    schema: str
    name: str
    """The index's own name; for a constraint's index ``address`` is the constraint's."""
    table: str
    valid: bool
    ready: bool
    building: bool
    """True while CREATE INDEX or REINDEX builds it, as far as this role can see."""
    needed: bool
    """True if it has another purpose than finding rows: it is unique, a constraint's index, or the replica identity."""
    scans: int
    bytes: int
    since: timedelta
    """The time for which its use has been counted."""
    replicas: int
    """The number of standbys, which count their own use of it."""


class LiveConstraint(NamedTuple):
    """A constraint that has not been validated."""

    address: Address
    schema: str
    table: str
    name: str


class LiveSequence(NamedTuple):
    """A sequence and its last value."""

    address: Address
    schema: str
    column: str | None
    """The column that owns it."""
    readable: bool
    """False if this role may not read its last value."""
    last: int | None
    """None if the sequence was never used, or is not readable."""
    limit: int
    """The last value that both the sequence and its column can hold."""
    cycle: bool


class LiveRole(NamedTuple):
    """A role that bypasses row level security, by itself or by SET ROLE."""

    address: Address
    schema: None
    becomes: tuple[str, ...]
    """The bypassing roles that it can switch to, unquoted."""
    name: str
    """Unquoted."""
    superuser: bool
    bypasses: bool
    login: bool


class LiveExtension(NamedTuple):
    """An extension whose installed version differs from the server's default version."""

    address: Address
    schema: None
    installed: str
    available: str


LIVE = (LiveIndex, LiveConstraint, LiveSequence, LiveRole, LiveExtension)
"""The types that the rules for a database look at."""
Thing = LiveIndex | LiveConstraint | LiveSequence | LiveRole | LiveExtension


@dataclass(frozen=True)
class Observed:
    """The facts of one database at one moment."""

    name: str
    """The target's name in output."""
    things: tuple[Thing, ...]

    def hidden(self, kind: object) -> str:
        """What could not be read of a type, with a hint; empty if everything was."""
        unread = [t.address.identity for t in self.things if isinstance(t, LiveSequence) and not t.readable]
        if kind is not LiveSequence or not unread:
            return ""
        return f"cannot read sequence {first_of(unread, 1)}: GRANT SELECT on them, or look as their owner"


def observe(conn: psycopg.Connection[Any], name: str, scope: Scope) -> Observed:
    """Read the facts from the database of ``conn``, and keep those in scope.

    Raises:
        psycopg.Error: the role may not read a catalogue, or the connection is lost.
    """
    with conn.transaction(force_rollback=True):
        conn.execute(CATALOGUE)
        queries = [*QUERIES.items(), (_role, ROLES_16 if conn.info.server_version >= 160000 else ROLES)]
        with conn.pipeline():
            cursors = [(make, conn.cursor(row_factory=tuple_row).execute(sql)) for make, sql in queries]
        things = [make(*row) for make, cursor in cursors for row in cursor.fetchall()]
        scope = replace(scope, made=told(conn))
    return Observed(name, tuple(t for t in things if _is_ours(t, scope)))


def _is_ours(thing: Thing, scope: Scope) -> bool:
    """True unless the object, or the table that it belongs to, is out of scope."""
    match thing:
        case LiveIndex(table=table) | LiveConstraint(table=table):
            whole = Address("table", table)
        case LiveSequence(column=str(column)):
            whole = Address("table", ".".join(quoted_names(column)[:2]))
        case _:
            whole = thing.address
    return not scope.leaves_out(thing.address, thing.schema) and not scope.leaves_out(whole, thing.schema)


def _index(schema: str, name: str, table: str, constraint: str | None, *facts: Any) -> LiveIndex:
    address = (
        Address("table constraint", f"{constraint} on {table}") if constraint else Address("index", name)
    )
    return LiveIndex(address, schema, name, table, *facts)


def _constraint(schema: str, table: str, name: str) -> LiveConstraint:
    return LiveConstraint(Address("table constraint", f"{name} on {table}"), schema, table, name)


def _sequence(schema: str, name: str, *facts: Any) -> LiveSequence:
    return LiveSequence(Address("sequence", name), schema, *facts)


def _role(quoted: str, becomes: Sequence[str], *facts: Any) -> LiveRole:
    return LiveRole(Address("role", quoted), None, tuple(becomes), *facts)


def _extension(quoted: str, installed: str, available: str) -> LiveExtension:
    return LiveExtension(Address("extension", quoted), None, installed, available)


# Indexes of partitions, and the completeness of a partitioned table's index (I), are the parent's business. If
# statistics were never reset, they have been counted at least since the server started.
INDEXES: LiteralString = """
    SELECT quote_ident(n.nspname), quote_ident(n.nspname) || '.' || quote_ident(i.relname),
           quote_ident(m.nspname) || '.' || quote_ident(t.relname), quote_ident(conname),
           indisvalid, indisready, b.index_relid IS NOT NULL,
           indisunique OR conname IS NOT NULL OR indisreplident OR indisclustered,
           coalesce(pg_stat_get_numscans(i.oid), 0), pg_relation_size(i.oid),
           now() - coalesce(d.stats_reset, pg_postmaster_start_time()),
           (SELECT count(*)::int FROM pg_stat_replication)
    FROM pg_index x JOIN pg_class i ON i.oid = indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
         JOIN pg_class t ON t.oid = indrelid JOIN pg_namespace m ON m.oid = t.relnamespace
         JOIN pg_stat_database d ON d.datname = current_database()
         LEFT JOIN pg_constraint ON conindid = i.oid AND conrelid = indrelid AND contype IN ('p', 'u', 'x')
         LEFT JOIN pg_stat_progress_create_index b ON b.index_relid = i.oid
    WHERE i.oid >= 16384 AND i.relkind = 'i' AND NOT i.relispartition AND i.relpersistence <> 't'
          AND n.nspname <> 'pg_toast'
          AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass
                          AND e.objid = t.oid AND e.deptype = 'e')
"""
# NOT NULL (n) is a constraint since 18. Constraints that are not enforced (18) need no validation.
CONSTRAINTS: LiteralString = """
    SELECT quote_ident(nspname), quote_ident(nspname) || '.' || quote_ident(relname), quote_ident(conname)
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace
    WHERE k.oid >= 16384 AND NOT convalidated AND conparentid = 0 AND conislocal
          AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
          AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass
                          AND e.objid = c.oid AND e.deptype = 'e')
"""
# A bigint sequence for an integer column ends at the column's limit.
SEQUENCES: LiteralString = """
    SELECT schema, identity, owner, readable, CASE WHEN readable THEN pg_sequence_last_value(oid) END,
           CASE WHEN up THEN least(seqmax, most) ELSE greatest(seqmin, -most - 1) END,
           seqcycle
    FROM (SELECT quote_ident(n.nspname) AS schema, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS identity,
                 quote_ident(m.nspname) || '.' || quote_ident(t.relname) || '.' || quote_ident(attname) AS owner,
                 c.oid, has_sequence_privilege(c.oid, 'USAGE, SELECT') AS readable, seqmax, seqmin, seqincrement > 0 AS up, seqcycle,
                 CASE atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
                      ELSE 9223372036854775807 END AS most
          FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
               LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = seqrelid
                    AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
               LEFT JOIN pg_class t ON t.oid = d.refobjid LEFT JOIN pg_namespace m ON m.oid = t.relnamespace
               LEFT JOIN pg_attribute a ON attrelid = d.refobjid AND attnum = d.refobjsubid
          WHERE c.oid >= 16384 AND c.relpersistence <> 't') s
"""
EXTENSIONS: LiteralString = """
    SELECT quote_ident(extname), extversion, default_version
    FROM pg_extension JOIN pg_available_extensions e ON e.name = extname WHERE extversion <> default_version
"""
# The bootstrap superuser (10) exists in every cluster, and pg_... roles are PostgreSQL's own.
ROLES: LiteralString = """
    SELECT quote_ident(r.rolname), CASE WHEN r.rolsuper THEN '{}' ELSE array(
               SELECT b.rolname::text FROM pg_roles b
               WHERE (b.rolsuper OR b.rolbypassrls) AND b.oid <> r.oid AND pg_has_role(r.oid, b.oid, 'MEMBER')
               ORDER BY 1) END, r.rolname::text, r.rolsuper, r.rolbypassrls, r.rolcanlogin
    FROM pg_roles r WHERE r.oid >= 16384
"""
ROLES_16: LiteralString = """
    SELECT quote_ident(r.rolname), CASE WHEN r.rolsuper THEN '{}' ELSE array(
               SELECT b.rolname::text FROM pg_roles b
               WHERE (b.rolsuper OR b.rolbypassrls) AND b.oid <> r.oid AND pg_has_role(r.oid, b.oid, 'SET')
               ORDER BY 1) END, r.rolname::text, r.rolsuper, r.rolbypassrls, r.rolcanlogin
    FROM pg_roles r WHERE r.oid >= 16384
"""
QUERIES: dict[Callable[..., Thing], LiteralString] = {
    _index: INDEXES,
    _constraint: CONSTRAINTS,
    _sequence: SEQUENCES,
    _extension: EXTENSIONS,
}
