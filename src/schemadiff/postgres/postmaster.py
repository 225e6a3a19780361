"""The server of a data folder: whether it runs, whether it is ready, and how to end it, by pid and never by name."""

# ruff: noqa: S603, S607 - ps, with a number

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

IMMEDIATE_SECONDS = 10.0
FAST_SECONDS = 60.0


def ready_pid(data: Path) -> str:
    """The pid that a server wrote down together with the word "ready"; empty where there is none.

    A killed server leaves the file, so that only ``pid`` tells whether it lives.
    """
    lines = _pid_file(data)
    return lines[0].strip() if len(lines) > 7 and lines[7].strip() == "ready" else ""


def pid(data: Path) -> int | None:
    """The pid of the server that runs on this folder; None if none does, or if the pid is another's now."""
    lines = _pid_file(data)
    if not lines or not lines[0].strip().isdigit():
        return None
    found = int(lines[0])
    return found if str(data) in _command_line(found) else None


def sockets(data: Path) -> Path | None:
    """The folder of its sockets, as the server itself wrote it down."""
    lines = _pid_file(data)
    return Path(lines[4]) if len(lines) > 4 and lines[4] else None


def ignoring_another(data: Path) -> dict[str, str]:
    """The environment that makes a server start although its old pid is another process's now.

    In a container pids come again soon. The check that no old backend still runs is not affected.
    """
    lines = _pid_file(data)
    if not lines or pid(data) is not None:
        return {}
    return {"PG_GRANDPARENT_PID": lines[0].strip()}


def stop(data: Path) -> None:
    """Stop the server on this folder in an orderly way (a "fast" shutdown); nothing if none runs."""
    found = pid(data)
    if found is None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(found, signal.SIGINT)
        _wait_until_gone(data, found, FAST_SECONDS)


def kill(data: Path) -> None:
    """End the server on this folder at once, whatever happens to its data; nothing if none runs."""
    for sent in (signal.SIGQUIT, signal.SIGKILL):
        found = pid(data)
        if found is None:
            return
        try:
            os.kill(found, sent)
        except ProcessLookupError:
            return
        _wait_until_gone(data, found, IMMEDIATE_SECONDS)


def _wait_until_gone(data: Path, was: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and pid(data) == was:
        time.sleep(0.005)


def _pid_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _command_line(of: int) -> list[str]:
    """The arguments of a living process; empty when there is none, or only its zombie."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{of}/cmdline").read_bytes().decode(errors="surrogateescape").split("\0")
        except OSError:
            return []
    said = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(of)], capture_output=True, text=True, check=False
    )
    command = said.stdout.strip()
    # ps joins the arguments with spaces, of which a path may have some of its own.
    data = command.partition(" -D ")[2].partition(" -c ")[0]
    return [data] if data else []
