"""Notes about things outside of any schema file that the target's schema depends on and that differ from what PostgreSQL ships.

pg_dump leaves out objects in the server's own schemas, changes of objects made by initdb, and the version of the
collation library, so no judge of a proof sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import LiteralString

from schemadiff.kinds.view import MaterializedView
from schemadiff.model import Catalog, Note, Severity
from schemadiff.planning.orphaned import MEND, ORPHANED, SINCE, WHY
from schemadiff.postgres.round_trips import answers
from schemadiff.targets import Live
from schemadiff.words import first_of

SHOWN = 7
# initdb writes the rows of pg_database last, and xmin is the number of the transaction that wrote a row. Changed
# privileges are left out, because notes_of_server() reports them.
CHANGED: LiteralString = """
    WITH begun AS MATERIALIZED (SELECT min(xmin::text::int8) AS at FROM pg_database WHERE oid < 16384)
    SELECT DISTINCT i.type || ' ' || i.identity
    FROM (SELECT 'pg_proc'::regclass AS class, p.oid FROM begun, pg_proc p
              LEFT JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid
              WHERE p.oid < 16384 AND p.xmin::text::int8 > at AND proacl IS NOT DISTINCT FROM initprivs
          UNION ALL SELECT 'pg_class', ev_class FROM pg_rewrite r, begun WHERE r.oid < 16384 AND r.xmin::text::int8 > at
          UNION ALL SELECT 'pg_ts_dict', d.oid FROM pg_ts_dict d, begun WHERE d.oid < 16384 AND d.xmin::text::int8 > at
          UNION ALL SELECT 'pg_ts_config', mapcfg FROM pg_ts_config_map m, begun
              WHERE mapcfg < 16384 AND m.xmin::text::int8 > at
          UNION ALL SELECT 'pg_operator', o.oid FROM pg_operator o, begun WHERE o.oid < 16384 AND o.xmin::text::int8 > at
          UNION ALL SELECT 'pg_cast', c.oid FROM pg_cast c, begun WHERE c.oid < 16384 AND c.xmin::text::int8 > at
          UNION ALL SELECT 'pg_opfamily', amopfamily FROM pg_amop WHERE amopfamily < 16384 AND oid >= 16384
              AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_amop'::regclass AND objid = pg_amop.oid
                                    AND refclassid = 'pg_opclass'::regclass)
              AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_depend e USING (classid, objid)
                              WHERE d.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_amop'::regclass
                                    AND e.objid = pg_amop.oid)) o,
         pg_identify_object(class, o.oid, 0) i
    ORDER BY 1
"""
# Without members of extensions.
PUT: LiteralString = """
    WITH servers AS (SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema'))
    SELECT i.type || ' ' || i.identity
    FROM (SELECT 'pg_class'::regclass AS class, oid FROM pg_class
              WHERE oid >= 16384 AND relnamespace IN (TABLE servers) AND relkind NOT IN ('i', 'I', 't')
          UNION ALL SELECT 'pg_proc', oid FROM pg_proc WHERE oid >= 16384 AND pronamespace IN (TABLE servers)
          UNION ALL SELECT 'pg_type', oid FROM pg_type
              WHERE oid >= 16384 AND typnamespace IN (TABLE servers) AND typrelid = 0 AND typelem = 0
          UNION ALL SELECT 'pg_operator', oid FROM pg_operator WHERE oid >= 16384 AND oprnamespace IN (TABLE servers)
          UNION ALL SELECT 'pg_collation', oid FROM pg_collation WHERE oid >= 16384 AND collnamespace IN (TABLE servers)
          UNION ALL SELECT 'pg_ts_config', oid FROM pg_ts_config WHERE oid >= 16384 AND cfgnamespace IN (TABLE servers)
          UNION ALL SELECT 'pg_ts_dict', oid FROM pg_ts_dict WHERE oid >= 16384 AND dictnamespace IN (TABLE servers)) o,
         pg_identify_object(class, oid, 0) i
    WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = class AND objid = oid AND deptype IN ('e', 'i'))
    ORDER BY 1
"""
DROPPED: LiteralString = """
    SELECT 'language plpgsql, which was dropped' WHERE NOT EXISTS (SELECT FROM pg_language WHERE lanname = 'plpgsql')
"""
"""Every new database has plpgsql, and DO needs it."""
COLLATIONS: LiteralString = """
    WITH used AS MATERIALIZED (
        SELECT c.oid, collversion FROM pg_collation c WHERE collversion IS NOT NULL AND (
            c.oid >= 16384 OR c.oid IN (SELECT refobjid FROM pg_depend WHERE refclassid = 'pg_collation'::regclass)))
    SELECT 'collation ' || oid::regcollation FROM used WHERE collversion <> pg_collation_actual_version(oid)
    ORDER BY 1
"""
OF_DATABASE: LiteralString = """
    SELECT 'the collation of the database' FROM pg_database
    WHERE datname = current_database() AND datcollversion <> pg_database_collation_actual_version(oid)
"""
"""Databases store the version since PostgreSQL 15."""


def notes_of_what_is_underneath(target: Live, current: Catalog, desired: Catalog) -> Iterator[Note]:
    """Yield notes about objects of the server itself, outdated collation versions, and materialized views without data."""
    yield from _unpopulated(current, desired)
    if target.standing or target.history is not None:
        return
    with target.connect() as conn:
        since_15 = (OF_DATABASE,) if target.major >= 15 else ()
        since_18 = (ORPHANED,) if target.major >= SINCE else ()
        rows = answers(conn, CHANGED, DROPPED, PUT, COLLATIONS, *since_15, *since_18)
    altered, dropped, put, *libraries = [[str(name) for (name,) in each] for each in rows]
    orphaned = libraries.pop() if since_18 else []
    changed, moved = [*altered, *dropped], [*chain(*libraries)]
    if changed:
        yield Note(
            f"built-in objects of PostgreSQL were changed on the target, and are not compared: {first_of(changed, SHOWN)}",
            Severity.WARNING,
            hint="the throw-away server has the originals, so it may behave differently; an administrator "
            "of the target can restore them",
        )
    if put:
        yield Note(
            f"objects that were added to the server's own schemas are neither compared nor written: {first_of(put, SHOWN)}",
            Severity.WARNING,
            hint="they hide all other objects of the same names; create them in a schema of your own",
        )
    for column in orphaned:
        yield Note(f"NOT NULL of table column {column} {WHY}", Severity.WARNING, hint=MEND)
    if moved:
        yield Note(
            "the library's version has changed since it was created or refreshed, so indexes may miss "
            f"rows: {first_of(moved, SHOWN)}",
            Severity.WARNING,
            hint="REINDEX all indexes that use it, then ALTER COLLATION ... REFRESH VERSION, or ALTER "
            "DATABASE ... REFRESH COLLATION VERSION",
        )


def _unpopulated(current: Catalog, desired: Catalog) -> Iterator[Note]:
    """Yield a note for each unpopulated materialized view that the files populate: reading it fails."""
    for address, wanted in desired.objects.items():
        there = current.objects.get(address)
        if not isinstance(wanted, MaterializedView) or not isinstance(there, MaterializedView):
            continue
        if wanted.populated and not there.populated:
            yield Note(
                f"{address} is not populated on the target: reading it fails",
                Severity.WARNING,
                hint=f"REFRESH MATERIALIZED VIEW {there.identity}",
            )
