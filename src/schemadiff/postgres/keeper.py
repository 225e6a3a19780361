"""Runs one server and stops it when the last process that uses it is gone.

A separate script (``python -I -S keeper.py LOCK SIGNAL GONE DETACH [FD]``), so that it outlives a killed command. Every
process that uses the server holds a shared ``flock`` on LOCK, which the kernel releases however its holder ends; the
keeper waits for the exclusive one. Then it stops the server with SIGNAL and removes the folder GONE.

It reads the server's command line from its standard input (JSON; if empty, it starts nothing) and writes ``pid N`` and
``exited STATUS`` to its standard output, which it closes at the end.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import sys

FAST_SHUTDOWN_SECONDS = 30


def main(lock: str, stop_with: str, gone: str, detach: str, *kept: str) -> None:
    """Run one server from its start to its end."""
    if detach == "detach" and os.fork():
        # The command must not wait for the keeper: other commands may use this server after it.
        os._exit(0)
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(ignored, signal.SIG_IGN)
    for fd in map(int, kept):
        os.set_inheritable(fd, False)
    with open(lock, "rb") as users:  # noqa: PTH123 - pathlib costs 10 ms to import
        task = sys.stdin.buffer.read()
        child = Child(json.loads(task)) if task else None
        fcntl.flock(users, fcntl.LOCK_EX)
        if child:
            child.stop(getattr(signal, stop_with))
        if gone:
            shutil.rmtree(gone, ignore_errors=True)
        # These before LOCK: the next process that gets LOCK must not believe that this keeper still runs.
        for fd in map(int, kept):
            os.close(fd)


def say(words: str) -> None:
    """Write a line to the command, if it still listens."""
    with contextlib.suppress(OSError):
        os.write(1, f"{words}\n".encode())


class Child:
    """The server, as our child process, so that its pid cannot be reused by another."""

    def __init__(self, task: dict[str, object]) -> None:
        self.running = True
        # Any child, until the fork below has returned: SIGCHLD may arrive before that.
        self.pid = -1
        signal.signal(signal.SIGCHLD, self._reap)
        self.pid = os.fork()
        if not self.pid:
            try:
                _become(**task)  # type: ignore[arg-type]
            except OSError as error:
                os.write(2, f"{error}\n".encode())
            finally:
                os._exit(127)
        say(f"pid {self.pid}")

    def _reap(self, *_: object) -> None:
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.running = False
            say(f"exited {status}")

    def stop(self, with_signal: int) -> None:
        """Send the signal and wait; a server that does not stop gets SIGQUIT, then SIGKILL."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if not self.running:
            return
        stronger = iter((signal.SIGQUIT, signal.SIGKILL))
        signal.signal(signal.SIGALRM, lambda *_: os.kill(self.pid, next(stronger, signal.SIGKILL)))
        signal.setitimer(signal.ITIMER_REAL, FAST_SHUTDOWN_SECONDS, FAST_SHUTDOWN_SECONDS)
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, with_signal)
            os.waitpid(self.pid, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _become(argv: list[str], env: dict[str, str], log: str, uid: int | None, gid: int | None) -> None:
    """Replace this process by the server."""
    os.setsid()
    os.umask(0o077)
    nothing = os.open(os.devnull, os.O_RDONLY)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    os.dup2(nothing, 0)
    os.dup2(written, 1)
    os.dup2(written, 2)
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGPIPE, signal.SIGCHLD):
        signal.signal(ignored, signal.SIG_DFL)
    if uid is not None and gid is not None:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    os.execve(argv[0], argv, env)  # noqa: S606 - there is no shell on purpose


if __name__ == "__main__":
    main(*sys.argv[1:])
