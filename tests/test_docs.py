"""The documents: their output is real, their links work, and the settings and commands in them exist."""

import contextlib
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import projects
import psycopg
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from schemadiff import settings
from schemadiff.cli import cli
from schemadiff.migrations.folder import next_version
from schemadiff.migrations.split import units
from schemadiff.postgres.pg_dump import find_pg_dump
from schemadiff.postgres.server import Server

ROOT = Path(__file__).parent.parent
MARKS = ("<!-- example: ", "<!-- help: ")


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXAMPLES = tool("examples")
SHELL = EXAMPLES.run
OURS = re.compile(
    r"""schemadiff (?P<words>[^|&;<>$`*?~#(){}\\\n]*)(?P<rest>(?:>\s*[\w.]+|\|\s[^&;]+)?)"""
    r"""(?P<end>; echo "exit code \$\?"| \|\| true)?"""
)
DOCUMENTS = EXAMPLES.documents()
STORIES = [
    (path, story) for path in DOCUMENTS for story in EXAMPLES.stories(path.read_text(encoding="utf-8"))
]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


documents = pytest.mark.parametrize("path", DOCUMENTS, ids=shown)


def tokens(path: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))


def blocks(path: Path, language: str) -> list[str]:
    return [token.content for token in tokens(path) if token.type == "fence" and token.info == language]


@cache
def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them, and those that it sets itself."""
    found = tokens(path)
    titles = [
        after.content
        for token, after in pairwise(found)
        if token.type == "heading_open" and after.type == "inline"
    ]
    made = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    return made | set(re.findall(r'<a id="([^"]+)"></a>', path.read_text(encoding="utf-8")))


def run_here(command: str, folder: Path) -> str:
    """What a command prints; where it is ours without starting Python for it, which takes 0.6 s.

    What a shell does with its output, a shell does with it here.
    """
    return "".join(run_one(each, folder) for each in command.split(" && "))


NOW = "$(date -u +%Y%m%d%H%M%S)"


def later(folder: Path) -> str:
    """The time as a version after those in ``generated/``: we are quicker than a person, who takes a second for a command."""
    return next_version([path.name[:14] for path in folder.glob("generated/*.sql")], datetime.now(UTC))


def run_one(command: str, folder: Path) -> str:
    if not (ours := OURS.fullmatch(command)):
        return SHELL(command.replace(NOW, later(folder)), folder)
    out = io.StringIO()
    err = io.StringIO() if ours["rest"] else out
    with contextlib.chdir(folder), patch.dict(os.environ, EXAMPLES.environment(folder), clear=True):
        code = projects.run_here(shlex.split(ours["words"]), out, err)
    said = out.getvalue()
    if ours["rest"]:
        (printed := folder.parent / "printed").write_text(said, encoding="utf-8")
        said = err.getvalue() + SHELL(f"cat {printed} {ours['rest']}", folder)
    if ours["end"] and "echo" in ours["end"]:
        return f"{said}exit code {code}\n"
    assert code == 0 or ours["end"] or ours["rest"].startswith("|"), said
    return said


@pytest.mark.parametrize(
    "command",
    [
        "schemadiff --version | tail -n 1",
        'schemadiff nothing >said.txt; echo "exit code $?"',
        "schemadiff nothing > said.txt || true",
        "schemadiff --version > said.txt && cat said.txt",
    ],
)
def test_commands_print_here_what_they_print_in_a_shell(command: str, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    assert run_here(command, folder) == SHELL(command, folder)


@pytest.mark.usefixtures("copied_clusters")
@pytest.mark.parametrize(
    ("path", "story"), STORIES, ids=[f"{shown(path)}-{story}" for path, story in STORIES]
)
def test_what_is_shown_is_what_is_printed(
    path: Path, story: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is not: make docs, and look at the difference."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if story != "start":
        # What everybody begins with is run by a shell, all of it.
        monkeypatch.setattr(EXAMPLES, "run", run_here)
    text = path.read_text(encoding="utf-8")
    assert EXAMPLES.refreshed(text, story) == text


def test_output_that_is_not_true_would_be_found() -> None:
    text = "<!-- example: new -->\n```console\n$ echo two words\nthree words\n```\n"
    assert EXAMPLES.refreshed(text) == text.replace("three", "two")


def test_an_example_that_fails_is_an_error() -> None:
    text = "<!-- example: new -->\n```console\n$ schemadiff plan\n```\n"
    with pytest.raises(SystemExit, match=r"desired.*\n(.*\n)*exit code 3"):
        EXAMPLES.refreshed(text)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("generated/20261123160031_a.sql", "generated/20270101000000_a.sql"),
        ("3.47 s: desired 1.33, read 0.14, proof 2.00", "0.11 s: read 0.10"),
        ("3.47 s: desired 1.33, other\n2.14", "0.11 s: read 0.10"),
        ("PROOF on a clone, PostgreSQL 18.4, embedded", "PROOF on a clone, PostgreSQL 18, embedded"),
        ("applied a.sql in 0.1 s", "applied a.sql in 12.0 s"),
    ],
)
def test_what_differs_from_run_to_run_is_equal(said: str, printed: str) -> None:
    assert EXAMPLES.masked(said) == EXAMPLES.masked(printed)


def test_what_is_lost_is_not_masked() -> None:
    assert EXAMPLES.masked("1 statement for a") != EXAMPLES.masked("2 statements for a")


@documents
def test_blocks_with_output_are_generated(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    bare = [
        number
        for number, line in enumerate(lines)
        if line == "```console" and not lines[number - 1].startswith(MARKS)
    ]
    assert bare == []


def test_the_rules_are_the_ones_that_there_are() -> None:
    """When not: make docs."""
    pages = tool("rule_pages")
    text = pages.PAGE.read_text(encoding="utf-8")
    assert pages.refreshed(text) == text


@documents
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    # What a command prints may look like one.
    text = re.sub(r"(?ms)^```.*?^```$", "", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        place, _, anchor = target.strip("<>").partition("#")
        if target.startswith("https://"):
            continue
        file = (path.parent / place).resolve() if place else path
        if not file.is_file() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@documents
def test_tables_are_tables(path: Path) -> None:
    """Every row of a table has as many cells as its head, so that nothing is cut off or left over."""
    lines = path.read_text(encoding="utf-8").splitlines()
    tables = [list(rows) for is_row, rows in groupby(lines, lambda line: line.startswith("|")) if is_row]
    uneven = [rows for rows in tables if len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) > 1]
    assert uneven == []


@documents
def test_settings_that_are_shown_are_accepted(path: Path, tmp_path: Path) -> None:
    environ = {"STAGING_DATABASE_URL": "postgresql:///a", "PRODUCTION_DATABASE_URL": "postgresql:///b"}
    for text in blocks(path, "toml"):
        file = tmp_path / "schemadiff.toml"
        file.write_text(text, encoding="utf-8")
        assert settings.load(tmp_path, environ=environ).file == file


@documents
def test_sql_that_is_shown_is_sql(path: Path) -> None:
    generated = tool("rule_pages").rules()
    for text in blocks(path, "sql"):
        # A rule may show a clause.
        if text in generated:
            continue
        if "..." not in text:
            assert units(text, shown(path))


@documents
def test_commands_that_are_shown_exist(path: Path) -> None:
    for command in commands(path):
        name, *arguments = command
        known = {flag for parameter in cli.commands[name].params for flag in parameter.opts}
        flags = {argument for argument in arguments if argument.startswith("-")}
        assert flags - known == set()


def commands(path: Path) -> list[list[str]]:
    lines = "\n".join(blocks(path, "sh")).splitlines()
    words = [shlex.split(line, comments=True) for line in lines]
    return [found[1:] for found in words if found[:1] == ["schemadiff"]]


def test_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    said = {
        target
        for path in DOCUMENTS
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert said - there == set()


def test_a_project_can_begin_with_pg_dump(server: Server, database: str, tmp_path: Path) -> None:
    """The lines that take a schema over do."""
    (sh,) = [text for text in blocks(ROOT / "docs" / "adopt.md", "sh") if "pg_dump" in text]
    with psycopg.connect(server.conninfo(database)) as connection:
        connection.execute("""
            CREATE SCHEMA app;
            CREATE TYPE app.mood AS ENUM ('good', 'bad');
            CREATE TABLE app.people (id serial PRIMARY KEY, mood app.mood, boss int REFERENCES app.people);
            CREATE VIEW app.happy AS SELECT id FROM app.people WHERE mood = 'good';
            CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM app.happy';
            ALTER TABLE app.people ENABLE ROW LEVEL SECURITY;
            CREATE POLICY p ON app.people USING (id = app.one());
        """)
    (tmp_path / "desired").mkdir()
    bindir = find_pg_dump(server.major)
    done = subprocess.run(
        ["bash", "-euc", sh.replace("schemadiff plan", "schemadiff plan --check")],
        cwd=tmp_path,
        env=os.environ
        | {
            "PATH": os.pathsep.join([str(bindir), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "DATABASE_URL": server.conninfo(database),
            "SCHEMADIFF_SHADOW_PROVIDER": "embedded",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[0][:10]) == (0, "no changes"), done.stdout + done.stderr


def test_the_changelog_keeps_its_order() -> None:
    order = ["Security", "Removed", "Deprecated", "Added", "Changed", "Fixed"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for release in text.split("\n## ")[1:]:
        found = re.findall(r"^### (\w+)$", release, re.MULTILINE)
        assert found == [word for word in order if word in found]
