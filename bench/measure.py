"""What something costs: time on the clock, processor time of everybody that took part, memory of its own process."""

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
    """A command that was to be measured failed."""


@dataclass(frozen=True)
class Cost:
    """What one run, or the median of several, took."""

    wall: float
    cpu: float
    """Processor seconds of the command, of all that it started, and of the server's part in it."""
    own: float = 0.0
    """The part of ``cpu`` that the command's own process spent; the rest is PostgreSQL's."""
    memory: float = 0.0
    """Peak of the command's own process, in MB."""
    seen: Mapping[str, Any] = field(default_factory=dict)
    """What the task itself timed."""
    output: str = ""

    @property
    def share(self) -> float:
        """What part PostgreSQL takes."""
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
    """The median of several runs, figure by figure."""
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
    """Processor seconds of a server and of its sessions that have ended (Linux); those that are ending are waited for."""
    if server is None or sys.platform != "linux":
        return 0.0
    if server.kept is not None:
        # Our own, which stays otherwise; the next one who needs it opens it again.
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
        # Those that are no sessions name what they are: "postgres: checkpointer". One that has ended has no name left,
        # and its time is only counted when the postmaster has seen it go.
        if not title or "[local]" in title:
            return True
    return False
