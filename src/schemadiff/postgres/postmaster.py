"""The server of a data folder: whether it runs, whether it is ready, and how to end it, by pid and never by name."""

# ruff: noqa: S603, S607 - ps, with a number

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

IMMEDIATE_SECONDS = 10.0


def status(data: Path) -> str:
    """What the server itself says ("starting", "ready", "stopping"); empty when it does not run."""
    lines = _pid_file(data)
    return lines[7].strip() if len(lines) > 7 else ""


def pid(data: Path) -> int | None:
    """The pid of the server that runs on this folder; None if none does, or if the pid is another's now."""
    lines = _pid_file(data)
    if not lines or not lines[0].strip().isdigit():
        return None
    found = int(lines[0])
    return found if str(data) in _command_line(found) else None


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
        _wait_until_gone(data, found)


def _wait_until_gone(data: Path, was: int) -> None:
    deadline = time.monotonic() + IMMEDIATE_SECONDS
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
