"""Starts a server under a keeper, and waits until it is ready."""

# ruff: noqa: S603 - our own script, with our own arguments

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from schemadiff.errors import Unavailable
from schemadiff.postgres import postmaster, runas
from schemadiff.postgres.binaries import Binaries
from schemadiff.postgres.folders import Lock

PORT = 5432
START_SECONDS = 60.0

THROWAWAY: dict[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "128MB",
    # Enough for sixteen clients at once, a service with a connection pool, and a few observers.
    "max_connections": "32",
    "max_worker_processes": "0",
    "max_parallel_workers": "0",
    "max_logical_replication_workers": "0",
    "bgwriter_lru_maxpages": "0",
    "checkpoint_timeout": "1d",
    "max_wal_size": "4GB",
    "log_checkpoints": "off",
}
LOCKS = 1024
"""``max_locks_per_transaction``, which counts for every connection: 32,000 locks for one that is alone."""
LOGICAL: dict[str, str] = {"wal_level": "logical", "max_wal_senders": "4"}


def settings(version: int, sockets: Path) -> dict[str, str]:
    """The settings that every server of ours is started with."""
    ours = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": f'"{sockets}"',
        "unix_socket_permissions": "0700",
        # Shared memory in the data folder: a killed server leaves nothing in /dev/shm, which is small in a container.
        "dynamic_shared_memory_type": "mmap",
        "lc_messages": "C",
        "max_locks_per_transaction": str(LOCKS),
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    # The loader may use the roles that it creates, without granting them to itself.
    return ours | ({"createrole_self_grant": "set, inherit"} if version >= 160000 else {})


def lock_space(locks: int) -> dict[str, str]:
    """The setting for a throw-away server on which one transaction takes so many locks.

    A migration of thousands of tables is one transaction. It locks each object that it drops, 30 a table, until it ends.
    Room for four times as many locks takes 20 ms longer to start with.
    """
    return {"max_locks_per_transaction": str(max(LOCKS, locks // int(THROWAWAY["max_connections"])))}


class Keeper:
    """The process that stops a server when no process holds ``lock`` any more."""

    def __init__(
        self, lock: Path, *, stop_with: str, gone: Path, detach: bool = False, keep: Lock | None = None
    ) -> None:
        """Start the keeper process; it runs no server until ``start``, and none if this process dies before that.

        Args:
            lock: The users' lock file.
            stop_with: The name of the signal that stops the server.
            gone: The folder to remove at the end.
            detach: True if others may use the server after us.
            keep: A lock of ours that the keeper inherits and holds as long as it lives.
        """
        script = Path(__file__).with_name("keeper.py")
        how = "detach" if detach else "stay"
        kept = [] if keep is None else [keep.fd]
        given = [str(lock), stop_with, str(gone), how, *map(str, kept)]
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(script), *given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=runas.environment(),
            pass_fds=kept,
            start_new_session=True,
        )

    def start(self, binaries: Binaries, data: Path, log: Path, given: Mapping[str, str]) -> None:
        """Start the server and wait until it takes connections."""
        user = runas.run_as()
        program = [*user.prefix, str(binaries.postgres), "-D", str(data)]
        options = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        task = {
            "argv": [*program, *options],
            "env": runas.environment() | postmaster.ignoring_another(data),
            "log": str(log),
            "uid": user.uid,
            "gid": user.gid,
        }
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(task).encode())
            self.process.stdin.close()
        except BrokenPipeError:
            raise Unavailable("the keeper of the server did not start") from None
        self._wait_until_ready(data, log)

    def _wait_until_ready(self, data: Path, log: Path) -> None:
        assert self.process.stdout is not None
        output = b""
        deadline = time.monotonic() + START_SECONDS
        # Compare the pid as well: a killed server may have left the file with the word "ready" in it.
        while not output.endswith(b"\n") or postmaster.ready_pid(data) != output.split()[1].decode():
            # The select is also the pause between checks; it returns at once when the keeper writes.
            if not select.select([self.process.stdout], [], [], 0.001)[0]:
                if time.monotonic() > deadline:
                    raise Unavailable(
                        f"PostgreSQL was not ready after {START_SECONDS:.0f} s", detail=tail(log)
                    )
                continue
            word = os.read(self.process.stdout.fileno(), 4096)
            output += word
            if b"exited" in output or not word:
                raise Unavailable("PostgreSQL did not start", detail=tail(log))

    def join(self) -> None:
        """Wait until the keeper has ended; the caller must have released its lock before."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.stdout.close()
        self.process.wait()

    def leave(self) -> None:
        """Detach from a keeper that was started with ``detach``; it goes on running."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def tail(log: Path, lines: int = 10) -> str:
    """The last lines of a server's log."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
