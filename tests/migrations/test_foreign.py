"""Migrations of other tools: which files, in which order, which part of each, in which transactions."""

from __future__ import annotations

import pytest

from schemadiff.errors import SchemadiffError
from schemadiff.migrations.foreign import Script, read, scripts
from schemadiff.migrations.transactions import placed

FOLDERS = {
    "supabase": ["20240101_a.sql", "20240102_b.sql"],
    "flyway": ["V1__a.sql", "V2__b.sql", "V10__c.sql", "R__views.sql"],
    "flyway with callbacks": [
        "beforeMigrate__b.sql",
        "B1__a.sql",
        "V2__b.sql",
        "afterVersioned.sql",
        "beforeRepeatables.sql",
        "R__a.sql",
        "afterMigrate.sql",
    ],
    "golang-migrate": ["1_a.up.sql", "2_b.up.sql", "10_c.up.sql"],
    "prisma": ["20240101_a/migration.sql", "20240102_b/migration.sql"],
    "diesel": ["2024-01-01_a/up.sql", "2024-01-02_b/up.sql"],
    "ours": ["20240101000000_a.sql", "20240102000000_b.sql"],
}
BACK = ["1_a.down.sql", "U1__a.sql", "20240101_a/down.sql", "revert/a.sql", ".hidden/a.sql", "notes.md"]


@pytest.mark.parametrize("tool", FOLDERS)
def test_files_are_read_in_the_order_of_their_tool(tool, tmp_path):
    for name in (*reversed(FOLDERS[tool]), *BACK):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("select 1;")
    assert [path.relative_to(tmp_path).as_posix() for path in scripts(tmp_path)] == FOLDERS[tool]


def test_a_folder_without_any_is_an_error(tmp_path):
    with pytest.raises(SchemadiffError, match="has no migrations"):
        scripts(tmp_path)


@pytest.mark.parametrize(
    ("up", "down"),
    [
        ("-- migrate:up", "-- migrate:down"),
        ("-- +goose Up", "-- +goose Down"),
        ("-- +migrate Up", "-- +migrate Down"),
    ],
)
def test_what_leads_back_is_blanked_out_and_lines_stay(up, down, tmp_path):
    (tmp_path / "1_a.sql").write_text(f"{up}\nselect 1;\n{down}\nselect 2;\n{up}\nselect 3;\n")
    script = read(tmp_path / "1_a.sql", tmp_path, tmp_path / "generated")
    assert [(p.command.sql, p.command.line) for p in placed(script, per_file=True)] == [
        ("select 1", 2),
        ("select 3", 6),
    ]


def places(text: str, *, per_file: bool = True, managed: bool = False) -> list[tuple[str, int, bool]]:
    """Each statement with the number of its transaction, and whether it is in none."""
    found = placed(Script("m.sql", text, managed), per_file=per_file)
    return [(p.command.sql, p.unit, p.alone) for p in found if not p.control]


def test_a_file_is_one_transaction_or_each_statement_is():
    text = "create table a (); create index concurrently i on a (b); drop table a;"
    assert {unit for _, unit, _ in places(text)} == {0}
    assert not any(alone for *_, alone in places(text))
    assert [(unit, alone) for _, unit, alone in places(text, per_file=False)] == [
        (1, False),
        (2, True),
        (3, False),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "-- migrate:up transaction:false",
        "-- +goose NO TRANSACTION",
        "-- +migrate Up notransaction",
        "-- atlas:txmode none",
        "-- no-transaction",
    ],
)
def test_a_file_may_say_that_it_wants_no_transaction(mark):
    assert [alone for *_, alone in places(f"{mark}\ncreate index concurrently i on a (b);")] == [True]


def test_begin_and_commit_make_transactions():
    text = "begin; select 1; select 2; commit; select 3; begin; select 4; rollback;"
    assert [unit for _, unit, _ in places(text, per_file=False)] == [1, 1, 3, 4]


def test_ours_are_cut_as_apply_does():
    text = "select 1;\n-- schemadiff:unit\nselect 2;\ncreate index concurrently i on a (b);"
    assert [(unit, alone) for _, unit, alone in places(text, managed=True)] == [
        (0, False),
        (1, False),
        (2, True),
    ]


def test_lines_of_psql_are_refused_but_for_what_pg_dump_writes():
    assert [sql for sql, *_ in places("\\restrict abc\nselect 1;\n\\unrestrict abc\n")] == ["select 1"]
    with pytest.raises(SchemadiffError, match="psql meta-command"):
        places("\\i other.sql\nselect 1;")
