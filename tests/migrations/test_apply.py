"""Apply on real servers: the history is true, whatever happens in between."""

import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from applying import (
    FIRST,
    IMPATIENT,
    SECOND,
    THIRD,
    WAITING,
    Background,
    eventually,
    holding,
    migration,
    query,
    relations,
    run,
    states,
)
from schemadiff.errors import ConnectionFailed, Problems, Refused, SchemadiffError
from schemadiff.migrations import lock
from schemadiff.migrations.apply import apply, pending, status
from schemadiff.migrations.replay import replay
from schemadiff.postgres import launch, starting
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import create_database
from used_servers import STARTED

A = migration(FIRST, "CREATE TABLE a (x int);", "DROP TABLE a;")
B = migration(SECOND, "CREATE TABLE b (x int);", "DROP TABLE b;")


@pytest.fixture
def target(server, database):
    return server.conninfo(database)


def test_pending_migrations_are_applied_once_and_in_order(target):
    said = []
    done = apply(target, [B, A], say=said.append)
    assert [m.version for m in done.migrations] == [FIRST, SECOND]
    assert said == [f"applying {A.path}", f"applying {B.path}"]
    assert relations(target) == {"a", "b"}
    assert apply(target, [A, B]).migrations == ()
    ((version, name, sha, by, how, in_order),) = query(
        target,
        "SELECT version, name, sha256, by, how, started <= finished FROM schemadiff.history WHERE version = %s",
        FIRST,
    )
    (role,) = query(target, "SELECT session_user")[0]
    assert (version, name, sha, by, how, in_order) == (FIRST, "x", A.sha256, role, "apply", True)


def test_asking_what_is_pending_writes_nothing(target):
    assert [each.migration for each in pending(target, [A])] == [A]
    assert states(status(target, [A])) == [(FIRST, "pending")]
    assert query(target, "SELECT 1 FROM pg_namespace WHERE nspname = 'schemadiff'") == []
    assert apply(target, []).migrations == ()
    assert query(target, "SELECT 1 FROM pg_namespace WHERE nspname = 'schemadiff'") == []


def test_quotes_percent_signs_and_emoji_arrive_as_they_are(target):
    name = 'Gr"ö😀 %s; DROP TABLE a; --'
    quoted = '"' + name.replace('"', '""') + '"'
    text = f"CREATE TABLE {quoted} (\"%(x)s\" text DEFAULT 'it''s 100% 🐘');\nCOMMENT ON TABLE {quoted} IS E'a\\nb;c';"
    apply(target, [A, migration(SECOND, text)])
    assert relations(target) == {"a", name}
    comment = "SELECT obj_description(oid) FROM pg_class WHERE relname = %s"
    assert query(target, comment, name) == [("a\nb;c",)]


def test_a_failing_statement_undoes_its_migration_and_is_told_with_its_place(target):
    bad = migration(SECOND, "CREATE TABLE b ();\n\nSELECT 'é😀', nope\nFROM a;")
    with pytest.raises(SchemadiffError) as caught:
        apply(target, [A, bad, migration(THIRD, "CREATE TABLE c ();")])
    assert str(caught.value) == (
        f'{bad.path}:3:14: column "nope" does not exist\n'
        "    3 | SELECT 'é😀', nope\n"
        "      |               ^\n"
        "nothing of this migration was applied; 1 migration before it was"
    )
    assert relations(target) == {"a"}
    assert states(status(target, [A, bad])) == [(FIRST, "applied"), (SECOND, "pending")]
    # It may be edited before it is applied, and only before.
    apply(target, [A, B])
    assert relations(target) == {"a", "b"}


def test_a_constraint_that_is_only_checked_at_the_end_fails_with_its_file(target):
    text = """CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE c (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO c VALUES (1);"""
    with pytest.raises(SchemadiffError, match=rf"{FIRST}_x\.sql:1: insert or update on table \"c\" violates"):
        apply(target, [migration(FIRST, text)])
    assert relations(target) == set()


def test_a_syntax_error_in_a_later_file_stops_before_the_first(target):
    with pytest.raises(SchemadiffError, match=rf"{SECOND}_x\.sql:1:8: syntax error"):
        apply(target, [A, migration(SECOND, "CREATE TABEL b ();")])
    assert relations(target) == set()


def test_routines_may_come_before_what_they_use(target):
    text = "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t'; CREATE TABLE t ();"
    apply(target, [migration(FIRST, text)])
    assert query(target, "SELECT f()") == [(0,)]


def test_no_migration_sees_what_another_has_set(target):
    first = migration(
        FIRST,
        "CREATE SCHEMA s; SET search_path = s; SET lock_timeout = '1h'; CREATE TABLE t (x int); VACUUM t;",
    )
    second = migration(SECOND, "CREATE TABLE t AS SELECT current_setting('lock_timeout') AS l;")
    apply(target, [first, second], patience=IMPATIENT)
    found = "SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = 't' ORDER BY 1"
    assert query(target, found) == [("public",), ("s",)]
    assert query(target, "SELECT l FROM public.t") == [("400ms",)]


def test_the_history_is_written_by_who_connected_whatever_role_a_migration_takes(server, database):
    target = server.conninfo(database, superuser=True)
    text = "CREATE ROLE schemadiff_nobody NOLOGIN; SET ROLE schemadiff_nobody; SELECT 1;"
    drop = migration(SECOND, "DROP ROLE schemadiff_nobody;")
    apply(target, [migration(FIRST, text), drop])
    assert [row.state for row in status(target, [migration(FIRST, text), drop])] == ["applied", "applied"]


def test_an_edited_file_is_refused_before_anything_runs(target):
    apply(target, [A])
    edited = migration(FIRST, "CREATE TABLE a (x bigint);")
    with pytest.raises(Refused, match=rf"{re.escape(A.path)} was edited after it was applied"):
        apply(target, [edited, B])
    assert relations(target) == {"a"}
    assert states(status(target, [edited, B])) == [(FIRST, "edited"), (SECOND, "pending")]
    # Line ends are git's business.
    apply(target, [migration(FIRST, A.text.replace("\n", "\r\n"), "DROP TABLE a;"), B])


def test_a_pending_file_older_than_the_newest_applied_one_must_be_accepted(target):
    apply(target, [B])
    with pytest.raises(Refused, match=rf"{re.escape(A.path)} is pending, but older than {SECOND}") as caught:
        apply(target, [A, B])
    assert "--out-of-order" in caught.value.hint
    apply(target, [A, B], out_of_order=True)
    assert relations(target) == {"a", "b"}


def test_all_contradictions_are_told_at_once(target):
    apply(target, [B])
    with pytest.raises(Problems) as caught:
        apply(target, [A, migration(SECOND, "SELECT 1;")])
    assert len(caught.value.problems) == 2
    assert caught.value.exit_code == 1


def test_a_missing_file_is_named(target):
    apply(target, [A])
    said = []
    apply(target, [B], say=said.append)
    assert said[0] == f"{FIRST}_x is applied, but its file is missing"
    assert states(status(target, [B])) == [(FIRST, "missing"), (SECOND, "applied")]


UNITS = migration(
    SECOND,
    "CREATE TABLE b (x int);\nINSERT INTO b VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY i ON b (x);\nCREATE TABLE c ();",
)


def test_what_cannot_run_in_a_transaction_does_not(target):
    apply(
        target, [migration(FIRST, "CREATE TABLE a (x int); CREATE INDEX CONCURRENTLY i ON a (x); VACUUM a;")]
    )
    assert relations(target) == {"a", "i"}
    assert query(target, "SELECT units, units_done, running FROM schemadiff.history") == [(3, 3, None)]


def test_a_run_that_stopped_between_units_is_resumed_and_the_invalid_index_goes_away(target):
    with pytest.raises(SchemadiffError) as caught:
        apply(target, [A, UNITS])
    assert str(caught.value).splitlines() == [
        f'{UNITS.path}:3: could not create unique index "i"',
        "detail: Key (x)=(1) is duplicated.",
        "unit 1 of 3 is applied; the same command again goes on from there",
        "the file may be edited from there on",
        "unit 2 ran outside of a transaction: the next run cleans up what it left behind",
    ]
    assert relations(target) == {"a", "b"}
    assert query(target, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass") == [(False,)]
    (row,) = [row for row in status(target, [A, UNITS]) if row.version == SECOND]
    assert (row.state, row.units_done, row.units, row.finished) == ("partial", 1, 3, None)
    run(target, "DELETE FROM b")
    said = []
    apply(target, [A, UNITS], say=said.append)
    assert f"resuming {UNITS.path}" in said
    assert (
        f"{UNITS.path}:3: dropping invalid index public.i, left by an interrupted CREATE INDEX CONCURRENTLY"
        in said
    )
    assert relations(target) == {"a", "b", "i", "c"}
    assert states(status(target, [A, UNITS])) == [(FIRST, "applied"), (SECOND, "applied")]


def test_what_has_not_run_yet_may_be_edited_and_what_has_may_not(target):
    with pytest.raises(SchemadiffError):
        apply(target, [UNITS])
    with pytest.raises(Refused, match=r"was edited in units that have already run \(1 of 3\)"):
        apply(target, [migration(SECOND, UNITS.text.replace("x int", "x bigint"))])
    mended = migration(SECOND, UNITS.text.replace("UNIQUE ", ""))
    apply(target, [mended])
    assert relations(target) == {"b", "i", "c"}
    assert states(status(target, [mended])) == [(SECOND, "applied")]


def test_a_half_applied_migration_without_its_file_is_an_error(target):
    with pytest.raises(SchemadiffError):
        apply(target, [UNITS])
    with pytest.raises(SchemadiffError, match=r"has run in part \(1 of 3 units\), but its file is missing"):
        apply(target, [A], out_of_order=True)


def test_an_index_of_somebody_else_is_not_taken_for_a_leftover(target):
    run(target, "CREATE TABLE b (x int); CREATE INDEX i ON b (x)")
    text = migration(FIRST, "CREATE INDEX CONCURRENTLY i ON b (x);")
    for _ in range(2):
        with pytest.raises(SchemadiffError, match='relation "i" already exists'):
            apply(target, [text])
    assert states(status(target, [text])) == [(FIRST, "pending")]


def test_an_index_that_was_finished_but_not_marked_is_not_built_again(target):
    text = migration(
        FIRST, "CREATE TABLE b (x int); CREATE INDEX CONCURRENTLY i ON b (x); DROP INDEX CONCURRENTLY i;"
    )
    apply(target, [text])
    # As if the process had been killed after the statement and before the mark, for each of the two.
    mark = "UPDATE schemadiff.history SET finished = NULL, units_done = %s, running = %s, progress = '{}'"
    said = []
    run(target, (mark % (2, 2)).replace("{}", text.progress(2)))
    apply(target, [text], say=said.append)
    assert f"{text.path}:1: index i is dropped already" in [words.replace('"', "") for words in said]
    run(target, "CREATE INDEX i ON b (x)")
    run(target, (mark % (1, 1)).replace("{}", text.progress(1)))
    apply(target, [text], say=said.append)
    assert f"{text.path}:1: index public.i exists and is valid" in said
    assert relations(target) == {"b"}


def test_a_half_detached_partition_is_finished(target):
    run(
        target,
        "CREATE TABLE p (x int) PARTITION BY LIST (x); CREATE TABLE q PARTITION OF p FOR VALUES IN (1)",
    )
    text = migration(FIRST, "ALTER TABLE p DETACH PARTITION q CONCURRENTLY; CREATE TABLE c ();")
    # The first half waits for whoever still sees the partition, and is cut short there.
    with holding(target, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT * FROM p"):
        running = Background(lambda: apply(target, [text]))
        pid = eventually(target, WAITING)
        eventually(target, "SELECT inhdetachpending FROM pg_inherits")
        query(target, "SELECT pg_cancel_backend(%s)", pid)
        assert "canceling statement due to user request" in str(running.ended())
    said = []
    apply(target, [text], say=said.append)
    assert any("finalizing the detach of partition" in words for words in said)
    assert query(target, "SELECT count(*) FROM pg_inherits") == [(0,)]
    assert relations(target) == {"q", "c"}


def test_a_new_value_of_an_enum_is_committed_before_it_is_used(target):
    text = "ALTER TYPE e ADD VALUE 'it''s';\nCREATE TABLE b (x e DEFAULT 'it''s');"
    apply(target, [migration(FIRST, "CREATE TYPE e AS ENUM ('a');"), migration(SECOND, text)])
    run(target, "INSERT INTO b DEFAULT VALUES")
    assert query(target, "SELECT x::text FROM b") == [("it's",)]


def test_a_lock_that_is_not_to_be_had_is_tried_again_then_told_with_who_has_it(target):
    apply(target, [A])
    change = migration(SECOND, "CREATE TABLE b ();\nALTER TABLE a ADD y int;")
    said = []
    with holding(target, "SELECT * FROM a") as other:
        # Long enough for who is in the way to be seen, on a busy machine as well.
        with pytest.raises(SchemadiffError) as caught:
            apply(target, [A, change], patience=replace(IMPATIENT, lock_timeout="2s"), say=said.append)
        pid = other.info.backend_pid
    assert f'process {pid}, "in the way"' in caught.value.message
    assert "idle in transaction" in caught.value.message
    assert "SELECT * FROM a" in caught.value.message
    assert str(caught.value).startswith(
        f"{change.path}:2: canceling statement due to lock timeout, 2 times, blocked by"
    )
    assert "nothing of this migration was applied" in str(caught.value)
    assert any("trying again in 0.01 s (1 of 2 attempts)" in line for line in said)
    assert relations(target) == {"a"}
    apply(target, [A, change])
    assert relations(target) == {"a", "b"}


@pytest.mark.parametrize(
    ("held", "change", "named"),
    [
        ("SELECT * FROM a", "ALTER TABLE public.a ADD y int;", True),
        ("SELECT * FROM a", "DROP INDEX a_x;", True),
        ("INSERT INTO a VALUES (1)", "CREATE INDEX ON a (x);", True),
        (
            "LOCK TABLE b IN ACCESS EXCLUSIVE MODE; SELECT * FROM a",
            "CREATE VIEW v AS SELECT * FROM b;",
            False,
        ),
    ],
)
def test_who_holds_the_lock_is_named_when_nobody_could_be_seen_to_block(target, held, change, named):
    """With so short a timeout the statement has given up before the first look at who blocks it."""
    run(target, "CREATE TABLE a (x int); CREATE INDEX a_x ON a (x); CREATE TABLE b (x int)")
    change = migration(FIRST, f"SET lock_timeout = '1ms'; {change}")
    with holding(target, *held.split("; ")) as other:
        blocker = f'blocked by process {other.info.backend_pid}, "in the way"'
        with pytest.raises(SchemadiffError) as caught:
            apply(target, [change], patience=replace(IMPATIENT, attempts=1))
    assert (blocker in caught.value.message, "pg_terminate_backend" in caught.value.hint) == (named, named)


def test_who_blocks_is_named_when_it_is_no_session_and_when_its_statement_is_hidden(monkeypatch):
    monkeypatch.setitem(launch.THROWAWAY, "max_prepared_transactions", "2")
    # One that was started before has none.
    monkeypatch.setattr(starting, "started", STARTED)
    with throwaway(Wanted(provider="embedded", major=18)) as server:
        name = create_database(server)
        target = server.conninfo(name)
        run(target, "CREATE TABLE a (x int)")
        change = migration(SECOND, "ALTER TABLE a ADD y int;")
        patience = replace(IMPATIENT, lock_timeout="2s")
        run(target, "BEGIN; INSERT INTO a VALUES (1); PREPARE TRANSACTION 'it''s forgotten'")
        with pytest.raises(SchemadiffError) as prepared:
            apply(target, [change], patience=patience)
        run(target, "ROLLBACK PREPARED 'it''s forgotten'")
        with holding(server.conninfo(name, superuser=True), "SELECT * FROM public.a") as other:
            pid = other.info.backend_pid
            with pytest.raises(SchemadiffError) as hidden:
                apply(target, [change], patience=patience)
    assert 'blocked by prepared transaction "it\'s forgotten" of role' in prepared.value.message
    assert "end what blocks it (ROLLBACK PREPARED 'it''s forgotten')" in prepared.value.hint
    assert "its statement is shown to members of pg_read_all_stats only" in hidden.value.message
    assert f"(SELECT pg_terminate_backend({pid}))" in hidden.value.hint


def test_a_statement_that_takes_too_long_is_stopped(target):
    with pytest.raises(
        SchemadiffError, match=r"x\.sql:1: canceling statement due to statement timeout"
    ) as caught:
        apply(
            target,
            [migration(FIRST, "SELECT pg_sleep(60);")],
            patience=replace(IMPATIENT, statement_timeout="50ms"),
        )
    assert "statement_timeout" in caught.value.hint


def test_a_second_run_waits_and_then_says_who_holds_the_lock(target):
    with psycopg.connect(target, autocommit=True, application_name="somebody else") as other:
        lock.acquire(other, 0, lambda _: None)
        said = []
        with pytest.raises(SchemadiffError, match="another run holds the lock of this database") as caught:
            apply(target, [A], patience=IMPATIENT, say=said.append)
        who = f'process {other.info.backend_pid}, "somebody else", of role '
        assert who in caught.value.message
        assert who in said[0]
        # Nothing was waited for in vain: reading needs no lock.
        assert states(status(target, [A])) == [(FIRST, "pending")]
    apply(target, [A], patience=IMPATIENT)


def test_two_runs_at_once_apply_everything_once(target):
    with holding(target, "CREATE TABLE a ()"):
        # The first waits for the name that the open transaction has taken, holding the lock.
        first = Background(lambda: apply(target, [migration(FIRST, "CREATE TABLE a ();"), UNIQUE]))
        eventually(target, WAITING)
        said = []
        second = Background(
            lambda: apply(target, [migration(FIRST, "CREATE TABLE a ();"), UNIQUE], say=said.append)
        )
        eventually(
            target,
            "SELECT count(*) = 2 FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'schemadiff apply'",
        )
    assert (first.ended(), second.ended()) == (None, None)
    assert sorted([len(first.result.migrations), len(second.result.migrations)]) == [0, 2]
    assert query(target, "SELECT count(*) FROM u") == [(1,)]


UNIQUE = migration(SECOND, "CREATE TABLE u AS SELECT 1;")


def test_what_runs_outside_of_a_transaction_waits_says_for_whom_and_is_not_waited_for(target):
    apply(target, [A])
    build = migration(SECOND, "CREATE INDEX CONCURRENTLY i ON a (x);")
    told = threading.Event()
    said = []

    def say(words):
        said.append(words)
        if "waiting for process" in words:
            told.set()

    with holding(target, "INSERT INTO a VALUES (1)") as other:
        # No lock_timeout holds here: it would leave an invalid index, and nobody waits behind this.
        first = Background(lambda: apply(target, [A, build], patience=IMPATIENT, say=say))
        assert told.wait(30)
        # A second run that waits must not hold a snapshot, for which the index would wait.
        second = Background(lambda: apply(target, [A, build]))
        eventually(
            target,
            "SELECT count(*) = 2 FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'schemadiff apply'",
        )
        pid = other.info.backend_pid
    assert (first.ended(), second.ended()) == (None, None)
    assert said[1].startswith(f'{build.path}:1: waiting for process {pid}, "in the way", of role ')
    assert said[1].endswith(": INSERT INTO a VALUES (1)")
    assert relations(target) == {"a", "i"}


def test_a_lock_that_is_lost_on_the_way_stops_the_run(target):
    lost = migration(
        FIRST, "SELECT pg_advisory_unlock_all(); CREATE TABLE a ();\n-- schemadiff:unit\nCREATE TABLE b ();"
    )
    with pytest.raises(SchemadiffError, match="the lock of this database was lost"):
        apply(target, [lost])
    assert relations(target) == {"a"}
    assert states(status(target, [lost])) == [(FIRST, "partial")]
    apply(target, [lost])


def test_who_stops_a_run_is_told_how_to_go_on(target, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("schemadiff.migrations.run.before_unit", interrupt)
    said = []
    with pytest.raises(KeyboardInterrupt):
        apply(target, [A], say=said.append)
    assert said[-1].startswith(f"{A.path}: stopped in unit 1 of 1; schemadiff status says what is done")


def test_a_warning_of_the_server_is_passed_on(target):
    said = []
    apply(target, [migration(FIRST, "DO $$BEGIN RAISE WARNING E'look\\x1b here'; END$$;")], say=said.append)
    assert said[1:] == ["warning: look\\x1b here"]


@pytest.mark.parametrize(
    "text", ["CREATE TABLE b (); LOCK TABLE a;", "CREATE TABLE b (); VACUUM b; LOCK TABLE a;"]
)
def test_a_session_that_is_ended_in_the_middle(target, text):
    apply(target, [A])
    change = migration(SECOND, text)
    whole = len(change.units) == 1
    with holding(target, "LOCK TABLE a"):
        running = Background(lambda: apply(target, [A, change]))
        query(target, "SELECT pg_terminate_backend(%s)", eventually(target, WAITING))
        error = running.ended()
    assert isinstance(error, SchemadiffError)
    assert f"{change.path}: the connection was lost: " in str(error)
    if whole:
        assert str(error).endswith("nothing of this migration was applied")
        assert relations(target) == {"a"}
    else:
        assert str(error).endswith("units 1-2 of 3 are applied; the same command again goes on from there")
        assert relations(target) == {"a", "b"}
    assert states(status(target, [A, change]))[1] == (SECOND, "pending" if whole else "partial")
    apply(target, [A, change])
    assert states(status(target, [A, change]))[1] == (SECOND, "applied")


CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from applying import FIRST, migration
from schemadiff.migrations.apply import apply
apply(sys.argv[2], [migration(FIRST, sys.argv[3])], say=lambda words: print(words, flush=True))
"""


@pytest.mark.parametrize(
    "text", ["CREATE TABLE b (); LOCK TABLE a;", "CREATE TABLE b (); VACUUM b; LOCK TABLE a;"]
)
def test_an_apply_that_is_killed(target, text):
    run(target, "CREATE TABLE a ()")
    change = migration(FIRST, text)
    with holding(target, "LOCK TABLE a"):
        command = [sys.executable, "-c", CHILD, str(Path(__file__).parent.parent / "support"), target, text]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        pid = eventually(target, WAITING)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        if len(change.units) == 1:
            assert states(status(target, [change])) == [(FIRST, "pending")]
        else:
            (row,) = status(target, [change])
            assert (row.state, row.units_done, row.units) == ("partial", 2, 3)
        # The server notices although the statement still waits, and gives the lock to the next run.
        said = []
        again = Background(
            lambda: apply(target, [change], patience=replace(IMPATIENT, wait=60), say=said.append)
        )
        eventually(target, f"SELECT max(pid) <> %s FROM ({WAITING}) w", pid)
    assert again.ended() is None
    assert relations(target) == {"a", "b"}
    assert states(status(target, [change])) == [(FIRST, "applied")]


@pytest.mark.parametrize("major", [16, 18])
def test_a_server_that_goes_away_in_the_middle(major):
    with throwaway(Wanted(provider="embedded", major=major)) as own:
        database = create_database(own)
        target = own.conninfo(database)
        change = migration(SECOND, "CREATE TABLE b (); LOCK TABLE a;")
        apply(target, [A])
        admin = own.conninfo(database, superuser=True)
        ((pid_file,),) = query(admin, "SELECT pg_read_file('postmaster.pid')")

        # A backend that crashes takes all sessions with it, and the server comes back.
        with closing(psycopg.connect(target)) as other:
            other.execute("LOCK TABLE a")
            running = Background(
                lambda: apply(target, [A, change], patience=replace(IMPATIENT, reconnect=60))
            )
            os.kill(eventually(target, WAITING), signal.SIGKILL)
            assert str(running.ended()).endswith("nothing of this migration was applied")
        assert states(status(target, [A, change])) == [(FIRST, "applied"), (SECOND, "pending")]

        # A server that is stopped at once does not.
        with closing(psycopg.connect(target)) as other:
            other.execute("LOCK TABLE a")
            running = Background(
                lambda: apply(target, [A, change], patience=replace(IMPATIENT, reconnect=0.5))
            )
            eventually(target, WAITING)
            os.kill(int(pid_file.split()[0]), signal.SIGQUIT)
            error = running.ended()
        assert f"{change.path}: the connection was lost: " in str(error)
        assert "the server does not answer, so it is unknown what was applied" in str(error)


def test_a_role_that_may_not_make_the_history_is_told_what_it_needs(server, database):
    role = f"schemadiff_weak_{database[-8:]}"
    admin = server.conninfo(database, superuser=True)
    run(admin, f"CREATE ROLE {role} LOGIN")
    try:
        weak = psycopg.conninfo.make_conninfo(server.conninfo(database), user=role)
        with pytest.raises(
            SchemadiffError, match=r"cannot create schemadiff\.history: permission denied"
        ) as caught:
            apply(weak, [A])
        assert "CREATE on the database" in caught.value.hint
        apply(server.conninfo(database), [A])
        with pytest.raises(SchemadiffError, match=r"cannot read schemadiff\.history: permission denied"):
            status(weak, [A])
    finally:
        run(admin, f"DROP ROLE {role}")


def test_a_schema_of_that_name_that_is_not_ours_is_an_error(target):
    run(target, "CREATE SCHEMA schemadiff; CREATE TABLE schemadiff.history (id int)")
    with pytest.raises(SchemadiffError, match=r"cannot read schemadiff\.history: column .* does not exist"):
        status(target, [A])


def test_what_others_put_into_the_search_path_is_not_called(target):
    trap = "CREATE FUNCTION public.{}() RETURNS timestamptz LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$"
    run(target, trap.format("now"))
    run(target, trap.format("clock_timestamp"))
    hijacked = migration(FIRST, "SET search_path = public, pg_catalog; CREATE TABLE a ();")
    apply(target, [hijacked])
    assert states(status(target, [hijacked])) == [(FIRST, "applied")]


HISTORY = """
    CREATE SCHEMA schemadiff;
    CREATE TABLE schemadiff.history (
        version text COLLATE "C" PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, down_sha256 text,
        how text NOT NULL CHECK (how IN ('apply', 'rollback')), started timestamptz NOT NULL,
        finished timestamptz, by text NOT NULL DEFAULT session_user, units integer NOT NULL,
        units_done integer NOT NULL DEFAULT 0, running integer, progress text NOT NULL
    );
"""
TRAPS = {
    "trigger trap": "CREATE TRIGGER trap BEFORE INSERT ON schemadiff.history FOR EACH ROW EXECUTE FUNCTION public.fire()",
    "rule trap": "CREATE RULE trap AS ON INSERT TO schemadiff.history DO ALSO SELECT public.mine('')",
    "constraint trap": "ALTER TABLE schemadiff.history ADD CONSTRAINT trap CHECK (public.mine(name) IS NOT NULL)",
    "index schemadiff.trap": "CREATE INDEX trap ON schemadiff.history (public.mine(name))",
    "column name": "ALTER TABLE schemadiff.history ALTER name SET DEFAULT public.mine('')",
    "column sha256": "ALTER TABLE schemadiff.history ALTER sha256 TYPE public.odd",
    "public.heir, which inherits from it": "CREATE TABLE public.heir () INHERITS (schemadiff.history)",
    "it is no table": "ALTER TABLE schemadiff.history RENAME TO h; CREATE VIEW schemadiff.history AS SELECT public.mine('') AS"
    " version, name, sha256, down_sha256, how, started, finished, by, units, units_done, running, progress FROM schemadiff.h",
}


def test_a_history_that_another_role_made_runs_none_of_his_code(server, database):
    admin, theirs = server.conninfo(database, superuser=True), server.conninfo(database)
    mine = "CREATE FUNCTION public.mine(t text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;"
    fire = "CREATE FUNCTION public.fire() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;"
    run(theirs, mine + fire + "CREATE DOMAIN public.odd AS text CHECK (public.mine(VALUE) IS NOT NULL)")
    for named, trap in TRAPS.items():
        run(theirs, HISTORY + trap)
        for touching in (lambda: status(admin, [A]), lambda: apply(admin, [A])):
            with pytest.raises(SchemadiffError, match=r"schemadiff\.history belongs to role ") as caught:
                touching()
            assert caught.value.message.endswith(f"has objects that schemadiff did not create: {named}")
        run(theirs, "DROP SCHEMA schemadiff CASCADE; DROP TABLE IF EXISTS public.heir")
    # As it should be, whoever made it; and its owner does with it as he pleases.
    apply(theirs, [A])
    apply(admin, [A, migration(SECOND, "CREATE TABLE public.b ()")])
    run(theirs, "CREATE TRIGGER t AFTER INSERT ON schemadiff.history EXECUTE FUNCTION fire()")
    assert states(status(theirs, [A])) == [(FIRST, "applied"), (SECOND, "missing")]
    assert relations(theirs) == {"a", "b"}


def test_a_policy_that_hides_what_was_applied_is_an_error(server, database):
    role = f"schemadiff_blind_{database[-8:]}"
    admin = server.conninfo(database, superuser=True)
    apply(server.conninfo(database), [A])
    run(admin, f"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA schemadiff TO {role}")
    run(
        admin,
        f"GRANT SELECT ON schemadiff.history TO {role}; ALTER TABLE schemadiff.history ENABLE ROW LEVEL SECURITY",
    )
    try:
        blind = psycopg.conninfo.make_conninfo(server.conninfo(database), user=role)
        with pytest.raises(SchemadiffError, match=r"cannot read .* affected by row-level security"):
            status(blind, [A])
        assert states(status(server.conninfo(database), [A])) == [(FIRST, "applied")]
    finally:
        run(admin, f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_no_server_is_an_error_without_the_password(tmp_path):
    with pytest.raises(ConnectionFailed) as caught:
        apply(f"host={tmp_path} user=u password=hunter2", [A])
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("left", ["DROP INDEX i; DELETE FROM b", "DELETE FROM b"])
def test_replay_runs_what_is_pending_from_where_it_got_to(target, left):
    """Also with the invalid index that the interrupted unit has left: apply drops it first, and so does replay."""
    with pytest.raises(SchemadiffError):
        apply(target, [A, UNITS])
    waiting = pending(target, [A, UNITS])
    assert [(each.migration, each.done, each.running) for each in waiting] == [(UNITS, 1, 1)]
    with psycopg.connect(target) as conn:
        conn.execute(left)
        conn.commit()
        replay(conn, waiting)
        assert not conn.autocommit
    assert relations(target) == {"a", "b", "i", "c"}


def test_replay_stops_a_statement_that_never_ends_whatever_the_file_sets(target, monkeypatch):
    monkeypatch.setattr("schemadiff.migrations.replay.TIMEOUT", "200ms")
    text = "SET statement_timeout = 0;\nSELECT 1;\nDO $$ BEGIN LOOP END LOOP; END $$"
    with psycopg.connect(target) as conn, pytest.raises(SchemadiffError) as caught:
        replay(conn, pending(target, [migration(FIRST, text)]))
    assert caught.value.message.startswith("on the clone: canceling statement due to statement timeout")
    assert (caught.value.at.line, "does it loop, or wait" in caught.value.hint) == (3, True)


def test_replay_tells_where_it_failed(target):
    with (
        psycopg.connect(target) as conn,
        pytest.raises(
            SchemadiffError, match=rf'^{re.escape(B.path)}:2:15: on the clone: relation "nope" does not'
        ),
    ):
        replay(conn, pending(target, [migration(SECOND, "CREATE TABLE b ();\nSELECT * FROM nope")]))
    assert relations(target) == set()
