"""The commands, started as a person does, and every command of the README."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psycopg
import pytest
from calling import JWT_SECRET, LONG, ONE, STRIPE_SECRETS
from scene import HERE, ID

from epic_service import demo
from epic_service.sandbox import Answer, sandbox

ROOT = HERE.parent.parent
HOME = ROOT / "examples" / "epic"
README = (HOME / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = str(HOME) + os.pathsep + os.environ.get("PYTHONPATH", "")
BIN = os.path.dirname(sys.executable)  # noqa: PTH120 - the folder of the link, not of what it leads to


@contextmanager
def started(*words: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """A command that runs, and does not outlive the block."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith("EPIC_")}
    path = BIN + os.pathsep + os.environ["PATH"]
    env = {**bare, "PYTHONPATH": PYTHON, "PATH": path, **environ}
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def run(*words: str, **environ: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it printed."""
    with started(*words, **environ) as process:
        out, error = process.communicate(timeout=LONG)
        return process.returncode, out, error


def until(stream, pattern: str) -> re.Match[str]:
    """The first line that matches; what is read before is gone."""
    seen = []
    for line in stream:
        seen.append(line)
        if found := re.search(pattern, line):
            return found
    raise AssertionError("".join(seen))


def told(process: subprocess.Popen[str], number: int) -> tuple[int, str]:
    """The exit code after a signal, and what was printed since."""
    process.send_signal(number)
    out, error = process.communicate(timeout=LONG)
    return process.returncode, out + error


@pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("openssl")), reason="the README uses curl and openssl"
)
def test_every_command_of_the_readme():
    """In one shell, one after the other; what the worker does at its own time is asked for until it is there."""
    trying = [b for b in BLOCKS if not re.search(r"^(make|pip) ", b, re.MULTILINE)]
    script = "".join(f"echo '=== {number}'\n{text}\necho\n" for number, text in enumerate(trying))
    (question,) = [text for text in trying if "/v3/suppression" in text]
    waiting = f"until ( {question.strip()} ) | grep -q alice; do :; done\n"
    script = script.replace(question, waiting + question)

    # Whoever tries it has no Python of ours at hand.
    command = ("epic_service.demo", "--port", "0", "bash", "-euo", "pipefail", "-c", script)
    code, out, error = run(*command, PATH=os.environ["PATH"])

    assert code == 0, out + error
    said = [part.strip() for part in re.split(r"=== \d+\n", out)[1:]]
    preferences, refused, link, suppressed, opened, paid, compared = said
    assert json.loads(preferences[: preferences.index("]") + 1])[3]["email_effective"] is True
    assert '"email_enabled":false' in preferences
    assert [code in refused for code in ('"code":"42501"', "permission denied")] == [True, True]
    assert ("<button>Unsubscribe</button>" in link, "Done." in link) == (True, True)
    assert [entry["email"] for entry in json.loads(suppressed)] == ["alice@sailing.example"]
    assert json.loads(opened) == {"applied": 1, "duplicates": 0, "ignored": 0}
    first, second = re.findall(r"\{.*?\}", paid)
    assert (json.loads(first)["tickets"], json.loads(second)) == (2, {"status": "duplicate"})
    assert compared == ""
    assert re.findall(r"list (\d) of (\d): \{", error)[-1] == ("4", "4")


def test_the_demonstration_ends_with_ctrl_c():
    with started("epic_service.demo", "--port", "0") as process:
        url = until(process.stdout, r"^export EPIC_URL=(.*)$")[1]
        database = until(process.stdout, r"^export EPIC_DATABASE_URL=(.*)$")[1]
        until(process.stdout, "gone with Ctrl-C")
        with psycopg.connect(*shlex.split(database)) as conn:
            assert conn.execute("select current_user").fetchone() == ("authenticator",)
        assert httpx.get(f"{url}/health", timeout=LONG).json() == {"status": "ok"}
        code, more = told(process, signal.SIGINT)

    assert (code, "Traceback" in more) == (0, False)


def test_the_demonstration_takes_another_port_where_the_usual_one_is_taken(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(demo, "USUAL", taken.getsockname()[1])

        assert demo.usual_or_free() == 0
    assert demo.usual_or_free() == demo.USUAL


def test_every_make_target_and_setting_of_the_readme_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert (
        set(re.findall(r"make (\w+)", README)) - set(re.findall(r"^(\w+):", makefile, re.MULTILINE)) == set()
    )
    source = (HOME / "epic_service" / "settings.py").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(EPIC_\w+)`", README))
    assert documented == set(re.findall(r'environ(?:\.get\(|, )"(EPIC_\w+)"', source))
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (HOME / target).exists(), target


def test_what_the_service_needs_is_what_its_tests_install():
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    its = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(its["dependencies"]) - {*ours["dependencies"], *ours["optional-dependencies"]["dev"]} == set()


# ---- the three commands ------------------------------------------------------------------------


@ONE
def test_the_service_serves_until_told(api):
    environ = {
        "EPIC_DATABASE_URL": api.authenticator, "EPIC_JWT_SECRET": JWT_SECRET, "EPIC_PORT": "0",
        "EPIC_STRIPE_SECRETS": " ".join(STRIPE_SECRETS),
    }  # fmt: skip

    with started("epic_service", **environ) as process:
        url = until(process.stderr, r"serving on (http://\S+)")[1]
        assert httpx.get(f"{url}/health", timeout=LONG).status_code == 200
        assert httpx.post(f"{url}/unsubscribe/{ID['send_alice']}", timeout=LONG).status_code == 200
        code, more = told(process, signal.SIGTERM)

    # uvicorn ends of the signal, when all is done.
    assert code in (0, -signal.SIGTERM)
    assert "unsubscribe 200" in more
    secret = (ID["send_alice"], JWT_SECRET, *STRIPE_SECRETS, "alice", "Traceback")
    assert [word for word in secret if word in more] == []


@ONE
def test_the_worker_works_until_told(api):
    with sandbox("SG.secret") as sendgrid:
        sendgrid.accounts[None].groups[101] = set()
        sendgrid.accounts["sub-a"].groups.update({101: set(), 102: set()})
        environ = {
            "EPIC_DATABASE_URL": api.authenticator, "EPIC_SENDGRID_API_KEY": sendgrid.key, "EPIC_SENDGRID_URL": sendgrid.url,
        }  # fmt: skip
        with started("epic_service.worker", **environ) as process:
            until(process.stderr, "entry 2 done")
            code, more = told(process, signal.SIGTERM)
        assert (code, "example" in more, "SG." in more) == (0, False, False)

        code, out, error = run("epic_service.reconcile", **environ)
        assert (code, out, len(re.findall("list . of 5: {", error))) == (0, "", 5)
        sendgrid.moods.append(Answer(404))
        code, out, error = run("epic_service.reconcile", **environ)
        assert (code, out, "list 1 of 5: it did not come: HTTP 404" in error) == (1, "", True)


WRONG = {
    # A command and settings: the exit code, and what it says.
    "epic_service": ({}, 2, "EPIC_JWT_SECRET is not set"),
    "epic_service.worker": ({}, 2, "EPIC_DATABASE_URL is not set"),
    "epic_service.demo --project /": ({}, 3, "hint: create it with `schemadiff init`, or set `desired` in schemadiff.toml to another folder"),
    "epic_service.reconcile": ({"EPIC_DATABASE_URL": "host=127.0.0.1 port=1 connect_timeout=1 password=canary", "EPIC_SENDGRID_API_KEY": "x"}, 3, "EPIC_DATABASE_URL: the database cannot be reached"),
}  # fmt: skip


@pytest.mark.parametrize("command", WRONG)
def test_a_setting_that_is_wrong(command):
    environ, code, message = WRONG[command]

    found, _, error = run(*command.split(), **environ)

    assert (found, error.strip().splitlines()[-1]) == (code, message)
    assert "canary" not in error
