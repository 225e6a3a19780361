"""Measures commands: elapsed time, processor time of all processes involved, memory of their own process."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from schemadiff.postgres.server import Server

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")


class CommandFailed(Exception):
    """A command to be measured failed."""


@dataclass(frozen=True)
class Cost:
    """The cost of one run, or the median of several."""

    wall: float
    cpu: float
    """Processor seconds of the command, of all its child processes, and of the server's work for it."""
    own: float = 0.0
    """The part of ``cpu`` that the command's own process spent; the rest is PostgreSQL's."""
    memory: float = 0.0
    """Peak of the command's own process, in MB."""
    seen: Mapping[str, Any] = field(default_factory=dict)
    """The times that the task itself measured."""
    output: str = ""

    @property
    def share(self) -> float:
        """PostgreSQL's share of the processor time."""
        return 1 - self.own / self.cpu if self.cpu else 0.0


def run(
    command: Sequence[str],
    *,
    server: Server | None = None,
    env: Mapping[str, str] | None = None,
    fine: bool = True,
) -> Cost:
    """Run a command and measure it; ``server`` is one that runs already and works for it.

    Raises:
        CommandFailed: it failed; with ``fine`` exit 1 is "the check says no" and no failure.
    """
    served = _served(server)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        reaper = [sys.executable, "-I", "-S", str(HERE / "reaper.py"), str(out), *command]
        said = json.loads(subprocess.run(reaper, stdout=subprocess.PIPE, env=env, check=True).stdout)
        output, errors = out.read_text(), Path(f"{out}.err").read_text()
    if said["status"] and not (said["status"] == 1 and "Traceback" not in errors and fine):
        raise CommandFailed(f"{' '.join(command)}: exit {said['status']}\n{output}{errors}")
    return Cost(said["wall"], said["cpu"] + _served(server) - served, output=output)


def task(
    name: str, *args: object, server: Server | None = None, env: Mapping[str, str] | None = None
) -> Cost:
    """Run one of the tasks of ``task.py`` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        cost = run(
            [sys.executable, str(HERE / "task.py"), str(report), name, *map(str, args)],
            server=server,
            env=env,
        )
        seen = json.loads(report.read_text())
    return Cost(cost.wall, cost.cpu, seen.pop("own_cpu"), seen.pop("memory"), seen, cost.output)


def median(once: Callable[[], Cost], times: int) -> Cost:
    """The median of several runs, separately for each figure."""
    costs = [once() for _ in range(times)]
    figures = {
        name: statistics.median(getattr(c, name) for c in costs) for name in ("wall", "cpu", "own", "memory")
    }
    seen = {
        key: statistics.median(cost.seen[key] for cost in costs) if isinstance(value, float) else value
        for key, value in costs[-1].seen.items()
    }
    return Cost(**figures, seen=seen, output=costs[-1].output)


def postmaster(server: Server) -> int:
    """The process id of a server of ours."""
    sockets = conninfo_to_dict(server.base)["host"]
    return int(Path(f"{sockets}/.s.PGSQL.5432.lock").read_text().split()[0])


def _served(server: Server | None) -> float:
    """Processor seconds of a server and its ended sessions (Linux); waits for sessions that are about to end."""
    if server is None or sys.platform != "linux":
        return 0.0
    if server.kept is not None:
        # The administrator's session would stay open otherwise; it is reopened on next use.
        server.kept.close()
    pid = postmaster(server)
    while _sessions(pid):
        time.sleep(0.001)
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / TICKS


def _sessions(postmaster: int) -> bool:
    for pid in Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split():
        try:
            title = Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:
            continue
        # Background processes have a title such as "postgres: checkpointer". A session that has ended has no title
        # left, and its time is only counted once the postmaster has noticed its end.
        if not title or "[local]" in title:
            return True
    return False
