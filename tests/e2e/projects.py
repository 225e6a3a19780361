"""A project as its user sees it: files, commands with their output, and the database."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import psycopg

from schemadiff.cli import main
from schemadiff.postgres.pg_dump import dump, find_pg_dump
from schemadiff.postgres.server import Server


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        return self.out + self.err

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def sql(self) -> list[str]:
        """The statements of ``--format sql``, without comments."""
        lines = (line for line in self.out.splitlines() if line and not line.startswith("--"))
        return "\n".join(lines).split(";\n") if self.out else []


def run_here(arguments: list[str], out: io.StringIO, err: io.StringIO) -> int:
    """Run a command in this process, and return its exit code."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", io.StringIO()):
            return main(arguments)
    finally:
        # The command's own would answer for the tests.
        for number, handler in handlers.items():
            signal.signal(number, handler)


@dataclass
class Project:
    root: Path
    target: str | None = None
    server: Server | None = None
    options: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        self.root.mkdir(exist_ok=True)
        self.settings()

    def settings(self, text: str = "") -> None:
        """Write schemadiff.toml: lines of the top level, then tables."""
        self.write("schemadiff.toml", text)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def desired(self, text: str, path: str = "schema.sql") -> None:
        self.write(f"desired/{path}", text)

    @property
    def generated(self) -> list[str]:
        folder = self.root / "generated"
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []

    def text(self, suffix: str) -> str:
        """The newest file of generated/ with this end of its name."""
        return (
            self.root
            / "generated"
            / [n for n in self.generated if n.endswith(suffix) and (".down" in suffix or ".down" not in n)][
                -1
            ]
        ).read_text()

    def arguments(self, *args: str) -> list[str]:
        target = ["--target", self.target] if self.target and args[0] != "lint" else []
        return [args[0], "-C", str(self.root), *target, *self.options, *args[1:]]

    def run(self, *args: str) -> Said:
        """A command, in this process; there is no terminal."""
        out, err = io.StringIO(), io.StringIO()
        code = run_here(self.arguments(*args), out, err)
        return Said(code, out.getvalue(), err.getvalue())

    def start(self, *args: str, **environ: str) -> subprocess.Popen[str]:
        """A command in a process of its own, in a process group of its own."""
        import os  # noqa: PLC0415

        return subprocess.Popen(
            [sys.executable, "-m", "schemadiff", *self.arguments(*args)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=dict(os.environ) | environ,
        )

    def ok(self, *args: str) -> Said:
        """A command that must succeed."""
        said = self.run(*args)
        if said.code:
            # As a person would see it: the first lines and what was refused.
            text = "text" if "json" in args else None
            said = self.run(*(text or a if a == "json" else a for a in args))
            raise AssertionError(f"exit {said.code}: {said.err or said.out}")
        return said

    def planned(self, *args: str) -> Said:
        """Plan, and apply what was written; what plan said."""
        said = self.ok("plan", *args)
        self.ok("apply", "--yes")
        return said

    def there(self, text: str) -> None:
        """Declare what the target has: where a test begins, which no plan need lead to."""
        self.desired(text)
        self.execute(text)

    def changes(self, *args: str) -> list[str]:
        """The statements of a plan that is not written."""
        plan = self.ok("plan", "--no-write", "--format", "json", *args).json["plan"]
        return [statement["sql"] for unit in plan["units"] for statement in unit["statements"]]

    # The target, behind the back of the commands.

    def execute(self, sql: str, *, superuser: bool = False) -> None:
        assert self.target is not None
        conninfo = self.target
        if superuser:
            assert self.server is not None
            name = psycopg.conninfo.conninfo_to_dict(self.target)["dbname"]
            conninfo = self.server.conninfo(str(name), superuser=True)
        with psycopg.connect(conninfo, autocommit=True) as conn:
            conn.execute(sql.encode())

    def query(self, sql: str) -> list[tuple]:
        assert self.target is not None
        with psycopg.connect(self.target, autocommit=True) as conn:
            return conn.execute(sql.encode()).fetchall()

    def dump(self) -> str:
        """The target's schema by pg_dump, without what is schemadiff's own."""
        assert self.target is not None
        assert self.server is not None
        bindir = self.server.bindir or find_pg_dump(self.server.major)
        assert bindir is not None
        return dump(self.target, bindir, exclude_schemas=["schemadiff"])
