"""Installs pgrls, the peer of lint, outside of the project's own environment."""

import subprocess
import sys
from pathlib import Path

VERSION = "0.57.1"
FOLDER = Path(__file__).resolve().parent.parent / ".bench" / "pip" / f"pgrls-{VERSION}"
PROGRAM = FOLDER / "bin" / "pgrls"


def install() -> str:
    """Install pgrls; return an empty text, or the reason why that failed."""
    if PROGRAM.exists():
        return ""
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(FOLDER)],
        [str(FOLDER / "bin" / "python"), "-m", "pip", "install", "--quiet", f"pgrls=={VERSION}"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
    return ""


def lint(url: str, schema: str) -> list[str]:
    """The command that checks a schema of a database by all of its rules."""
    return [str(PROGRAM), "lint", "--database-url", url, "--schemas", schema, "--format", "json"]
