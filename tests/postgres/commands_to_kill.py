"""Commands in processes of their own, to be killed."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

THROWAWAY = """
import sys
from schemadiff.postgres.provide import Wanted, throwaway
with throwaway(Wanted(provider="embedded")) as server:
    print(server.conninfo("postgres"), flush=True)
    sys.stdin.read()
"""
DEVELOPMENT = """
import sys
from pathlib import Path
from schemadiff.postgres.development import development
with development(Path(sys.argv[1])) as server:
    print(server.conninfo("postgres"), flush=True)
    sys.stdin.read()
"""


class Command:
    """A command that uses a server until it is told to end."""

    def __init__(self, code, *args):
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, args)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def conninfo(self):
        """Wait until it has its server."""
        line = self.process.stdout.readline().strip()
        assert line, "the command has no server"
        return line

    def end(self):
        """Let it end in the orderly way."""
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(timeout=60)


@contextmanager
def command(code, *args):
    started = Command(code, *args)
    try:
        yield started
    finally:
        if not started.process.stdin.closed:
            started.process.kill()
            started.end()


def processes_naming(folder: Path) -> list[tuple[int, str]]:
    """The processes with a path in their arguments: a server, its keeper; a session that has not said yet that it is one is none."""
    said = subprocess.run(
        ["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    split = (line.split(maxsplit=2) for line in said.splitlines() if str(folder) in line)
    found = {int(pid): (int(parent), args) for pid, parent, args in split if "ps -eww" not in args}
    forked = {pid for pid, (parent, args) in found.items() if parent in found and found[parent][1] == args}
    return [(pid, args) for pid, (_, args) in found.items() if pid not in forked]


def keepers(folder: Path) -> list[int]:
    return [pid for pid, args in processes_naming(folder) if "keeper.py" in args]


def servers(folder: Path) -> list[int]:
    return [pid for pid, args in processes_naming(folder) if "keeper.py" not in args]
