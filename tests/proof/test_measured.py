"""The measured effects of statements are correct, and those by text are not weaker."""

from __future__ import annotations

import tomllib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from pglast import split

from schemadiff.model import Effects, LockMode, Work
from schemadiff.postgres.server import scratch_database
from schemadiff.proof.observe import Observer
from schemadiff.proof.probe import Probe
from schemadiff.proof.relations import relations
from schemadiff.sql.effects import effects

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "locks.toml").read_text())["case"]
OUTSIDE = {
    "CREATE INDEX CONCURRENTLY i1 ON s.t (a)": "t SHARE UPDATE EXCLUSIVE build",
    "REINDEX INDEX CONCURRENTLY s.t_a_idx": "t SHARE UPDATE EXCLUSIVE build",
    "DROP INDEX CONCURRENTLY s.t_a_idx": "t SHARE UPDATE EXCLUSIVE",
    "VACUUM s.t": "t SHARE UPDATE EXCLUSIVE",
    "VACUUM FULL s.t": "t ACCESS EXCLUSIVE rewrite build",
    "ALTER TABLE s.pt DETACH PARTITION s.pt1 CONCURRENTLY": "pt SHARE UPDATE EXCLUSIVE",
}


@pytest.fixture(scope="module")
def opened(server):
    """A session on a database with everything that the statements need, as its owner."""
    with scratch_database(server) as name:
        conninfo = server.conninfo(name, superuser=True)
        with closing(psycopg.connect(conninfo, autocommit=True)) as conn:
            conn.execute((HERE / "locks.sql").read_bytes())
            yield conn


def seen(found: Effects) -> str:
    """Each relation, its lock, and the dearest that is done; reading is a part of the rest."""
    return ", ".join(
        " ".join(
            [
                each.relation.identity.removeprefix("s."),
                str(each.lock),
                *(work for work in each.work if work is not Work.SCAN or each.work == (Work.SCAN,)),
            ]
        )
        for each in found.relations
    )


def brief(found: Effects) -> str:
    words = [str(found.lock), "rewrites" * found.rewrites, "scans" * (found.scans and not found.rewrites)]
    return " ".join(filter(None, words))


def run(conn, case) -> tuple[Effects, Effects]:
    """What was seen of the last statement of a case, and what its text says; nothing of it stays."""
    conn.execute("SET search_path = s")
    conn.execute(case.get("before", ""))
    observer = Observer(conn, relations(conn))
    with conn.transaction(force_rollback=True):
        conn.execute("SET LOCAL search_path = s")
        observer.begin()
        for sql in split(case["sql"]):
            static = effects(sql)
            # Even those that lock nothing are looked at here.
            found = observer.run(sql, replace(static, lock=max(static.lock, LockMode.ACCESS_SHARE)))
    return found, static


def test_every_statement_of_the_table(opened):
    """One server, one transaction a statement; all that differs is shown at once."""
    major = opened.info.server_version // 10000
    wrong = []
    cases = [case for case in CASES if case.get("since", 0) <= major]
    for case in cases:
        found, static = run(opened, case)
        expected = case.get("seen_18", case["seen"]) if major >= 18 else case["seen"]
        if seen(found) != expected:
            wrong.append(f"{case['name']}: seen {seen(found)}, expected {expected}")
        told = case.get("static", brief(found))
        if brief(static) != told:
            wrong.append(f"{case['name']}: the text says {brief(static)}, expected {told}")

    assert wrong == []
    assert len(cases) > 150


def test_where_the_text_errs_it_says_why():
    unexplained = [case["name"] for case in CASES if ("static" in case) != ("because" in case)]
    assert unexplained == []


def test_what_runs_outside_of_a_transaction_is_made_to_wait_and_seen(opened):
    found = {}
    for sql in OUTSIDE:
        observer = Observer(opened, relations(opened))
        with closing(Probe(observer, lambda: psycopg.connect(opened.info.dsn, autocommit=True))) as probe:
            found[sql] = seen(probe.run(sql, effects(sql)))

    assert found == OUTSIDE


def test_statements_outside_of_transactions_are_watched_by_the_same_two_sessions(opened):
    sessions = []

    def connect():
        sessions.append(psycopg.connect(opened.info.dsn, autocommit=True))
        return sessions[-1]

    with closing(Probe(Observer(opened, relations(opened)), connect)) as probe:
        found = [seen(probe.run(sql, effects(sql))) for sql in ("VACUUM s.t", "VACUUM FULL s.t")]

    expected = [OUTSIDE["VACUUM s.t"], OUTSIDE["VACUUM FULL s.t"]]
    assert (found, [session.closed for session in sessions]) == (expected, [True, True])


def test_locks_that_are_taken_again_are_told(opened):
    """A lock that is held already leaves no trace; work is done under all that is held."""
    observer = Observer(opened, relations(opened))
    with opened.transaction(force_rollback=True):
        observer.begin()
        found = [
            seen(observer.run(sql, effects(sql)))
            for sql in (
                "SET LOCAL client_min_messages = error",
                "CREATE TABLE s.fresh (id int PRIMARY KEY, t int REFERENCES s.t)",
                "ALTER TABLE s.t ADD x1 int",
                "ALTER TABLE s.t ADD x2 int",
                "ALTER TABLE s.fresh ADD x3 int",
                "ALTER TABLE s.t VALIDATE CONSTRAINT nv_chk",
                "CREATE INDEX ON s.t (x1)",
                "CREATE INDEX ON s.fresh (x3)",
            )
        ]
    assert found == [
        "",
        "t SHARE ROW EXCLUSIVE",
        "t ACCESS EXCLUSIVE",
        "t ACCESS EXCLUSIVE",
        "",
        "t ACCESS EXCLUSIVE scan",
        "t ACCESS EXCLUSIVE build",
        "",
    ]


def test_a_lock_that_is_held_is_not_told_as_the_weaker_one_that_is_new(opened):
    """What reads on the way to what it does takes a lock of its own: the other one was the statement's before."""
    observer = Observer(opened, relations(opened))
    view = "CREATE OR REPLACE VIEW s.vw AS SELECT id, a FROM s.t"
    with opened.transaction(force_rollback=True):
        observer.begin()
        found = [
            seen(observer.run(sql, effects(sql)))
            for sql in (
                "ALTER TABLE s.nopk ALTER id SET DEFAULT 1",
                "ALTER TABLE s.nopk ALTER id DROP DEFAULT",
                "ALTER TABLE s.nopk ALTER id ADD GENERATED ALWAYS AS IDENTITY",
                "ALTER SEQUENCE s.sq MINVALUE -5",
                "ALTER SEQUENCE s.sq MINVALUE -6",
                view,
                view,
                "CREATE STATISTICS s.st1 ON id, v FROM s.parent",
            )
        ]
    assert found == [
        "nopk ACCESS EXCLUSIVE",
        "nopk ACCESS EXCLUSIVE",
        "nopk ACCESS EXCLUSIVE",
        "sq SHARE ROW EXCLUSIVE",
        "sq SHARE ROW EXCLUSIVE",
        "vw ACCESS EXCLUSIVE, t ACCESS SHARE",
        "vw ACCESS EXCLUSIVE",
        "parent SHARE UPDATE EXCLUSIVE",
    ]


def test_an_index_is_built_on_the_table_of_its_schema_and_no_other_of_the_name(opened):
    """PostgreSQL's message names the table without its schema."""
    made = "CREATE TABLE {0}.copied (a int PRIMARY KEY, b int)"
    for schema in ("tenant", "tenant2"):
        opened.execute(f"CREATE SCHEMA {schema}; {made.format(schema)}")
    observer = Observer(opened, relations(opened))
    with opened.transaction(force_rollback=True):
        observer.begin()
        found = [
            seen(observer.run(sql, effects(sql)))
            for sql in (
                "ALTER TABLE tenant.copied ADD c int",
                "ALTER TABLE tenant2.copied ADD c int",
                "ALTER TABLE tenant2.copied ADD UNIQUE (b)",
                "ALTER TABLE tenant.copied ALTER a TYPE bigint",
                "ALTER TABLE tenant.copied ADD UNIQUE (b)",
            )
        ]
    opened.execute("DROP SCHEMA tenant, tenant2 CASCADE")
    assert found == [
        "tenant.copied ACCESS EXCLUSIVE",
        "tenant2.copied ACCESS EXCLUSIVE",
        "tenant2.copied ACCESS EXCLUSIVE build",
        "tenant.copied ACCESS EXCLUSIVE rewrite build",
        "tenant.copied ACCESS EXCLUSIVE build",
    ]


def test_operators_of_the_statements_search_path_measure_nothing(opened):
    """Plans name a path to have an operator meant: its = is not ours."""
    with opened.transaction(force_rollback=True):
        opened.execute("""
            CREATE SCHEMA own;
            CREATE FUNCTION own.never(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
            CREATE OPERATOR own.= (LEFTARG = int, RIGHTARG = int, FUNCTION = own.never);
        """)
        observer = Observer(opened, relations(opened))
        observer.begin()
        opened.execute("SET LOCAL search_path = own, pg_catalog")
        sql = "ALTER TABLE s.t ADD another int"
        found = seen(observer.run(sql, effects(sql)))
        observer.end()
    assert (found, observer.locks > 0) == ("t ACCESS EXCLUSIVE", True)
