"""Objects that no kind reads: found in the catalogues and reported, so that none is ignored silently."""

from __future__ import annotations

from typing import LiteralString

QUERY: LiteralString = """
WITH strange (classid, objid, state) AS (
    -- Shell operators, left by a COMMUTATOR that was never created.
    SELECT 'pg_operator'::regclass, oid, '' FROM pg_operator WHERE oprcode = 0
    -- Base types and shell types.
    UNION ALL SELECT 'pg_type'::regclass, t.oid, '' FROM pg_type t
        WHERE typtype IN ('b', 'p') AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
    -- ALTER TABLE ... DISABLE TRIGGER ALL, before a load of rows for example, switches foreign keys off as well; the
    -- constraint looks as before, and pg_dump says nothing of it.
    UNION ALL SELECT 'pg_constraint'::regclass, tgconstraint, ' with disabled triggers' FROM pg_trigger
        WHERE tgisinternal AND tgenabled IN ('D', 'R') AND tgconstraint IN (
            SELECT oid FROM pg_constraint WHERE contype IN ('f', 'p', 'u', 'x'))
        GROUP BY tgconstraint
    -- DETACH PARTITION CONCURRENTLY was interrupted: the table is neither attached nor detached.
    UNION ALL SELECT 'pg_class'::regclass, inhrelid, ' half detached' FROM pg_inherits WHERE inhdetachpending
)
SELECT i.type || state, i.identity, quote_ident(i.schema)
FROM strange s, pg_identify_object(s.classid, s.objid, 0) i
WHERE objid >= 16384
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = s.classid AND d.objid = s.objid
                      AND d.deptype = 'e')
"""
