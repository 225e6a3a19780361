"""A statement that fails on a throw-away database is an error of the plan, unless the server's disk is full."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff.errors import SchemadiffError
from schemadiff.model import Address, Statement, Verb
from schemadiff.proof.execute import Runner, _executed

RAISE = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{}'; END $$"


def test_a_full_disk_is_not_the_statements_fault(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:

        def run(sql, effects):
            conn.execute(sql)
            return effects

        def executed(code):
            statement = Statement(RAISE.format(code), Verb.CREATE, Address("table", "public.t"))
            return _executed(Runner(conn, run, run, conn.execute), [statement])

        failure = executed("54000")
        assert failure.message == "could not extend file"
        with pytest.raises(SchemadiffError, match="the disk of the throw-away server is full: could"):
            executed("53100")


def test_a_statement_that_never_ends_fails(server, database, monkeypatch):
    monkeypatch.setattr("schemadiff.proof.execute.TIMEOUT", "200ms")
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:

        def run(sql, effects):
            conn.execute(sql)
            return effects

        endless = Statement("DO $$ BEGIN LOOP END LOOP; END $$", Verb.CREATE, Address("table", "public.t"))
        failure = _executed(Runner(conn, run, run, conn.execute), [endless])

        assert failure.message == "canceling statement due to statement timeout"
