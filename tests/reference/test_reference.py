"""``schemadiff docs``: a page with everything on it, with names that look like markup, from files and a database."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from schemadiff import cli
from schemadiff.desired.load import load
from schemadiff.postgres.server import ensure_roles, scratch_database
from schemadiff.reference import diagram
from schemadiff.reference.lookups import table
from schemadiff.settings import load as load_settings
from schemadiff.shadow import Workshop, meant
from schemadiff.words import listed

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = HERE / "page.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "schemadiff.toml").write_text('[shadow]\nversion = 18\n\n[docs]\nfile = "docs/schema.md"\n')
    shutil.copytree(HERE / "desired", folder / "desired")
    return folder


def run(project: Path, *args: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.main(["docs", "-C", str(project), *args])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def page(project: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(project, capsys=capsys)[0] == 0
    return (project / "docs" / "schema.md").read_text()


def test_the_page_is_what_it_was(page: str) -> None:
    """Read what changed before you copy it: this is what people get to see."""
    assert page == PAGE.read_text()


def test_every_link_leads_somewhere(project: Path, page: str) -> None:
    anchors = re.findall(r'<a id="([^"]+)">', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(anchors)
    files = set(re.findall(r"\]\(<([^>]+)>\)", page))
    assert files == {"../desired/shop.sql"}
    assert all((project / "docs" / path).is_file() for path in files)


def test_tables_have_as_many_cells_in_each_row_and_nothing_is_markup(page: str) -> None:
    for block in re.split(r"\n\n", re.sub(r"(?s)```.*?```", "", page)):
        rows = [line for line in block.splitlines() if line.startswith("| ")]
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
        assert len(cells) <= 1, block
    assert "<script" not in page
    assert not re.search(r"(?m)^(# No heading|- no list)", page)
    assert "@somebody" not in page


def test_everything_of_the_catalogue_is_named(project: Path, page: str) -> None:
    with Workshop(load_settings(project)) as workshop:
        catalog = meant(workshop).catalog
    shown, kinds = html.unescape(page), ("table", "view", "type", "function", "procedure", "aggregate", "index",
                                         "policy", "trigger", "statistics", "table constraint")  # fmt: skip
    identities = [a.identity for a in catalog.objects if a.type.startswith(kinds)]
    names = {re.match(r'(?:shop\.)?("(?:[^"]|"")+"|\w+)', identity)[1] for identity in identities}
    assert {name for name in names if name not in shown and name.strip('"') not in shown} == set()


def test_a_page_is_written_kept_checked_and_stale(tmp_path: Path, capsys) -> None:
    (tmp_path / "schemadiff.toml").write_text("")
    (tmp_path / "desired").mkdir()
    (tmp_path / "desired" / "a.sql").write_text("CREATE TABLE public.a (id int PRIMARY KEY, name text);")

    assert run(tmp_path, "--check", capsys=capsys) == (
        2, "", "error: --check needs a file to compare with\nhint: name it with --out FILE, or in the settings: [docs] file = FILE\n"
    )  # fmt: skip
    assert run(tmp_path, "--out", "a/page.md", "--check", capsys=capsys)[:2] == (
        1,
        "a/page.md does not exist\n",
    )
    assert run(tmp_path, "--out", "a/page.md", capsys=capsys)[:2] == (0, "wrote a/page.md\n")
    assert run(tmp_path, "--out", "a/page.md", capsys=capsys)[:2] == (0, "kept a/page.md\n")
    assert run(tmp_path, "--out", "a/page.md", "--check", capsys=capsys)[:2] == (
        0,
        "a/page.md is up to date\n",
    )
    printed = run(tmp_path, capsys=capsys)[1]
    assert printed == (tmp_path / "a" / "page.md").read_text().replace("../desired/", "desired/")

    with (tmp_path / "desired" / "a.sql").open("a") as file:
        file.write("COMMENT ON COLUMN public.a.name IS 'What it is called.';")
    code, out, _ = run(tmp_path, "--out", "a/page.md", "--check", capsys=capsys)
    assert code == 1
    assert "+| `name` | `text` | yes | What it is called. |" in out.splitlines()
    assert run(tmp_path, "--schema", "api", capsys=capsys) == (2, "", "error: there is no schema api\n")


def test_a_database_gives_the_same_page_without_links_to_files(
    project: Path, page: str, server18, capsys
) -> None:
    with scratch_database(server18) as name, Workshop(load_settings(project)) as workshop:
        ensure_roles(server18, {"app_reader", "app_writer"})
        load(server18, name, workshop.files.statements)
        code, out, _ = run(
            project, "--from-target", server18.conninfo(name), "--schema", "shop", "--out", "-", capsys=capsys
        )

    assert code == 0
    assert out == re.sub(r" · \[[^\]]*\]\(<[^>]*>\)", "", page)


def test_a_picture_that_would_not_be_drawn_is_smaller_or_named(
    project: Path, page: str, monkeypatch, capsys
) -> None:
    (drawn,) = re.findall(r"(?s)```mermaid\n(.*?)```", page)
    monkeypatch.setattr(diagram, "CHARACTERS", len(drawn) - 1)
    (smaller,) = re.findall(r"(?s)```mermaid\n(.*?)```", run(project, "--out", "-", capsys=capsys)[1])
    assert ("bigint id" in drawn, "bigint id" in smaller) == (True, False)
    assert re.findall("--.*", smaller) == re.findall("--.*", drawn)

    monkeypatch.setattr(diagram, "LINES", 1)
    assert (
        "No picture: 2 foreign keys are more than can be drawn."
        in run(project, "--out", "-", capsys=capsys)[1]
    )


def test_the_page_of_this_repository_is_current(capsys) -> None:
    assert run(ROOT, "--check", capsys=capsys)[:2] == (0, "docs/schema.md is up to date\n")


def test_a_table_leaves_out_what_no_row_fills() -> None:
    assert table(("a", "b"), [("1", ""), ("2", "")]) == "| a |\n| --- |\n| 1 |\n| 2 |\n"
    assert table(("a",), []) == ""
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
