"""pg_partman: partitions that its maintenance creates in advance and drops after their time (versions 4 and 5).

A table listed in ``part_config`` has its partitions managed by pg_partman. Detached partitions that it keeps are
recognised by name; so are the function and trigger that filled the partitions of an inheritance parent, up to 4.
"""

from __future__ import annotations

from schemadiff.runtime.maker import Maker

# parent_table is schema and name without quotes. Names that would be too long are cut before their suffix.
MAKER = Maker(
    "pg_partman",
    """
    WITH RECURSIVE listed AS (
        SELECT c.oid, c.relname::text AS name, n.oid AS schema, n.nspname::text AS place, to_jsonb(p) AS config
        FROM {schema}.part_config p JOIN pg_namespace n ON starts_with(p.parent_table, n.nspname || '.')
             JOIN pg_class c ON c.relnamespace = n.oid AND p.parent_table = n.nspname || '.' || c.relname
    ), named AS (
        SELECT oid, relname::text AS name, relnamespace AS schema, relispartition AS part,
               regexp_replace(relname, '_p[0-9][0-9_qw]*$', '') AS stem
        FROM pg_class WHERE relkind IN ('r', 'p', 'f') AND oid >= 16384
    ), called AS (
        SELECT n.oid, n.schema, n.part, l.oid AS parent
        FROM named n JOIN listed l ON n.stem <> n.name AND starts_with(l.name, n.stem)
             AND (l.name = n.stem OR octet_length(n.name) > 55)
    ), children AS (
        SELECT inhrelid AS oid FROM pg_inherits JOIN listed ON inhparent = listed.oid
        WHERE inhrelid IN (SELECT oid FROM called) OR inhrelid IN (SELECT oid FROM named WHERE part)
        UNION SELECT inhrelid FROM pg_inherits JOIN children ON inhparent = children.oid
    )
    SELECT 'pg_class'::regclass::oid, oid FROM children
    UNION SELECT 'pg_class'::regclass, c.oid
        FROM called c JOIN listed l ON l.oid = c.parent
        WHERE config ->> 'retention' IS NOT NULL AND (config ->> 'retention_keep_table')::boolean AND NOT c.part
              AND c.schema IN (SELECT oid FROM pg_namespace WHERE nspname = coalesce(config ->> 'retention_schema', place))
              AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid)
    UNION SELECT 'pg_class'::regclass, c.oid
        FROM listed l JOIN pg_namespace n ON n.oid = '{schema}'::regnamespace
             JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = substring('template_' || place || '_' || name FOR 63)
        WHERE config ->> 'template_table' = n.nspname || '.' || c.relname
    UNION SELECT made.*
        FROM listed l JOIN pg_trigger t ON tgrelid = l.oid AND NOT tgisinternal
             JOIN pg_proc f ON f.oid = tgfoid AND f.pronamespace = l.schema AND right(proname, 15) = '_part_trig_func',
             LATERAL (VALUES ('pg_trigger'::regclass::oid, t.oid), ('pg_proc'::regclass, f.oid)) made
    """,
    "part_config",
)
