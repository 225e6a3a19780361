"""Who holds a lock that a statement did not get: asked afterwards, where nobody was seen while it waited.

A statement with a short ``lock_timeout`` has given up before ``watch`` looks. Then the relations that it names are known,
and the lock that it takes on them.
"""

from __future__ import annotations

from typing import Any, LiteralString

import psycopg
from pglast import parse_sql
from psycopg.rows import class_row

from schemadiff.model.effects import LockMode
from schemadiff.postgres.blocker import Blocker
from schemadiff.sql.effects import effects_of
from schemadiff.sql.relations import named

L = LockMode
ALL = frozenset(L) - {L.NONE}
CONFLICTS = {
    L.ACCESS_SHARE: {L.ACCESS_EXCLUSIVE},
    L.ROW_SHARE: {L.EXCLUSIVE, L.ACCESS_EXCLUSIVE},
    L.ROW_EXCLUSIVE: ALL - {L.ACCESS_SHARE, L.ROW_SHARE, L.ROW_EXCLUSIVE, L.SHARE_UPDATE_EXCLUSIVE},
    L.SHARE_UPDATE_EXCLUSIVE: ALL - {L.ACCESS_SHARE, L.ROW_SHARE, L.ROW_EXCLUSIVE},
    L.SHARE: ALL - {L.ACCESS_SHARE, L.ROW_SHARE, L.SHARE},
    L.SHARE_ROW_EXCLUSIVE: ALL - {L.ACCESS_SHARE, L.ROW_SHARE},
    L.EXCLUSIVE: ALL - {L.ACCESS_SHARE},
    L.ACCESS_EXCLUSIVE: ALL,
}
"""Which modes a mode cannot be held together with (manual, table 13.2)."""
_HOLDERS: LiteralString = """
    WITH named AS (
        SELECT c.oid FROM unnest(%(schemas)s::text[], %(names)s::text[]) AS n (schema, name)
        JOIN pg_catalog.pg_class c ON c.relname = n.name
        JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
        WHERE s.nspname = n.schema OR (n.schema IS NULL AND pg_catalog.pg_table_is_visible(c.oid))
    ), wanted AS (
        SELECT oid FROM named
        UNION SELECT indrelid FROM pg_catalog.pg_index JOIN named ON oid = indexrelid
        UNION SELECT inhrelid FROM pg_catalog.pg_inherits JOIN named ON oid = inhparent
    ), held AS (
        SELECT l.pid, l.virtualtransaction FROM pg_catalog.pg_locks l JOIN wanted w ON w.oid = l.relation
        WHERE l.granted AND l.mode = ANY (%(modes)s) AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
    )
    SELECT a.pid, coalesce(a.application_name, '') AS application, a.usename::text AS role,
        coalesce(a.state, '') AS state, a.xact_start AS since, coalesce(a.query, '') AS query, '' AS prepared
    FROM pg_catalog.pg_stat_activity a WHERE a.pid IN (SELECT pid FROM held)
    UNION ALL
    -- A prepared transaction has no process; one of its locks names it.
    SELECT 0, '', x.owner::text, '', x.prepared, '', x.gid
    FROM pg_catalog.pg_prepared_xacts x
    WHERE EXISTS (
        SELECT FROM pg_catalog.pg_locks itself JOIN held USING (virtualtransaction)
        WHERE itself.pid IS NULL AND held.pid IS NULL AND itself.transactionid = x.transaction AND itself.granted
    )
    ORDER BY since NULLS LAST
"""


def holders(conn: psycopg.Connection[Any], statement: str) -> tuple[Blocker, ...]:
    """Return who holds a lock on a relation that a statement names, in a mode that keeps the statement waiting."""
    node = parse_sql(statement)[0].stmt
    relations = [*named(node)]
    if not relations:
        return ()
    modes = CONFLICTS.get(effects_of(node).lock, ALL)
    values = {
        "schemas": [relation.schema for relation in relations],
        "names": [relation.name for relation in relations],
        "modes": [f"{mode.name.title().replace('_', '')}Lock" for mode in modes],
    }
    return tuple(conn.cursor(row_factory=class_row(Blocker)).execute(_HOLDERS, values).fetchall())
