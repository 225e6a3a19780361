"""Migrations of other tools: which files belong to which tool, in which order, and which part of each."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemadiff.errors import Problems, SchemadiffError, UsageError
from schemadiff.migration_tools.layouts import NAMES
from schemadiff.migration_tools.numbering import following
from schemadiff.migration_tools.placeholders import given
from schemadiff.migration_tools.scripts import fill, left_aside, read
from schemadiff.migration_tools.versions import version_key

GOOSE = "-- +goose Up\ncreate table a (x int);\n-- +goose StatementBegin\nselect 1;\n-- +goose StatementEnd\n-- +goose Down\ndrop table a;\n"
MARKS = ("-- +goose ", "-- migrate:", "-- +migrate ", "-- Up Migration", "-- Down Migration")
FOLDERS = {
    # files and their texts; the layout; what is read: name, text of the way there, in a transaction
    "goose": (
        {"00002_b.sql": "-- +goose NO TRANSACTION\n-- +goose Up\nselect 2;\n", "00001_a.sql": GOOSE},
        [("a", "create table a (x int); select 1;", True), ("b", "select 2;", False)],
    ),
    "dbmate": (
        {
            "20200102000000_b.sql": "-- migrate:up transaction:false\nselect 2;\n\n-- migrate:down\nselect 0;\n",
            "20200101000000_a.sql": "-- migrate:up\nselect 1;\n-- migrate:down\nselect 0;\n",
        },
        [("a", "select 1;", True), ("b", "select 2;", False)],
    ),
    "sql-migrate": (
        {
            "2-b.sql": "-- +migrate Up notransaction\nselect 2;\n",
            "1-a.sql": "-- +migrate Down\nselect 0;\n-- +migrate Up\nselect 1;\n",
        },
        [("a", "select 1;", True), ("b", "select 2;", False)],
    ),
    "node-pg-migrate": (
        {"1700000000000_a.sql": "-- Up Migration\nselect 1;\n-- Down Migration\nselect 0;\n"},
        [("a", "select 1;", True)],
    ),
    "flyway": (
        {
            "V10__c.sql": "select 3;",
            "V9__b.sql": "select 2;",
            "V1_2__a.sql": "select 1;",
            "R__last.sql": "select 4;",
        }
        | {"U9__b.sql": "select 0;"},
        [
            ("a", "select 1;", True),
            ("b", "select 2;", True),
            ("c", "select 3;", True),
            ("last", "select 4;", True),
        ],
    ),
    "golang-migrate": (
        {"10_b.up.sql": "select 2;", "9_a.up.sql": "select 1;", "9_a.down.sql": "select 0;"},
        [("a", "select 1;", True), ("b", "select 2;", True)],
    ),
    "sqlx": (
        {"10_b.sql": "-- no-transaction\nselect 2;", "9_a.up.sql": "select 1;", "9_a.down.sql": "select 0;"},
        [("a", "select 1;", True), ("b", "-- no-transaction select 2;", False)],
    ),
    "supabase": (
        {"20240101000000_a.sql": "select 1;", "20240102000000_b.sql": "select 2;"},
        [("a", "select 1;", True), ("b", "select 2;", True)],
    ),
    "prisma": (
        {"20260108_b/migration.sql": "select 2;", "20250326162113_a/migration.sql": "select 1;"},
        [("migration", "select 1;", True), ("migration", "select 2;", True)],
    ),
    "plain": (
        {
            "b/x.sql": "select 2;",
            "a/y.sql": "select 1;",
            "a/down.sql": "select 0;",
            "b/x.down.sql": "select 0;",
        },
        [("y", "select 1;", True), ("x", "select 2;", True)],
    ),
}


def filled(tmp_path, name, text, **values):
    lay(tmp_path, {name: text})
    layout, scripts = read(tmp_path, tmp_path)
    return fill(layout, scripts, values)[0].text


def test_what_the_tool_puts_in(tmp_path):
    """Flyway everywhere, goose between its marks, psql's variables by name; a cast is no variable."""
    goose = (
        "-- +goose ENVSUB ON\n-- +goose Up\nselect '${A}', '${B:-b}';\n-- +goose ENVSUB OFF\nselect '${C}';\n"
    )
    for name, text, expected in (
        ("flyway/V1__a.sql", "select '${A}', '${flyway:defaultSchema}';", "select '1', 'public';"),
        ("goose/1_a.sql", goose, "select '1', 'b';\n-- +goose ENVSUB OFF\nselect '${C}';\n"),
        ("psql/a.sql", "select :A::int, x:::A, :'A', :\"A\", :B;", "select 1::int, x::1, '1', \"1\", :B;"),
    ):
        found = filled(tmp_path / name.split("/")[0], name.split("/")[1], text, A="1")
        assert found.endswith(expected)
    with pytest.raises(SchemadiffError) as error:
        filled(tmp_path / "without", "V1__a.sql", "select 1;\nselect ${B};")
    assert "V1__a.sql:2:8: the placeholder ${B} has no value" in str(error.value)
    assert given(["A=b=c"]) == {"A": "b=c"}
    with pytest.raises(UsageError):
        given(["A"])


def test_what_of_a_folder_is_left_aside(tmp_path):
    """An empty database gets Flyway's newest baseline; what is no SQL, or not in the order, is named."""
    fly = ["V1__a.sql", "B1__a.sql", "B3__b.sql", "V3__b.sql", "V4__c.sql", "R__z.sql", "x/R__y.sql"]
    callbacks = ["afterMigrate__grants.sql", "createSchema.sql"]
    lay(tmp_path / "fly", dict.fromkeys([*fly, "U4__c.sql", *callbacks], "select 1;"))
    layout, scripts = read(tmp_path / "fly", tmp_path)
    assert [Path(s.path).name for s in scripts] == ["B3__b.sql", "V4__c.sql", "R__y.sql", "R__z.sql"]
    assert left_aside(tmp_path / "fly", tmp_path, layout) == tuple(f"fly/{name}" for name in callbacks)
    lay(tmp_path / "goose", {"1_a.sql": GOOSE, "2_b.go": "", "2_b_test.go": "", "main.go": ""})
    layout, scripts = read(tmp_path / "goose", tmp_path)
    assert (len(scripts), left_aside(tmp_path / "goose", tmp_path, layout)) == (1, ("goose/2_b.go",))
    # Supabase has seeds beside its migrations.
    lay(tmp_path / "supabase", {"migrations/20240101000000_a.sql": "select 1;", "seed.sql": "select 2;"})
    layout, scripts = read(tmp_path / "supabase", tmp_path)
    assert (layout.name, [s.name for s in scripts]) == ("supabase", ["a"])
    # Numbers are numbers, also where nobody pads them.
    lay(tmp_path / "plain", dict.fromkeys(["1_a.sql", "10_c.sql", "2_b.sql"], "select 1;"))
    assert [s.name for s in read(tmp_path / "plain", tmp_path)[1]] == ["1_a", "2_b", "10_c"]


def lay(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_is_read_of_a_folder(tmp_path, name):
    files, expected = FOLDERS[name]
    folder = tmp_path / ("supabase/migrations" if name == "supabase" else "db")
    lay(folder, files)
    layout, scripts = read(folder, tmp_path, "sqlx" if name == "sqlx" else None)
    found = [
        (
            s.name,
            " ".join(line for line in s.text.splitlines() if not line.startswith(MARKS)),
            s.transactional,
        )
        for s in scripts
    ]
    assert layout.name == name
    assert [(name, text.strip(), transactional) for name, text, transactional in found] == expected


def test_lines_keep_their_numbers(tmp_path):
    lay(tmp_path, {"1_a.sql": GOOSE})
    _, (script,) = read(tmp_path, tmp_path)
    assert script.text.count("\n") == GOOSE.count("\n")
    assert script.text.split("\n")[1] == "create table a (x int);"
    assert "drop" not in script.text


def test_what_cannot_be_read(tmp_path):
    (tmp_path / "alembic/versions").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for path in ("django/0001_initial.py", "rails/20240101000000_create_users.rb", "node/1_users.mjs"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text("")
    for folder, words in (
        ("alembic", "alembic upgrade head --sql"),
        ("empty", "no *.sql file"),
        ("gone", "does not exist"),
        ("django", "django holds migrations in Python, as Django's are\nhint: run them on an empty database"),
        ("rails", "rails holds migrations in Ruby"),
        ("node", "node holds migrations in JavaScript"),
    ):
        with pytest.raises(UsageError) as error:
            read(tmp_path / folder, tmp_path)
        assert words in str(error.value)
    lay(tmp_path / "mixed", {"V1__a.sql": "select 1;", "later.sql": "select 2;"})
    with pytest.raises(Problems) as problems:
        read(tmp_path / "mixed", tmp_path)
    assert "mixed/later.sql is not named like a migration of flyway" in str(problems.value)


def test_the_command_line_knows_every_layout():
    # The package's attribute of that name is the command itself.
    assert importlib.import_module("schemadiff.cli.init").LAYOUTS == NAMES


@pytest.mark.parametrize(
    ("layout", "there", "taken", "expected"),
    [
        ("dbmate", [], [], "20260101000000"),
        ("dbmate", ["20270101000000"], [], "20270101000001"),
        ("golang-migrate", ["000009", "000010"], [], "000011"),
        ("golang-migrate", ["000009"], ["12"], "000013"),
        ("flyway", ["1", "2"], [], "3"),
        ("flyway", ["1.2", "1.10"], [], "1.11"),
        ("flyway", ["2_09"], [], "2_10"),
        ("node-pg-migrate", [], [], "1767225600000"),
        ("node-pg-migrate", ["1767225600000"], [], "1767225600001"),
        ("node-pg-migrate", ["20250101000000000"], [], "20260101000000000"),
        ("node-pg-migrate", ["0001"], [], "0002"),
    ],
)
def test_the_version_after_those_that_are_there(layout, there, taken, expected):
    keys = [version_key(version) for version in taken]
    assert following(layout, there, keys, datetime(2026, 1, 1, tzinfo=UTC)) == expected


def test_a_file_of_which_the_tool_runs_nothing(tmp_path):
    (tmp_path / "1_a.sql").write_text("-- migrate:up\nselect 1;\n")
    (tmp_path / "2_b.sql").write_text("select 2;\n")
    with pytest.raises(SchemadiffError, match=r"2_b.sql has no line -- migrate:up, so dbmate"):
        read(tmp_path, tmp_path)
    (tmp_path / "1_a.sql").write_text("-- Up Migration\nselect 1;\n")
    _, scripts = read(tmp_path, tmp_path)
    assert [script.text.splitlines()[-1] for script in scripts] == ["select 1;", "select 2;"]
