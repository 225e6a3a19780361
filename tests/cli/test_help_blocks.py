"""The blocks of the documents that are generated from the program."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from schemadiff import cli
from schemadiff.settings.options import OPTIONS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("help_blocks", ROOT / "tools" / "help_blocks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_documents_say_what_the_program_says(tool: ModuleType) -> None:
    texts = [path.read_text(encoding="utf-8") for path in tool.DOCUMENTS]
    assert [tool.refreshed(text) for text in texts] == texts


def test_there_is_a_block_for_every_command(tool: ModuleType) -> None:
    readme, commands, settings = (path.read_text(encoding="utf-8") for path in tool.DOCUMENTS)
    assert re.findall(r"<!-- help: ([\w-]+) -->", readme) == ["schemadiff"]
    assert sorted(re.findall(r"<!-- help: ([\w-]+) -->", commands)) == sorted(cli.cli.commands)
    assert [name for name in cli.cli.commands if f"(docs/commands.md#schemadiff-{name})" not in readme] == []
    assert settings.count("<!-- settings -->") == 1


def test_blocks_are_filled_and_the_rest_is_kept(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    text = "a\n<!-- help: plan -->\nold\n<!-- /help -->\nb\n<!-- help: schemadiff -->\n<!-- /help -->\nc\n"
    fresh = tool.refreshed(text)
    cli.main(["plan", "--help"])
    plan = capsys.readouterr().out.rstrip()
    cli.main(["--help"])
    group = capsys.readouterr().out.rstrip()
    assert fresh == (
        f"a\n<!-- help: plan -->\n```console\n$ schemadiff plan --help\n{plan}\n```\n<!-- /help -->\nb\n"
        f"<!-- help: schemadiff -->\n```console\n$ schemadiff --help\n{group}\n```\n<!-- /help -->\nc\n"
    )
    assert tool.refreshed(fresh) == fresh


def test_the_table_has_every_setting(tool: ModuleType) -> None:
    table = tool.refreshed("<!-- settings -->\n<!-- /settings -->")
    assert re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE) == [option.key for option in OPTIONS]
    assert all(line.count(" |") == 3 for line in table.splitlines() if line.startswith("| `"))


def test_check_changes_nothing(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = tmp_path / "README.md"
    stale = "<!-- help: lint -->\n<!-- /help -->\n"
    readme.write_text(stale, encoding="utf-8")
    monkeypatch.setattr(tool, "DOCUMENTS", (readme,))
    assert tool.main(["--check"]) == 1
    assert readme.read_text(encoding="utf-8") == stale
    assert "help_blocks.py" in capsys.readouterr().err
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!-- help: plna -->\n<!-- /help -->", "no command is called 'plna'"),
        ("<!-- help: plan -->\n", "1 times '<!-- help: ', 0 "),
    ],
)
def test_a_wrong_block_is_named(tool: ModuleType, text: str, words: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(words)):
        tool.refreshed(text)
