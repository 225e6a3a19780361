"""Objects that a platform creates in every database: present in the shadow, and never ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemadiff.errors import Unavailable, postgres_words

USUAL = ("$user", "public")
"""PostgreSQL's default search_path."""
MARK = "stand-in made by schemadiff, "
PRESENT = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s"


@dataclass(frozen=True)
class Preset:
    """A platform and what it brings."""

    name: str
    script: str = ""
    """The file beside this one that imitates it on a plain PostgreSQL."""
    schemas: frozenset[str] = frozenset()
    """The platform's schemas, quoted."""
    types: frozenset[str] = frozenset()
    """Types of objects outside of schemas that belong to the platform."""
    extensions: frozenset[str] = frozenset()
    """The extensions, unquoted, that every project has: files may create them, but no statement is planned for that."""
    services: frozenset[str] = frozenset()
    """Extensions, unquoted, that a project may enable and that work outside its schemas: jobs, queues, requests."""
    roles: tuple[str, ...] = ()
    """Roles that the loader becomes a member of: those that users' objects name, and owners of tables that users
    extend."""
    administrators: frozenset[str] = frozenset()
    """The platform's own roles, quoted, that no user is a member of or can act for."""
    built: tuple[str, ...] = ()
    """The schemas that the script creates, unquoted."""
    publications: tuple[str, ...] = ()
    """The publications that the script creates, unquoted."""
    landmark: str = ""
    """The schema whose presence shows that the platform is there."""
    search_path: tuple[str, ...] = USUAL
    """The search_path of the role that runs migrations, unquoted."""

    def session(self, conninfo: str) -> str:
        """The connection string for a session with the platform's search_path."""
        if self.search_path == USUAL:
            return conninfo
        # No blanks between the names, as libpq splits options at blanks.
        path = ",".join(sql.Identifier(name).as_string() for name in self.search_path)
        said = str(conninfo_to_dict(conninfo).get("options") or "")
        return make_conninfo(conninfo, options=f"{said} -c search_path={path}".strip())

    @property
    def text(self) -> str:
        """The SQL of the stand-in; empty without a platform."""
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
    frozenset(
        {"pg_graphql", "pg_stat_statements", "pgcrypto", "pgjwt", "pgsodium", "supabase_vault", "uuid-ossp"}
    ),
    frozenset({"pg_cron", "pg_net", "pgmq"}),
    ("anon", "authenticated", "service_role", "supabase_auth_admin", "supabase_storage_admin", "supabase_realtime_admin"),
    frozenset({"dashboard_user", "supabase_admin", "supabase_etl_admin", "supabase_functions_admin"}),
    ("auth", "storage", "extensions", "realtime", "supabase_functions", "vault"),
    ("supabase_realtime",),
    "auth",
    # ALTER ROLE postgres in the setup of every project (supabase/postgres, 00000000000003-post-setup.sql).
    ("$user", "public", "extensions"),
)  # fmt: skip
PLAIN = Preset("postgres")
PRESETS = {"postgres": PLAIN, "supabase": SUPABASE}


def install(conn: psycopg.Connection[Any], preset: Preset, loader: str) -> None:
    """Install the stand-in in a database over an administrator's connection, for use by ``loader``.

    Does nothing if the platform itself or this version of the stand-in is present; an older stand-in is upgraded.
    """
    if not preset.script:
        return
    mark = f"{MARK}{hashlib.sha256(preset.text.encode()).hexdigest()[:16]}"
    there = conn.execute(PRESENT, [preset.landmark]).fetchone()
    if there is not None and (there[0] is None or not there[0].startswith(MARK) or there[0] == mark):
        return
    try:
        with conn.transaction():
            _build(conn, preset, loader)
            conn.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(preset.landmark), mark))
    except psycopg.Error as error:
        raise Unavailable(
            f"cannot create the objects that {preset.name} has in every database: {postgres_words(error)}",
            hint="choose a throw-away server where that is allowed: [shadow] provider = "
            '"embedded", "local" or "docker", or a url with a superuser',
        ) from error


def give_way(conn: psycopg.Connection[Any], preset: Preset, publications: Iterable[str | None]) -> None:
    """Drop the stand-in's publications, unquoted, that the user's files create themselves."""
    for name in sorted({*preset.publications}.intersection(publications)):
        conn.execute(sql.SQL("DROP PUBLICATION IF EXISTS {}").format(sql.Identifier(name)))


def _build(conn: psycopg.Connection[Any], preset: Preset, loader: str) -> None:
    role = sql.Identifier(loader)
    # Concurrent commands share the roles of a server.
    conn.execute("SELECT pg_advisory_xact_lock(hashtext('schemadiff preset'))")
    conn.execute(sql.SQL(preset.text))
    for schema in preset.built:
        name = sql.Identifier(schema)
        conn.execute(sql.SQL("GRANT ALL ON SCHEMA {} TO {}").format(name, role))
        conn.execute(sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA {} TO {}").format(name, role))
        conn.execute(sql.SQL("GRANT EXECUTE ON ALL ROUTINES IN SCHEMA {} TO {}").format(name, role))
    for publication in preset.publications:
        name = sql.Identifier(publication)
        if conn.execute("SELECT FROM pg_publication WHERE pubname = %s", [publication]).rowcount:
            conn.execute(sql.SQL("ALTER PUBLICATION {} OWNER TO {}").format(name, role))
    # A connection without superuser rights has created the tables itself, and needs no other memberships.
    known = conn.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND NOT pg_has_role(%s, oid, 'MEMBER')"
        " AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)",
        [list(preset.roles), loader],
    )
    for (member,) in known.fetchall():
        conn.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(member), role))
