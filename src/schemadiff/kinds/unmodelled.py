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
    -- Comments that pg_dump leaves out: on arrays, rows of relations, system columns and the rules that views are.
    UNION ALL SELECT classoid, objoid, ' with a comment' FROM pg_description
        WHERE classoid = 'pg_type'::regclass AND objoid IN (
                  SELECT t.oid FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid
                  WHERE relkind <> 'c' OR EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))
              OR classoid = 'pg_rewrite'::regclass AND objoid IN (
                  SELECT oid FROM pg_rewrite WHERE rulename = '_RETURN')
    UNION ALL SELECT classoid, objoid, ' with a comment on a system column' FROM pg_description
        WHERE classoid = 'pg_class'::regclass AND objsubid < 0
        GROUP BY classoid, objoid
)
SELECT i.type || state, i.identity, quote_ident(i.schema)
FROM strange s, pg_identify_object(s.classid, s.objid, 0) i
WHERE objid >= 16384
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = s.classid AND d.objid = s.objid
                      AND d.deptype = 'e')
"""
