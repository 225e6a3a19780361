"""What a platform puts into every database before any schema of ours: there in the shadow, never ours."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import sql


@dataclass(frozen=True)
class Preset:
    """A platform."""

    name: str
    script: str = ""
    """The file beside this one that stands in for it on a plain PostgreSQL."""
    schemas: frozenset[str] = frozenset()
    """Schemas that are the platform's, quoted."""
    types: frozenset[str] = frozenset()
    """Types of objects outside of schemas that are the platform's."""
    roles: tuple[str, ...] = ()
    """Roles that the objects of users name."""

    @property
    def text(self) -> str:
        """The SQL of the stand-in; empty where there is no platform."""
        return files(__package__).joinpath(self.script).read_text() if self.script else ""


SUPABASE = Preset(
    "supabase",
    "supabase.sql",
    frozenset(
        {
            "_analytics", "_realtime", "_supavisor", "auth", "cron", "extensions", "graphql", "graphql_public",
            "net", "pg_catalog", "pgbouncer", "pgmq", "pgsodium", "pgsodium_masks", "pgtle", "realtime",
            "repack", "storage", "supabase_functions", "supabase_migrations", "tiger", "tiger_data", "topology",
            "vault",
        }
    ),
    frozenset({"event trigger", "publication"}),
    ("anon", "authenticated", "authenticator", "service_role"),
)  # fmt: skip
PRESETS = {"postgres": Preset("postgres"), "supabase": SUPABASE}


def install(conn: psycopg.Connection[Any], preset: Preset, loader: str) -> None:
    """Put the stand-in into an empty database over an administrator's connection, for ``loader`` to build on.

    Does nothing where the platform itself is there already.
    """
    if not preset.script or conn.execute("SELECT to_regnamespace('auth')").fetchone() != (None,):
        return
    role = sql.Identifier(loader)
    with conn.transaction():
        # Several commands at once share the roles of a server.
        conn.execute("SELECT pg_advisory_xact_lock(hashtext('schemadiff preset'))")
        conn.execute(sql.SQL(preset.text))
        for schema in ("auth", "storage", "extensions"):
            name = sql.Identifier(schema)
            conn.execute(sql.SQL("GRANT ALL ON SCHEMA {} TO {}").format(name, role))
            conn.execute(sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA {} TO {}").format(name, role))
            conn.execute(sql.SQL("GRANT EXECUTE ON ALL ROUTINES IN SCHEMA {} TO {}").format(name, role))
        known = conn.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND NOT pg_has_role(%s, oid, 'MEMBER')",
            [["anon", "authenticated", "service_role"], loader],
        )
        for (member,) in known.fetchall():
            conn.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(member), role))
