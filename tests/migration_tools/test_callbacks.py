"""Callbacks of Flyway, where a run on an empty database has them."""

from __future__ import annotations

from schemadiff.migration_tools.callbacks import said_of_those_aside, with_callbacks
from schemadiff.migration_tools.scripts import read

AROUND = (
    "afterMigrate.sql", "afterMigrateApplied.sql", "afterVersioned.sql", "beforeEachMigrate__b.sql",
    "beforeEachMigrate__a.sql", "afterEachMigrate.sql", "beforeMigrate.sql", "beforeRepeatables.sql",
)  # fmt: skip
NOT_RUN = ("afterMigrateError.sql", "beforeClean.sql", "createSchema.sql", "afterEachMigrateStatement.sql")


def order(folder, *names):
    folder.mkdir()
    for name in names:
        (folder / name).write_text("select 1;")
    layout, scripts = read(folder, folder)
    return [(s.path.removesuffix(".sql"), s.goes_on) for s in with_callbacks(folder, folder, layout, scripts)]


def test_around_versioned_and_repeatable_migrations(tmp_path):
    def around(name):
        before, after = ("beforeEachMigrate__a", "beforeEachMigrate__b"), "afterEachMigrate"
        return [(before[0], False), (before[1], True), (name, True), (after, True)]

    found = order(tmp_path / "db", "V1__a.sql", "V2__b.sql", "R__c.sql", *AROUND, *NOT_RUN)
    assert found == [
        ("beforeMigrate", False),
        *around("V1__a"),
        *around("V2__b"),
        ("afterVersioned", False),
        ("beforeRepeatables", False),
        *around("R__c"),
        ("afterMigrateApplied", False),
        ("afterMigrate", False),
    ]


def test_without_repeatable_migrations(tmp_path):
    found = order(tmp_path / "db", "V1__a.sql", "beforeRepeatables.sql", "afterVersioned.sql")
    assert found == [("V1__a", False), ("afterVersioned", False)]


def test_other_tools_have_none(tmp_path):
    assert order(tmp_path / "db", "1_a.sql", "afterMigrate.sql") == [("1_a", False), ("afterMigrate", False)]


def test_what_is_said_of_those_that_are_left_out(tmp_path):
    order(tmp_path / "db", "V1__a.sql", "afterMigrate.sql", *NOT_RUN)
    layout, _ = read(tmp_path / "db", tmp_path)
    assert list(said_of_those_aside(tmp_path / "db", tmp_path, layout)) == [
        "db/afterEachMigrateStatement.sql: left out, for only flyway can run it",
        "db/afterMigrate.sql: run where flyway runs it",
        "db/afterMigrateError.sql: left out, for only flyway can run it",
        "db/beforeClean.sql: left out, for only flyway can run it",
        "db/createSchema.sql: left out, for only flyway can run it",
    ]
