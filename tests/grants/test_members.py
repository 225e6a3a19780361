"""The administrator of a throw-away server grants on members of extensions, and on nothing else."""

from __future__ import annotations

import psycopg

from majors import embedded
from schemadiff.grants.members import granted_beside

DISGUISE = """
CREATE FUNCTION public.yes(oid, int) RETURNS bool LANGUAGE sql RETURN true;
CREATE FUNCTION public.yes(oid, oid) RETURNS bool LANGUAGE sql RETURN true;
CREATE FUNCTION public.yes(oid, regclass) RETURNS bool LANGUAGE sql RETURN true;
CREATE OPERATOR public.>= (LEFTARG = oid, RIGHTARG = int, FUNCTION = public.yes);
CREATE OPERATOR public.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = public.yes);
CREATE OPERATOR public.= (LEFTARG = oid, RIGHTARG = regclass, FUNCTION = public.yes);
SET search_path = public, pg_catalog;
"""
SERVERS = "GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO CURRENT_USER"


@embedded
def test_what_is_no_member_is_not_granted(server, database):
    """Not even where operators of the files, ahead of PostgreSQL's own, make all look like members."""
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
        conn.execute("CREATE EXTENSION vector SCHEMA public")
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        for mixed in (
            "GRANT EXECUTE ON FUNCTION public.vector_dims(public.vector) TO CURRENT_USER",
            'REVOKE ALL ("A; b") ON TABLE public.mine FROM PUBLIC',
        ):
            left = granted_beside(server, database, conn, mixed)
            assert left == (None if "vector" in mixed else mixed)
        conn.execute(DISGUISE)
        assert granted_beside(server, database, conn, SERVERS) == SERVERS
        assert conn.execute(
            "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_read_file(text)', 'EXECUTE'),"
            " pg_catalog.has_function_privilege('public.vector_dims(public.vector)', 'EXECUTE')"
        ).fetchall() == [(False, True)]
