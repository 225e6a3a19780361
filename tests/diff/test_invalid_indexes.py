"""Invalid indexes that CREATE INDEX CONCURRENTLY left are created anew."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.model import Address

INDEX = Address("index", "public.i")


def test_an_invalid_index_is_made_anew(server, database):
    conninfo = server.conninfo(database, superuser=True)
    with psycopg.connect(conninfo, autocommit=True) as session:
        session.execute("CREATE TABLE public.t (a integer); INSERT INTO public.t VALUES (1), (1)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            session.execute("CREATE UNIQUE INDEX CONCURRENTLY i ON public.t (a)")
        session.execute("DELETE FROM public.t")
        there = catalog.read(session)
        wanted = replace(there, objects={**there.objects, INDEX: replace(there.objects[INDEX], valid=True)})

        plan = [statement.sql for statement in statements(there, wanted)]
        for sql in plan:
            session.execute(sql.encode())

        assert plan == ["DROP INDEX public.i", "CREATE UNIQUE INDEX i ON public.t USING btree (a)"]
        assert catalog.read(session).objects == wanted.objects
