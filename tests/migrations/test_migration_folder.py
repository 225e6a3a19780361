"""The folder of migrations: versions never clash, and no half-written file is visible."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemadiff.errors import Problems, SchemadiffError
from schemadiff.migrations.folder import next_version, read_folder, write
from schemadiff.model import Address, Plan, Planned, Statement, Verb

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def planned(sql="CREATE TABLE app.t (a int)"):
    plan = Plan((Statement(sql, Verb.CREATE, Address("table", "app.t")),), "native", "a", "b", 180000)
    return Planned(plan, "development database", "PostgreSQL 18", down=plan)


def test_a_plan_is_written_and_read_back(tmp_path):
    up, down = write(tmp_path / "generated", planned(), now=lambda: NOON)
    assert (up.name, down.name) == ("20260101120000_add_t.sql", "20260101120000_add_t.down.sql")
    (migration,) = read_folder(tmp_path / "generated", root=tmp_path)
    assert (migration.version, migration.name) == ("20260101120000", "add_t")
    assert migration.path == "generated/20260101120000_add_t.sql"
    assert migration.down.path == "generated/20260101120000_add_t.down.sql"
    assert [c.sql for c in migration.units[0].commands] == ["CREATE TABLE app.t (a int)"]
    assert sorted(p.name for p in (tmp_path / "generated").iterdir()) == [down.name, up.name]


def test_versions_grow_past_the_folder_and_past_the_target(tmp_path):
    first, _ = write(tmp_path, planned(), now=lambda: NOON)
    second, _ = write(tmp_path, planned(), name="Second, by hand", now=lambda: NOON)
    third, _ = write(tmp_path, planned(), newest="20270101000059", now=lambda: NOON)
    assert [p.name for p in (first, second, third)] == [
        "20260101120000_add_t.sql",
        "20260101120001_second_by_hand.sql",
        "20270101000100_add_t.sql",
    ]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "20260101120000"),
        (["20260101115959"], "20260101120000"),
        (["20260101235959"], "20260102000000"),
        (["20261399000000"], "20261399000001"),
        (["99991231235959"], "99991231235960"),
    ],
)
def test_the_next_version(taken, expected):
    assert next_version(taken, NOON) == expected


def test_no_version_follows_the_last_one():
    with pytest.raises(SchemadiffError, match="no version can follow 99999999999999"):
        next_version(["99999999999999"], NOON)


WRITER = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from test_migration_folder import NOON, planned
from schemadiff.migrations.folder import write
sys.stdin.read()
for _ in range(5):
    write(Path({folder!r}), planned(), name={name!r}, now=lambda: NOON)
"""


def test_processes_that_write_at_once_get_versions_of_their_own(tmp_path):
    tests = str(Path(__file__).parent)
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER.format(tests=tests, folder=str(tmp_path), name=name)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in ("one", "two", "three")
    ]
    # All of them wait for the end of their input, and so begin together.
    for child in children:
        child.stdin.close()
    for child in children:
        assert child.stderr.read() == b""
        child.stderr.close()
        assert child.wait() == 0
    versions = [migration.version for migration in read_folder(tmp_path)]
    assert len(versions) == len(set(versions)) == 15
    assert all(migration.down for migration in read_folder(tmp_path))


def test_what_a_killed_writer_left_is_never_read_and_goes_away(tmp_path):
    left = tmp_path / ".20260101000000_x.sql.writing"
    left.write_text("DROP TABLE")
    assert read_folder(tmp_path) == ()
    write(tmp_path, planned())
    assert not left.exists()


def test_a_plan_that_cannot_be_read_back_is_not_written(tmp_path):
    with pytest.raises(SchemadiffError, match="syntax error"):
        write(tmp_path / "new", planned("CREATE TABEL"))
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "generated"):
        with pytest.raises(SchemadiffError, match=r"cannot write to .*file") as caught:
            write(folder, planned())
        assert caught.value.exit_code == 3


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that takes no files")
def test_a_read_only_file_system_is_a_clear_error():
    # Permission bits do not bind root; /proc takes files from nobody.
    with pytest.raises(SchemadiffError, match="cannot write to /proc/self"):
        write(Path("/proc/self/generated"), planned())


def test_no_folder_is_no_migrations_and_a_file_in_its_place_is_an_error(tmp_path):
    assert read_folder(tmp_path / "none") == ()
    (tmp_path / "file").write_text("")
    with pytest.raises(SchemadiffError, match="cannot read"):
        read_folder(tmp_path / "file")


def test_what_looks_like_a_migration_and_is_none_is_reported_all_at_once(tmp_path):
    for name in ("1_x.sql", "20260101000000_a.sql", "20260101000000_b.sql", "20260101000001_c.down.sql"):
        (tmp_path / name).write_text("SELECT 1;")
    (tmp_path / "README.md").write_text("not a migration, and not mistaken for one")
    with pytest.raises(Problems) as caught:
        read_folder(tmp_path, root=tmp_path)
    assert [p.message for p in caught.value.problems] == [
        "1_x.sql is not named like a migration",
        "20260101000001_c.down.sql undoes a migration that does not exist",
        "20260101000000_a.sql and 20260101000000_b.sql have the same version",
    ]


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    (tmp_path / "20260101000000_a.sql").write_bytes(b"SELECT 1;\nSELECT '\xff';")
    with pytest.raises(SchemadiffError, match=r"20260101000000_a\.sql:2: not UTF-8"):
        read_folder(tmp_path)
