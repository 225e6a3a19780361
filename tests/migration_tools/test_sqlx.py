"""Whose naming the migrations of a folder follow."""

from __future__ import annotations

import pytest

from schemadiff.migration_tools.scripts import read
from schemadiff.migration_tools.sqlx import called, said_beside

SQLX = "(where sqlx applies them, say --layout sqlx)"


def lay(folder, *names, text="select 1;"):
    for name in names:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize(
    ("names", "text", "words"),
    [
        (["1_a.sql", "2_b.sql"], "select 1;", f"in the order of their names {SQLX}"),
        (["1_a.sql", "b.sql"], "select 1;", "in the order of their names"),
        (["1_a.up.sql", "1_a.down.sql"], "select 1;", f"named as golang-migrate does {SQLX}"),
        (["1_a.sql"], "-- +goose Up\nselect 1;", "named as goose does"),
    ],
)
def test_in_words(tmp_path, names, text, words):
    lay(tmp_path / "db", *names, text=text)
    assert called(*read(tmp_path / "db", tmp_path)) == words


@pytest.mark.parametrize(
    ("names", "manifest", "expected"),
    [
        (["1_a.sql", "2_b.up.sql", "2_b.down.sql"], 'sqlx = "0.8"', "sqlx"),
        (["1_a.sql"], 'diesel = "2"', None),
        (["V1__a.sql"], 'sqlx = "0.8"', None),
        ([], 'sqlx = "0.8"', None),
    ],
)
def test_said_by_the_crate(tmp_path, names, manifest, expected):
    (tmp_path / "migrations").mkdir()
    lay(tmp_path / "migrations", *names)
    assert said_beside(tmp_path / "migrations") is None
    (tmp_path / "Cargo.toml").write_text(f"[dependencies]\n{manifest}\n")
    assert said_beside(tmp_path / "migrations") == expected
