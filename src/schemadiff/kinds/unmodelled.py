"""Objects that no kind reads: found in the catalogues and reported, so that none is ignored silently."""

from __future__ import annotations

from typing import LiteralString

QUERY: LiteralString = """
WITH said AS (
    SELECT classoid, objoid, objsubid, 'comment' AS said FROM pg_description WHERE objoid >= 16384
    UNION ALL SELECT DISTINCT classoid, objoid, objsubid, 'security label' FROM pg_seclabel WHERE objoid >= 16384
), strange (classid, objid, state) AS (
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
    -- Comments and labels that pg_dump leaves out: on arrays, rows of relations, system columns, the rules that views
    -- are, what comes with a range type, and the parts that a foreign key has for the partitions that it points to.
    UNION ALL SELECT classoid, objoid, ' with a ' || said FROM said
        WHERE classoid = 'pg_type'::regclass AND objoid IN (
                  SELECT t.oid FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid
                  WHERE relkind <> 'c' OR typtype = 'm' AND said = 'security label'
                        OR EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))
              OR classoid = 'pg_rewrite'::regclass AND objoid IN (
                  SELECT oid FROM pg_rewrite WHERE rulename = '_RETURN')
              OR classoid IN ('pg_proc'::regclass, 'pg_cast'::regclass) AND EXISTS (
                  SELECT FROM pg_depend d WHERE d.classid = classoid AND d.objid = objoid AND d.deptype = 'i')
              OR classoid = 'pg_constraint'::regclass AND objoid IN (
                  SELECT c.oid FROM pg_constraint c JOIN pg_constraint w ON w.oid = c.conparentid
                  WHERE c.contype = 'f' AND w.conrelid = c.conrelid)
    UNION ALL SELECT classoid, objoid, ' with a ' || said || ' on a system column' FROM said
        WHERE classoid = 'pg_class'::regclass AND objsubid < 0
        GROUP BY classoid, objoid, said
)
SELECT i.type || state, i.identity, quote_ident(i.schema)
FROM strange s, pg_identify_object(s.classid, s.objid, 0) i
WHERE objid >= 16384
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = s.classid AND d.objid = s.objid
                      AND d.deptype = 'e')
"""
