"""Plan from each state of a schema to the next one and back, prove both ways, and print what fails.

A state is a file of SQL, as pg_dump writes it; the files of a folder, in the order of their names, are a history.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "generated"))

from proving import Loaded, Wrong, check

from schemadiff import settings as project
from schemadiff.postgres.server import scratch_database
from schemadiff.shadow import Workshop


def main() -> int:
    """Walk through every history; return 1 if any plan was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", nargs="+", type=Path)
    parser.add_argument("--major", type=int, default=16)
    given = parser.parse_args()
    options = {"shadow.version": given.major, "shadow.trusted": True}
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for history in given.histories:
            # A new server for each step, so that databases left by proofs do not accumulate.
            with Workshop(project.load(Path(folder), options, {}), reads=False) as workshop:
                for pair in pairwise(sorted(history.glob("*.sql"))):
                    seen[proven(workshop, *pair)] += 1
    print(dict(seen))
    return 1 if seen["wrong"] else 0


def proven(workshop: Workshop, before: Path, after: Path) -> str:
    """The outcome of a step and of its way back, in a word."""
    with scratch_database(workshop.server) as one, scratch_database(workshop.server) as other:
        load(workshop, one, before)
        load(workshop, other, after)
        try:
            return check(workshop, Loaded(one, ()), Loaded(other, ())).partition(":")[0]
        except Wrong as error:
            print(f"{after}: {error}\n")
            return "wrong"


def load(workshop: Workshop, database: str, path: Path) -> None:
    """Run a file in a database; statements that fail are printed, and are not part of the state."""
    psql = [str(workshop.bindir / "psql"), "-X", "-q", workshop.server.conninfo(database)]
    said = subprocess.run(psql, input=path.read_text(), capture_output=True, text=True, check=False)
    for line in said.stderr.splitlines():
        if "ERROR" in line:
            print(f"{path}: {line}")


if __name__ == "__main__":
    sys.exit(main())
