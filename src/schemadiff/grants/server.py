"""Grants on objects of the server itself: they belong to no schema, so they are reported, but not compared or written.

Only the administrator of a server can grant on a system catalogue. pg_dump prints such grants in the dump of each
database in which they were made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg

from schemadiff.model import Note
from schemadiff.postgres.round_trips import answers
from schemadiff.words import first_of

SERVERS = "pg_catalog"
"""The schema of the system objects; pg_dump prints no grants on those of the information schema."""
SHOWN = 5
# Like pg_dump, compare each list with the one that initdb left.
CHANGED: LiteralString = """
    SELECT i.type || ' ' || i.identity
    FROM (SELECT 'pg_class'::regclass AS class, oid, 0 AS sub, relacl AS acl FROM pg_class
              WHERE relnamespace = 'pg_catalog'::regnamespace
          UNION ALL SELECT 'pg_class'::regclass, attrelid, attnum, attacl FROM pg_attribute
              WHERE attacl IS NOT NULL AND NOT attisdropped
                    AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace)
          UNION ALL SELECT 'pg_proc'::regclass, oid, 0, proacl FROM pg_proc
              WHERE pronamespace = 'pg_catalog'::regnamespace
          UNION ALL SELECT 'pg_type'::regclass, oid, 0, typacl FROM pg_type
              WHERE typnamespace = 'pg_catalog'::regnamespace
          UNION ALL SELECT 'pg_namespace'::regclass, oid, 0, nspacl FROM pg_namespace
              WHERE oid = 'pg_catalog'::regnamespace) a
         LEFT JOIN pg_init_privs p ON p.classoid = class AND p.objoid = a.oid AND p.objsubid = sub,
         pg_identify_object(class, a.oid, sub) i
    WHERE a.oid < 16384 AND acl IS DISTINCT FROM initprivs
    UNION ALL
    -- Of a language initdb leaves nothing behind, and a GRANT that undoes a REVOKE leaves a list.
    SELECT 'language ' || quote_ident(lanname)
    FROM pg_language LEFT JOIN pg_init_privs p ON p.classoid = 'pg_language'::regclass AND p.objoid = pg_language.oid,
         LATERAL (SELECT coalesce(lanacl, acldefault('l', lanowner)) AS now,
                         coalesce(initprivs, acldefault('l', lanowner)) AS then) l
    WHERE pg_language.oid < 16384 AND NOT (l.now @> l.then AND l.now <@ l.then)
    ORDER BY 1
"""


OF_DATABASE: LiteralString = """
    SELECT 'database ' || quote_ident(datname) FROM pg_database
    WHERE datname = current_database() AND datacl IS DISTINCT FROM acldefault('d', datdba) AND datacl IS NOT NULL
"""
OF_PARAMETERS: LiteralString = "SELECT 'parameter ' || parname FROM pg_parameter_acl ORDER BY 1"
"""Since version 15; managed together with the roles, where these are managed."""


def of_server(schema: str | None, name: str) -> bool:
    """Return True if the entry of a dump with privileges is about an object that the server brings."""
    return SERVERS in (schema, name.removeprefix("SCHEMA ")) or name == "LANGUAGE plpgsql"


def notes_of_server(conn: psycopg.Connection[Any], *others: LiteralString) -> Iterator[Note]:
    """Yield a note that names grants on the server's own objects, and those that the queries in ``others`` find."""
    queries = [
        each for each in (CHANGED, *others) if each != OF_PARAMETERS or conn.info.server_version >= 150000
    ]
    found = [str(name) for rows in answers(conn, *queries) for (name,) in rows]
    if found:
        yield Note(
            "privileges on the server's own objects are neither compared nor written: "
            f"{first_of(found, SHOWN)}",
            hint="an administrator of the server grants them there",
        )
