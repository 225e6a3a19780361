"""A log of who changed what in a target, which an event trigger writes, if a team wants it.

A role that may create event triggers installs it, and drift reads it for hints. Its objects belong to schemadiff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

import psycopg
from psycopg.sql import Identifier

from schemadiff.errors import SchemadiffError, connecting, postgres_words
from schemadiff.model import Address
from schemadiff.settings import Settings
from schemadiff.targets import Live, live

REMOVE = """\
BEGIN;
DROP EVENT TRIGGER IF EXISTS schemadiff_note_drop;
DROP EVENT TRIGGER IF EXISTS schemadiff_note_ddl;
DROP FUNCTION IF EXISTS schemadiff.note_ddl();
DROP TABLE IF EXISTS schemadiff.log;
COMMIT;
"""
# A view or a policy there could run its owner's code with the rights of whoever asks for drift.
_EXISTS = "SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('schemadiff.log') AND relkind = 'r')"
# Changes by migrations are no drift, and would hide earlier ones.
_READ = """
    SELECT DISTINCT ON (type, identity, tag = 'COMMENT')
        type, identity, tag = 'COMMENT', at, by, application, tag
    FROM schemadiff.log
    WHERE identity = ANY(%s) AND application NOT IN ('schemadiff apply', 'schemadiff rollback')
    ORDER BY type, identity, tag = 'COMMENT', id DESC
"""


@dataclass(frozen=True)
class Changed:
    """The last logged change of an object."""

    at: datetime
    by: str
    application: str
    tag: str
    """The command tag ("ALTER TABLE")."""


@dataclass(frozen=True)
class Log:
    """The logged changes of the objects that were asked about."""

    changes: Mapping[tuple[Address, bool], Changed]
    """The last change of each object, and, with True, the last of its comment."""
    unreadable: str = ""
    """Why the log exists and cannot be read."""

    def of(self, addresses: Sequence[Address]) -> Changed | None:
        """Return the last change of an object, given with all that it is part of: a column is logged as its table."""
        about_comment = bool(addresses) and addresses[0].type == "comment"
        known = (self.changes.get((address, about_comment)) for address in addresses)
        return next((changed for changed in known if changed), None)


def script() -> str:
    """Return the SQL that installs the log."""
    return files(__package__).joinpath("ddl_log.sql").read_text(encoding="utf-8")


def install(settings: Settings, target: str | None) -> str:
    """Install the log in a target, and return the target's name.

    Raises:
        SchemadiffError: the role may not create event triggers.
    """
    return _run(settings, target, script(), "installed")


def remove(settings: Settings, target: str | None) -> str:
    """Remove the log with all its entries from a target, and return the target's name.

    Raises:
        SchemadiffError: the role may not.
    """
    return _run(settings, target, REMOVE, "removed")


def _run(settings: Settings, target: str | None, sql: str, verb: str) -> str:
    with live(settings, target) as opened:
        conninfo = opened.conninfo
        if opened.server is not None:
            # On the project's own server we are the administrator, and the loader applies the migrations.
            loader = Identifier(opened.server.loader).as_string()
            sql = f"CREATE SCHEMA IF NOT EXISTS schemadiff; GRANT USAGE, CREATE ON SCHEMA schemadiff TO {loader};\n{sql}"
            conninfo = opened.server.conninfo(str(_database(conninfo)), superuser=True)
        with connecting(conninfo):
            opening = psycopg.connect(conninfo, autocommit=True, application_name="schemadiff drift")
        with closing(opening) as conn:
            try:
                conn.execute(sql.encode())
            except psycopg.errors.RaiseException as error:
                raise SchemadiffError(
                    f"the log is not {verb} on {opened.name}: {postgres_words(error)}"
                ) from error
            except psycopg.errors.InsufficientPrivilege as error:
                raise SchemadiffError(
                    f"the log cannot be {verb} on {opened.name}: {postgres_words(error)}",
                    hint="event triggers need a superuser (on Supabase: postgres; on RDS: a member of "
                    "rds_superuser); give one the SQL that this prints: schemadiff drift --log sql",
                ) from error
        return opened.name


def _database(conninfo: str) -> object:
    return psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"]


def read(target: Live, addresses: Sequence[Address]) -> Log:
    """Return the logged changes of these objects; empty if there is no log."""
    with target.connect() as conn:
        try:
            conn.execute("SET row_security = off")
            (there,) = conn.execute(_EXISTS).fetchone() or (False,)
            rows = conn.execute(_READ, [[a.identity for a in addresses]]).fetchall() if there else []
        except psycopg.Error as error:
            return Log({}, postgres_words(error))
    return Log({(Address(str(row[0]), str(row[1])), bool(row[2])): Changed(*row[3:]) for row in rows})  # type: ignore[arg-type]
