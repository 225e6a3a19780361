"""The history tables of other tools, as these tools were seen to write them."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace

import pytest

from schemadiff.migration_tools.history_tables import _rows, newest_of
from schemadiff.migration_tools.runners import RUNNERS, applying, crc32_of_lines
from schemadiff.migration_tools.versions import version_key
from schemadiff.migrations.file import Migration
from schemadiff.migrations.state import statuses

TEXT = "create table a (x int);\n"


def row(version, **rest):
    return {"version": version, **rest}


def sha(text):
    return hashlib.sha384(text.encode()).digest()


CASES = {
    # What the table holds; the state of each of the files 1, 2, 3 and R__v, and of what has no file.
    "golang-migrate": ([row("2", done=True, up_to=True)], "applied applied pending pending"),
    "golang-migrate, dirty": ([row("2", done=False, up_to=True)], "applied partial pending pending"),
    "golang-migrate, gone": ([row("9", done=True, up_to=True)], "applied applied applied missing pending"),
    "goose": ([row("1"), row("2", applied=False)], "applied pending pending pending"),
    "sqlx": ([row("1", checksum=sha(TEXT)), row("2", checksum=sha("x"))], "applied edited pending pending"),
    "sqlx, failed": ([row("1"), row("2", done=False)], "applied partial pending pending"),
    "flyway": (
        [row("1.0", checksum=crc32_of_lines(TEXT)), row("2", checksum=1), row("3", applied=False)],
        "applied edited pending pending",
    ),
    "flyway, baseline": (
        [row("2", name="<< Flyway Baseline >>", up_to=True)],
        "applied applied pending pending",
    ),
    "flyway, baseline without a file": (
        [row("2.5", name="<< Flyway Baseline >>", up_to=True)],
        "applied applied pending pending",
    ),
    "flyway, failed": ([row("1"), row("2", done=False)], "applied partial pending pending"),
    "flyway, repeatable": (
        [row("R__v", checksum=crc32_of_lines(TEXT))],
        "pending pending pending applied",
    ),
    "flyway, repeatable that changed": ([row("R__v", checksum=1)], "pending pending pending pending"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_table_says_of_files(case):
    found, expected = CASES[case]
    files = [Migration(version_key(v), "x", f"{v}.sql", TEXT) for v in "123"]
    files.append(Migration("R__v", "repeatable", "R__v.sql", TEXT))
    rows = tuple(_rows(RUNNERS[case.split(",")[0]], found, files))
    assert " ".join(status.state for status in statuses(files, rows)) == expected


def test_the_newest_of_another_tool():
    assert newest_of("flyway", [row("9"), row("10"), row("11", done=False), row("R__v")]) == ("10",)
    assert newest_of("alembic", [row("b"), row("a")]) == ("a", "b")
    assert newest_of("goose", []) == ()


FILES = tuple(Migration(version_key(v), "x", f"{v}.sql", TEXT) for v in ("1", "1.5", "2"))


@pytest.mark.parametrize(
    ("layout", "command"),
    [
        ("flyway", "flyway migrate -outOfOrder=true"),
        ("goose", "goose up -allow-missing"),
        ("dbmate", "dbmate up"),
        ("schemadiff", "schemadiff apply --out-of-order"),
    ],
)
def test_what_applies_what_is_older_than_what_is_applied(layout, command):
    """Not every tool runs it unasked, so the command that is named does."""
    settings = SimpleNamespace(layout=layout, flag=lambda _: "")
    runner = RUNNERS.get(layout, RUNNERS["dbmate"])
    in_order, late = ([row(v) for v in versions] for versions in (["1"], ["1", "2"]))
    found = [
        applying(settings, statuses(FILES, tuple(_rows(runner, r, FILES))), "x") for r in (in_order, late)
    ]
    assert found == [command.split(" -")[0], command]


def test_what_to_do_after_one_that_failed():
    """The tool's own way on, and versions as the tool says them."""
    rows = tuple(_rows(RUNNERS["golang-migrate"], [row("2", done=False, up_to=True)], FILES))
    assert (
        RUNNERS["golang-migrate"].mending(rows)
        == "2_x failed: remove what it left behind, then migrate force with the version before it"
    )
    assert RUNNERS["golang-migrate"].mending(rows[:-1]) == ""


def test_whose_table_it_is():
    def knows(tool, *columns):
        return RUNNERS[tool].knows(SimpleNamespace(columns=frozenset(columns)))

    assert knows("dbmate", "version")
    assert not knows("dbmate", "version", "dirty")
    assert knows("golang-migrate", "version", "dirty")
    assert not knows("golang-migrate", "version")
    assert crc32_of_lines("a\r\nb") == crc32_of_lines("a\nb\n")
