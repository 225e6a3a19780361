"""What no kind reads: found in the catalogues and named, so that nothing is passed over in silence."""

from __future__ import annotations

from typing import LiteralString

QUERY: LiteralString = """
WITH strange (classid, objid, state) AS (
    -- Shell operators, made by a COMMUTATOR that never came.
    SELECT 'pg_operator'::regclass, oid, '' FROM pg_operator WHERE oprcode = 0
    -- Base types and shell types.
    UNION ALL SELECT 'pg_type'::regclass, t.oid, '' FROM pg_type t
        WHERE typtype IN ('b', 'p') AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
    -- DETACH PARTITION CONCURRENTLY was interrupted: it is neither a partition nor none.
    UNION ALL SELECT 'pg_class'::regclass, inhrelid, ' half detached' FROM pg_inherits WHERE inhdetachpending
)
SELECT i.type || state, i.identity, quote_ident(i.schema)
FROM strange s, pg_identify_object(s.classid, s.objid, 0) i
WHERE objid >= 16384
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = s.classid AND d.objid = s.objid
                      AND d.deptype = 'e')
"""
