"""The query of table columns (``pg_attribute``), in pieces."""

from __future__ import annotations

from typing import LiteralString

from schemadiff.kinds.identity import SEQUENCES

SELECT: LiteralString = """
    SELECT attrelid AS _oid, attnum::int AS _subid, attrelid AS _parent, quote_ident(attname) AS name,
           atttypid, atttypmod, format_type(nullif(typbasetype, 0), typtypmod) AS domain_over, attnum AS position,
           CASE WHEN attcollation <> typcollation THEN (
                SELECT quote_ident(k.nspname) || '.' || quote_ident(collname)
                FROM pg_collation l JOIN pg_namespace k ON k.oid = collnamespace
                WHERE l.oid = attcollation) END AS collation,
           nullif(attidentity, '')::text AS identity_kind, nullif(attgenerated, '')::text AS generated_kind,
           CASE WHEN attgenerated <> '' THEN (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
                WHERE adrelid = attrelid AND adnum = attnum) END AS generated,
           q.options AS identity_options, q.data_type AS identity_type, quote_ident(q.nspname) || '.' || quote_ident(q.relname) AS identity_sequence,
           coalesce(q.relname = c.relname || '_' || attname || '_seq', true) AS identity_usual,
           CASE WHEN q.relpersistence <> c.relpersistence AND current_setting('server_version_num')::int >= 150000
                THEN CASE q.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END END AS identity_persistence,
           CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END AS table_persistence,
           current_setting('server_version_num')::int >= 170000 AND (attgenerated <> 'v' OR NOT EXISTS (
                WITH RECURSIVE below AS (
                    SELECT attrelid AS oid UNION SELECT inhrelid FROM pg_inherits JOIN below ON inhparent = below.oid)
                SELECT FROM below WHERE EXISTS (SELECT FROM pg_constraint WHERE conrelid = below.oid AND contype = 'c')
                                        OR EXISTS (SELECT FROM pg_publication_rel WHERE prrelid = below.oid))) AS settable,
           attgenerated <> '' AND current_setting('server_version_num')::int < 160000 AND EXISTS (
                SELECT FROM pg_inherits JOIN pg_attribute o ON o.attrelid = inhparent AND o.attname = a.attname
                WHERE inhrelid = a.attrelid AND o.attgenerated <> '') AS generated_above,
           CASE WHEN attstorage <> typstorage THEN attstorage::text END AS storage, typstorage::text AS usual_storage,
           nullif(attcompression, '')::text AS compression,
           nullif(attstattarget, -1) AS statistics, CASE WHEN attoptions IS NULL THEN '{}'
                ELSE ARRAY(SELECT o FROM unnest(attoptions) o WHERE o !~ '^pg_attver=') END AS options,
           c.relkind = 'p' AND EXISTS (
                SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = attrelid AND objsubid = attnum
                       AND refclassid = 'pg_class'::regclass AND refobjid = attrelid AND refobjsubid = 0
                       AND deptype = 'i') AS in_key,
           relispartition AND current_setting('server_version_num')::int >= 170000 AS shares_identity,
           attidentity <> '' AND relhassubclass AND attrelid IN (SELECT inhparent FROM pg_inherits) AND (
                relkind = 'r' OR current_setting('server_version_num')::int < 170000) AS identity_apart,
           attnotnull AS not_null, nullif(format_type(reloftype, NULL), '-') AS of_type, relhassubclass AS has_children,
           CASE WHEN NOT attislocal THEN (
                SELECT quote_ident(n.nspname) || '.' || quote_ident(p.relname)
                FROM pg_inherits JOIN pg_class p ON p.oid = inhparent JOIN pg_namespace n ON n.oid = p.relnamespace
                     JOIN pg_attribute o ON o.attrelid = inhparent AND o.attname = a.attname
                WHERE inhrelid = a.attrelid ORDER BY inhseqno LIMIT 1) END AS inherited_from,
"""
FROM: LiteralString = (
    """
    FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p')
         JOIN pg_type t ON t.oid = atttypid
"""
    + SEQUENCES
)
WHERE: LiteralString = """
    WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped AND c.relpersistence <> 't'
"""
