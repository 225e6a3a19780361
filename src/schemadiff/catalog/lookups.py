"""Lookups by oid that the reading of a catalogue needs: names of roles, types and catalogues, and privileges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from schemadiff.model import Grant, Key, Reading, key
from schemadiff.roles.alias import Alias

SESSION: LiteralString = "SELECT quote_ident(current_user)"
CLASSES: LiteralString = (
    "SELECT relname, oid FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'"
)
ROLES: LiteralString = "SELECT oid, quote_ident(rolname) FROM pg_roles"
# One call per distinct pair is 7 times cheaper than one per column.
TYPES: LiteralString = """
SELECT atttypid, atttypmod, format_type(atttypid, atttypmod)
FROM (SELECT DISTINCT atttypid, atttypmod FROM pg_attribute
      WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped) a
"""
ACLS: LiteralString = """
SELECT class, oid, sub, grantee, privilege_type, is_grantable, grantor
FROM (SELECT 'pg_class' AS class, oid, 0 AS sub, relacl AS acl FROM pg_class WHERE oid >= 16384
      UNION ALL SELECT 'pg_attribute', attrelid, attnum, attacl FROM pg_attribute
          WHERE attrelid >= 16384 AND NOT attisdropped AND attacl IS NOT NULL
      UNION ALL SELECT 'pg_proc', oid, 0, proacl FROM pg_proc WHERE oid >= 16384
      UNION ALL SELECT 'pg_namespace', oid, 0, nspacl FROM pg_namespace WHERE oid >= 16384 OR nspname = 'public'
      UNION ALL SELECT 'pg_type', oid, 0, typacl FROM pg_type WHERE oid >= 16384
      UNION ALL SELECT 'pg_foreign_data_wrapper', oid, 0, fdwacl FROM pg_foreign_data_wrapper WHERE oid >= 16384
      UNION ALL SELECT 'pg_foreign_server', oid, 0, srvacl FROM pg_foreign_server WHERE oid >= 16384
      UNION ALL SELECT 'pg_language', oid, 0, lanacl FROM pg_language WHERE oid >= 16384
      UNION ALL SELECT 'pg_default_acl', oid, 0, defaclacl FROM pg_default_acl) a
     -- An empty list is not a missing one: everything was revoked, the owner's own rights as well.
     LEFT JOIN LATERAL aclexplode(acl) ON true
WHERE acl IS NOT NULL
"""
VIEW_COLUMNS: LiteralString = """
SELECT attrelid, attnum, quote_ident(attname) FROM pg_attribute
WHERE attrelid = ANY (ARRAY(SELECT oid FROM pg_class WHERE relkind IN ('v', 'm', 'c') AND oid >= 16384)) AND attnum > 0
"""
BROUGHT: LiteralString = """
SELECT classoid, objoid, objsubid, grantee, privilege_type, is_grantable, grantor
FROM pg_init_privs LEFT JOIN LATERAL aclexplode(initprivs) ON true
WHERE objoid >= 16384 AND privtype = 'e'
"""
"""The privileges that extensions granted on their members."""
LOOKUPS = (SESSION, CLASSES, ROLES, TYPES, ACLS, VIEW_COLUMNS, BROUGHT)
NOBODY = Alias("", "")
"""The alias of no role: all roles are read under their own names."""


def looked_up(version: int, answers: Iterable[Sequence[Any]], alias: Alias | None) -> tuple[Reading, str]:
    """The lookups made of the answers to ``LOOKUPS``, and the role that reads."""
    session, classes, roles, types, acls, view_columns, brought = answers
    alias = alias or NOBODY
    reading = Reading(
        version=version,
        classes=dict(classes),
        roles={oid: alias.read(role) for oid, role in roles} | {0: "PUBLIC"},
        types={(oid, typmod): text for oid, typmod, text in types},
        grants={},
        view_columns={},
        me=alias.read(session[0][0]),
    )
    relations = reading.classes["pg_class"]
    reading.view_columns.update((key(relations, oid, n), name) for oid, n, name in view_columns)
    catalogs = dict(reading.classes)
    # The key of a column is (pg_class, table, number) everywhere but in the column's own catalogue.
    catalogs["pg_attribute"] = relations
    _take_grants(reading, reading.grants, ((catalogs[name], *rest) for name, *rest in acls))
    _take_grants(reading, reading.brought, brought)
    return reading, reading.me


def _take_grants(reading: Reading, into: dict[Key, list[Grant]], acls: Iterable[Any]) -> None:
    for catalog, oid, subid, grantee, privilege, grantable, grantor in acls:
        grants = into.setdefault(key(catalog, oid, subid), [])
        if privilege is not None:
            # The name of a role that was dropped is unknown; PostgreSQL prints its oid then, and so do we.
            names = (reading.roles.get(role, str(role)) for role in (grantee, grantor))
            grants.append(Grant(next(names), privilege, grantable, next(names)))
