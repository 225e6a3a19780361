"""Rollback on real servers: the down file of the last migration, with the same checks as apply."""

import psycopg
import pytest

from applying import FIRST, IMPATIENT, SECOND, holding, migration, query, relations, run, states
from schemadiff.errors import Refused, SchemadiffError
from schemadiff.migrations import lock
from schemadiff.migrations.apply import apply, pending, read_history, status
from schemadiff.migrations.rollback import last, rollback

A = migration(FIRST, "CREATE TABLE a (x int);", "DROP TABLE a;")
B = migration(SECOND, "CREATE TABLE b (x int);", "DROP TABLE b;")


@pytest.fixture
def target(server, database):
    return server.conninfo(database)


def test_the_last_one_is_taken_back_and_can_be_applied_again(target):
    apply(target, [A, B])
    assert last([A, B], read_history(target)).migration == B
    assert [m.version for m in rollback(target, [A, B]).migrations] == [SECOND]
    assert relations(target) == {"a"}
    assert states(status(target, [A, B])) == [(FIRST, "applied"), (SECOND, "pending")]
    assert status(target, [A, B])[1].how == "rollback"
    # What is taken back was never applied, so it may be edited or given up.
    assert states(status(target, [A])) == [(FIRST, "applied")]
    apply(target, [A, migration(SECOND, "CREATE TABLE c ();", "DROP TABLE c;")])
    assert relations(target) == {"a", "c"}


def test_one_after_the_other_until_nothing_is_left(target):
    apply(target, [A, B])
    assert [len(rollback(target, [A, B]).migrations) for _ in range(3)] == [1, 1, 0]
    assert relations(target) == set()
    assert last([A, B], read_history(target)) is None


def test_a_database_without_history_has_nothing_to_take_back(target):
    assert rollback(target, [A]).migrations == ()
    assert query(target, "SELECT 1 FROM pg_namespace WHERE nspname = 'schemadiff'") == []


def test_last_is_what_was_applied_last_not_what_is_newest(target):
    apply(target, [B])
    apply(target, [A, B], out_of_order=True)
    rollback(target, [A, B])
    assert relations(target) == {"b"}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            [migration(FIRST, "CREATE TABLE a ();", "DROP TABLE a;")],
            r"_x\.sql was edited after it was applied",
        ),
        (
            [migration(FIRST, A.text, "DROP TABLE a CASCADE;")],
            r"_x\.down\.sql was edited after its migration",
        ),
        ([migration(FIRST, A.text)], r"_x\.sql has no down file"),
        ([], rf"{FIRST}_x is applied, but its file is missing"),
    ],
)
def test_files_that_contradict_the_history_are_refused(target, files, message):
    apply(target, [A])
    with pytest.raises(SchemadiffError, match=message):
        rollback(target, files)
    with pytest.raises(SchemadiffError, match=message):
        last(files, read_history(target))
    assert relations(target) == {"a"}


def test_a_rollback_after_a_change_by_hand_says_how_to_see_it(target):
    apply(target, [A])
    run(target, "DROP TABLE a")
    with pytest.raises(SchemadiffError) as caught:
        rollback(target, [A])
    assert (
        caught.value.hint == "if the database was changed by hand since: schemadiff drift shows what differs"
    )
    assert "nothing of this migration was rolled back" in str(caught.value)


def test_an_edited_down_file_can_be_accepted(target):
    apply(target, [A])
    rollback(target, [migration(FIRST, A.text, "DROP TABLE a CASCADE;")], edited_down=True)
    assert relations(target) == set()


def test_a_down_file_that_was_written_later_is_fine(target):
    apply(target, [migration(FIRST, A.text)])
    rollback(target, [A])
    assert relations(target) == set()


def test_a_down_file_that_does_not_lead_back_is_refused(target):
    down = "-- schemadiff: way back: irreversible: there is no reverse plan\n"
    apply(target, [migration(FIRST, A.text, down)])
    with pytest.raises(Refused, match="cannot be rolled back: irreversible: there is no reverse plan"):
        rollback(target, [migration(FIRST, A.text, down)])


def test_losing_data_must_be_accepted(target):
    lossy = migration(FIRST, A.text, "-- schemadiff: loses data: table public.a\nDROP TABLE a;")
    apply(target, [lossy])
    with pytest.raises(Refused, match=r"loses data: table public\.a"):
        rollback(target, [lossy])
    assert relations(target) == {"a"}
    rollback(target, [lossy], allow_data_loss=True)
    assert relations(target) == set()


def test_a_down_file_that_fails_takes_nothing_back(target):
    down = migration(FIRST, A.text, "DROP TABLE a;\nDROP TABLE nope;")
    apply(target, [down])
    with pytest.raises(SchemadiffError) as caught:
        rollback(target, [down])
    assert str(caught.value) == (
        f'{down.down.path}:2: table "nope" does not exist\nnothing of this migration was rolled back\n'
        "hint: if the database was changed by hand since: schemadiff drift shows what differs"
    )
    assert relations(target) == {"a"}
    assert states(status(target, [down])) == [(FIRST, "applied")]


def test_a_rollback_in_units_is_resumed_and_nothing_else_runs_before(target):
    down = "DROP TABLE b;\nDROP INDEX CONCURRENTLY i;\nDROP TABLE a;"
    text = "CREATE TABLE a (x int); CREATE TABLE b (); CREATE INDEX i ON a (x);"
    change = migration(FIRST, text, down)
    apply(target, [change])
    run(target, "CREATE VIEW v AS SELECT x FROM a")
    with pytest.raises(SchemadiffError, match=r"down\.sql:3: cannot drop table a") as caught:
        rollback(target, [change])
    assert "units 1-2 of 3 are rolled back; the same command again goes on from there" in str(caught.value)
    assert relations(target) == {"a"}
    assert states(status(target, [change])) == [(FIRST, "partial")]
    with pytest.raises(SchemadiffError, match=r"is being rolled back: units 1-2 of 3 of its down file ran"):
        apply(target, [change, B])
    edited = migration(FIRST, text, down.replace("DROP TABLE b", "DROP TABLE IF EXISTS b"))
    with pytest.raises(Refused, match=r"was edited in units that have already run \(2 of 3\)"):
        rollback(target, [edited])
    rollback(target, [migration(FIRST, text, down.replace("TABLE a", "TABLE a CASCADE"))])
    assert relations(target) == set()
    assert states(status(target, [change])) == [(FIRST, "pending")]


def test_a_down_file_that_fails_outside_of_a_transaction_leaves_its_migration_applied(target):
    change = migration(
        FIRST, "CREATE TABLE a (x int);", "CREATE INDEX CONCURRENTLY a ON a (x); DROP TABLE a;"
    )
    apply(target, [change])
    with pytest.raises(SchemadiffError, match='relation "a" already exists'):
        rollback(target, [change])
    assert states(status(target, [change])) == [(FIRST, "applied")]
    assert pending(target, [change]) == ()


def test_a_half_applied_migration_is_finished_before_anything_is_taken_back(target):
    change = migration(SECOND, "CREATE TABLE b (); VACUUM b; SELECT 1/0;", "DROP TABLE b;")
    with pytest.raises(SchemadiffError):
        apply(target, [A, change])
    with pytest.raises(SchemadiffError, match=r"is applied in part: 2 of 3 units"):
        rollback(target, [A, change])


def test_it_waits_for_the_same_lock_as_apply(target):
    apply(target, [A])
    with psycopg.connect(target, autocommit=True) as other:
        lock.acquire(other, 0, lambda _: None)
        with pytest.raises(SchemadiffError, match="another run holds the lock"):
            rollback(target, [A], patience=IMPATIENT)
    with holding(target, "SELECT * FROM a"), pytest.raises(SchemadiffError, match="lock timeout, 2 times"):
        rollback(target, [A], patience=IMPATIENT)
    assert relations(target) == {"a"}
