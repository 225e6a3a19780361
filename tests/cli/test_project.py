"""Shared by all commands: flags in any position, and questions to the user."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

from schemadiff import cli
from schemadiff.cli import project
from schemadiff.errors import UsageError


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[project.Project]:
    """What a command of the test's own, called show, was given."""
    found: list[project.Project] = []

    @click.command()
    @project.project_flags
    @project.pass_project
    def show(given: project.Project) -> None:
        found.append(given)

    monkeypatch.setitem(cli.cli.commands, "show", show)
    return found


@pytest.mark.parametrize("before", [True, False])
def test_shared_flags_may_stand_before_and_after_the_command(
    shown: list[project.Project], tmp_path: Path, before: bool
) -> None:
    flags = ["-C", str(tmp_path), "--config", "x.toml", "-v"]
    assert cli.main([*flags, "show"] if before else ["show", *flags]) == 0
    assert shown == [project.Project(tmp_path, Path("x.toml"), 1)]


def test_the_command_s_own_flag_wins(shown: list[project.Project], tmp_path: Path) -> None:
    assert cli.main(["-v", "-C", "/", "show", "-v", "-C", str(tmp_path)]) == 0
    assert shown == [project.Project(tmp_path, None, 2)]


def test_yes_answers() -> None:
    assert project.asker("Apply?", yes=True)(["a migration"]) is True


def test_without_a_terminal_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        with pytest.raises(UsageError, match="there is no terminal to ask for confirmation"):
            project.asker("Apply?", yes=False)(["20261123115959_add_users"])
    assert capsys.readouterr().err == "  20261123115959_add_users\n"


@pytest.mark.parametrize(("answer", "expected"), [(b"y\n", b"True"), (b"n\n", b"False"), (b"\n", b"False")])
def test_on_a_terminal_the_answer_counts_and_enter_is_no(answer: bytes, expected: bytes) -> None:
    code = "from schemadiff.cli.project import asker; print(asker('Apply?', yes=False)(['x']))"
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answer)
        pipe = subprocess.PIPE
        done = subprocess.run(
            [sys.executable, "-c", code], stdin=theirs, stdout=pipe, stderr=pipe, check=True
        )
    finally:
        os.close(ours)
        os.close(theirs)
    # click 8.1 leaves a space of the question there.
    assert done.stdout.splitlines()[-1].strip() == expected
    assert b"Apply? [y/N]" in done.stderr + done.stdout


def test_what_is_said_is_not_obeyed_by_a_terminal_or_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    project.say('COMMENT ON TABLE "\x1b[2J\u202e\n::error::pwned ##[error]pwned" IS NULL;')

    shown = '"\\x1b[2J\\u202e\n\\x3a:error::pwned \\x23#[error]pwned"'
    assert capsys.readouterr().out == f"COMMENT ON TABLE {shown} IS NULL;\n"


def test_the_command_is_given_again_with_its_flags_and_without_a_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []

    @click.command()
    @click.option("--target")
    @click.option("--allow-data-loss", is_flag=True)
    @click.option("--online/--no-online", default=None)
    @click.option("--check", is_flag=True)
    @click.option("--engine", default="native")
    @project.project_flags
    @project.pass_project
    def show(given: project.Project, **flags: object) -> None:
        del flags
        said.append(given.again(click.get_current_context(), "check"))

    monkeypatch.setitem(cli.cli.commands, "show", show)
    folder = str(tmp_path)
    flags = ["--target", "postgresql://ann:s3cr3t@db/app", "--allow-data-loss", "--no-online", "--check"]
    assert cli.main(["-C", folder, "--config", "my x.toml", "show", *flags]) == 0
    assert cli.main(["show"]) == 0
    first, second = said
    assert first == (
        f"schemadiff show -C {folder} --config 'my x.toml' --target 'postgresql://ann:***@db/app' --allow-data-loss"
        " --no-online"
    )
    assert second == "schemadiff show"
