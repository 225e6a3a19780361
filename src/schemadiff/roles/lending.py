"""Managing roles on a development database, whose loader may not do it by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Identifier

from schemadiff.errors import Unavailable
from schemadiff.postgres.server import Server


@contextmanager
def powers_lent(server: Server, roles: Iterable[str]) -> Iterator[None]:
    """Temporarily let the loader of the development database manage roles, with attributes that it lacks itself.

    Raises:
        Unavailable: the server's version lets anyone who can create roles become any other role.
    """
    if server.version < 160000:
        raise Unavailable(
            f"roles are not managed on a development database of PostgreSQL {server.major}: before 16, a "
            "role with CREATEROLE can become any other role",
            hint="use PostgreSQL 16 or later for the development database (shadow.version), or apply to a target",
        )
    loader = Identifier(server.loader)
    with psycopg.connect(server.conninfo(server.maintenance, superuser=True), autocommit=True) as conn:
        found = conn.execute(
            "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY(%s)", [sorted(roles)]
        )
        for (name,) in found.fetchall():
            conn.execute(SQL("GRANT {} TO {} WITH ADMIN OPTION").format(Identifier(name), loader))
        conn.execute(SQL("ALTER ROLE {} REPLICATION BYPASSRLS").format(loader))
        try:
            yield
        finally:
            conn.execute(SQL("ALTER ROLE {} NOREPLICATION NOBYPASSRLS").format(loader))
