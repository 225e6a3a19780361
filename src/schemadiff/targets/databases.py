"""Properties of a database itself (``pg_database``), such as its owner: no part of its schema, but differences are reported.

Files cannot contain them: whoever administers the server creates and names a database, and sets its owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, LiteralString, NamedTuple

import psycopg

from schemadiff.model import Note, Severity
from schemadiff.targets.opening import Live
from schemadiff.words import first_of

ABOUT: LiteralString = """
    WITH this AS (SELECT * FROM pg_database WHERE datname = current_database())
    SELECT 'its owner', '', quote_ident(pg_get_userbyid(datdba)) FROM this
    UNION ALL SELECT 'its encoding', '', pg_encoding_to_char(encoding) FROM this
    UNION ALL SELECT 'its collation', '', datcollate || ' ' || datctype FROM this
    UNION ALL SELECT 'its comment', '', shobj_description(oid, 'pg_database') FROM this
              -- initdb describes the database "postgres".
              WHERE shobj_description(oid, 'pg_database') <> 'default administrative connection database'
    UNION ALL SELECT 'a security label', provider, label FROM pg_shseclabel, this
              WHERE classoid = 'pg_database'::regclass AND objoid = oid
    UNION ALL SELECT 'a setting', split_part(setting, '=', 1) || coalesce(' of role ' || quote_ident(rolname), ''), setting
              FROM this JOIN pg_db_role_setting ON setdatabase = oid LEFT JOIN pg_roles r ON r.oid = setrole,
                   unnest(setconfig) setting
    -- What its owner may do goes with it.
    UNION ALL SELECT 'a grant', privilege_type || ' to ' || coalesce(quote_ident(rolname), 'PUBLIC'),
                     is_grantable::text
              FROM this, aclexplode(coalesce(datacl, acldefault('d', datdba))) LEFT JOIN pg_roles r ON r.oid = grantee
              WHERE grantee <> datdba
    ORDER BY 1, 2
"""
USUAL = ("CONNECT to PUBLIC", "TEMPORARY to PUBLIC")
"""The grants of a new database."""


SHOWN = 10


class Property(NamedTuple):
    """One property of a database."""

    what: str
    name: str
    value: str
    """It may be a secret, as settings may."""

    def __str__(self) -> str:
        return f"{self.what} ({self.name})" if self.name else self.what


def properties_of(conn: psycopg.Connection[Any]) -> frozenset[Property]:
    """Return the properties of the database that ``conn`` is connected to."""
    return frozenset(Property(*row) for row in conn.execute(ABOUT).fetchall())


def notes_of_differences(one: Live, other: Live) -> Iterator[Note]:
    """Yield a note with the properties that differ between two databases."""
    with one.connect() as here, other.connect() as there:
        differing = sorted({str(each) for each in properties_of(here) ^ properties_of(there)})
    if differing:
        yield Note(
            f"the databases themselves differ as well, which is not planned: {first_of(differing, SHOWN)}",
            Severity.WARNING,
            hint="\\l+, \\drds and \\dd in psql show it; GRANT ... ON DATABASE, COMMENT ON DATABASE and ALTER DATABASE change it",
        )


def notes_of_database(conn: psycopg.Connection[Any]) -> Iterator[Note]:
    """Yield a note with the properties of a database that files cannot contain."""
    found = properties_of(conn)
    properties = {
        str(each) for each in found if each.what in ("its comment", "a security label", "a setting")
    }
    grants = {each.name for each in found if each.what == "a grant"}
    properties |= {f"a grant ({name})" for name in grants - set(USUAL)}
    properties |= {f"no grant ({name})" for name in set(USUAL) - grants}
    if properties:
        yield Note(
            f"properties of the database itself are not written: {first_of(sorted(properties), SHOWN)}",
            hint="set them where the database is created",
        )
