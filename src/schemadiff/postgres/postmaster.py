"""The server of a data folder: whether it runs, whether it is ready, and how to stop it, by pid and never by name."""

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
    """The pid in ``postmaster.pid`` if the file says that the server is ready; otherwise empty.

    A killed server leaves the file behind, so only ``pid`` tells whether it is alive.
    """
    lines = _pid_file(data)
    return lines[0].strip() if len(lines) > 7 and lines[7].strip() == "ready" else ""


def pid(data: Path) -> int | None:
    """The pid of the server running on this folder; None if there is none, or if another process has that pid now."""
    lines = _pid_file(data)
    if not lines or not lines[0].strip().isdigit():
        return None
    found = int(lines[0])
    return found if str(data) in _command_line(found) else None


def sockets(data: Path) -> Path | None:
    """The folder of the server's sockets, from ``postmaster.pid``."""
    lines = _pid_file(data)
    return Path(lines[4]) if len(lines) > 4 and lines[4] else None


def ignoring_another(data: Path) -> dict[str, str]:
    """The environment that lets a server start although another process now has the pid in ``postmaster.pid``.

    In a container pids are soon reused. PostgreSQL still checks that no old backend is running.
    """
    lines = _pid_file(data)
    if not lines or pid(data) is not None:
        return {}
    return {"PG_GRANDPARENT_PID": lines[0].strip()}


def stop(data: Path) -> None:
    """Stop the server on this folder with a fast shutdown; do nothing if none is running."""
    found = pid(data)
    if found is None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(found, signal.SIGINT)
        _wait_until_gone(data, found, FAST_SECONDS)


def kill(data: Path) -> None:
    """Stop the server on this folder at once, without regard to its data; do nothing if none is running."""
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
    """The arguments of a running process; empty if there is none, or only a zombie."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{of}/cmdline").read_bytes().decode(errors="surrogateescape").split("\0")
        except OSError:
            return []
    said = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(of)], capture_output=True, text=True, check=False
    )
    command = said.stdout.strip()
    # ps joins the arguments with spaces, and a path may contain spaces.
    data = command.partition(" -D ")[2].partition(" -c ")[0]
    return [data] if data else []
