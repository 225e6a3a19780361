"""``schemadiff types``: its input, its output, and stale files."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from schemadiff import cli
from schemadiff.cli.types import LANGUAGES
from schemadiff.types import TYPES


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "schemadiff.toml").write_text("")
    (tmp_path / "desired").mkdir()
    (tmp_path / "desired" / "a.sql").write_text("CREATE TABLE public.a (id int PRIMARY KEY, name text);")
    return tmp_path


def run(project: Path, *args: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(["types", "-C", str(project), "typescript", *args])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_offers_every_language() -> None:
    assert tuple(TYPES) == LANGUAGES


def test_a_file_is_written_checked_and_stale(project: Path, capsys) -> None:
    assert run(project, "--out", "types.ts", capsys=capsys)[:2] == (0, "wrote types.ts\n")
    assert run(project, "--out", "types.ts", "--check", capsys=capsys)[:2] == (0, "types.ts is up to date\n")
    assert run(project, "--out", "types.ts", capsys=capsys)[:2] == (0, "kept types.ts\n")
    text = (project / "types.ts").read_text()
    assert run(project, capsys=capsys)[:2] == (0, text)
    (project / "desired" / "a.sql").write_text(
        "CREATE TABLE public.a (id int PRIMARY KEY, name text NOT NULL);"
    )
    code, out, _ = run(project, "--out", "types.ts", "--check", capsys=capsys)
    assert code == 1
    lines = out.splitlines()
    assert "-          name: string | null" in lines
    assert "+          name: string" in lines
    assert lines[-1] == "types.ts is out of date; run this without --check to update it"
    assert (project / "types.ts").read_text() == text


def test_a_file_that_is_not_there_is_stale(project: Path, capsys) -> None:
    assert run(project, "--out", "types.ts", "--check", capsys=capsys)[:2] == (1, "types.ts does not exist\n")
    assert not (project / "types.ts").exists()


def test_check_needs_a_file(project: Path, capsys) -> None:
    code, _, err = run(project, "--check", capsys=capsys)
    assert (code, err) == (
        2,
        "error: --check needs a file to compare with\nhint: name it with --out FILE, or in the settings: [types] typescript = FILE\n",
    )


def test_a_schema_that_is_not_there_is_named(project: Path, capsys) -> None:
    code, _, err = run(project, "--schema", "public", "--schema", "api", capsys=capsys)
    assert (code, err) == (2, "error: there is no schema api\n")


def test_a_live_database_is_read_and_not_written(project: Path, server, database: str, capsys) -> None:
    url = server.conninfo(database)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE SCHEMA live CREATE TABLE t (x jsonb NOT NULL)")
    code, out, _ = run(project, "--from-target", url, "--schema", "live", capsys=capsys)
    assert code == 0
    assert "x: NonNullable<Json>" in out
    assert 'Extract<keyof Database, "live">' in out
    with psycopg.connect(url, autocommit=True) as conn:
        found = conn.execute("SELECT nspname FROM pg_namespace WHERE nspname = 'schemadiff'").fetchall()
    assert found == []


def test_help_names_the_languages() -> None:
    assert f"{{{'|'.join(LANGUAGES)}}}" in CliRunner().invoke(cli.cli, ["types", "--help"]).output
