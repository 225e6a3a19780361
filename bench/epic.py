"""How fast campaign statistics are counted: our function and the epic's own, which checks nothing, in one run.

``python bench/epic.py``: 16 clients (pgbench) call one function or the other in short turns, so that whatever else the
machine does meets both; what is shown is the median of the turns, and of the ratios of neighbouring turns. The epic's
own function counts on the epic's own bare table; ours on ours, with its check, its trigger and its policies.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from psycopg.conninfo import conninfo_to_dict

from schemadiff.settings import load
from schemadiff.shadow import Workshop

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "tests" / "epic" / "seed"
CLIENTS, CAMPAIGNS, GOAL = 16, 200, 0.6
FILL = """
    INSERT INTO public.organizations (id, name{more}) VALUES (gen_random_uuid(), 'A'{values});
    INSERT INTO public.campaigns (id, organization_id, name)
    SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, o.id, 'C'
    FROM public.organizations o, generate_series(1, {campaigns}) n;
    VACUUM ANALYZE public.campaigns;
"""
CALL = """\\set n random(1, {campaigns})
SELECT public.increment_campaign_stat(('00000000-0000-4000-8000-' || lpad(:n::text, 12, '0'))::uuid, 'opens');
"""


class Speed(NamedTuple):
    """Calls per second of each, and ours as a part of theirs."""

    ours: float
    theirs: float
    ratio: float


@contextmanager
def databases() -> Iterator[tuple[Workshop, str, str]]:
    """A server with a database of ours and one of the epic's."""
    settings = load(ROOT)
    shadow = replace(settings.shadow, provider="embedded", version=18)
    with Workshop(replace(settings, shadow=shadow)) as workshop:
        ours, theirs = workshop.loaded, workshop.database()
        with workshop.connect(theirs) as conn:
            # Two of its policies cannot be made; the function needs none.
            tables_and_function = (SEED / "epic.sql").read_text().partition("-- email_sends RLS")[0]
            conn.execute((SEED / "upstream.sql").read_text() + tables_and_function)
        for name, more, values in ((ours, ", slug", ", 'a'"), (theirs, "", "")):
            with workshop.connect(name) as conn:
                for statement in FILL.format(more=more, values=values, campaigns=CAMPAIGNS).split(";")[:-1]:
                    conn.execute(statement)
        yield workshop, ours, theirs


def turn(workshop: Workshop, database: str, script: Path, seconds: int) -> float:
    """Calls per second while 16 clients call."""
    where = conninfo_to_dict(workshop.server.conninfo(database))
    command = [
        str(workshop.bindir / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={CLIENTS}", "--jobs=2",
        f"--time={seconds}", f"--file={script}", f"--host={where['host']}", f"--port={where['port']}",
        f"--username={where['user']}", database,
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PGSSLMODE": "disable"}
    )
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if found is None or done.returncode:
        raise SystemExit(f"pgbench: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return float(found[1])


def speed(workshop: Workshop, ours: str, theirs: str, campaigns: int, turns: int, seconds: int) -> Speed:
    """Measure both alternately; each goes first equally often."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "call.sql"
        script.write_text(CALL.format(campaigns=campaigns))
        found: list[tuple[float, float]] = []
        for number in range(turns):
            order = (ours, theirs) if number % 2 else (theirs, ours)
            said = {name: turn(workshop, name, script, seconds) for name in order}
            found.append((said[ours], said[theirs]))
    return Speed(
        statistics.median(one for one, _ in found),
        statistics.median(other for _, other in found),
        statistics.median(one / other for one, other in found),
    )


def main() -> int:
    """Print a line for one hot campaign and one for 200; return 1 if the goal was missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=12, help="of each function (12)")
    parser.add_argument("--seconds", type=int, default=1, help="of a turn (1)")
    asked = parser.parse_args()
    fine = True
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {CLIENTS} clients, medians of {asked.turns} turns"
    )
    print(
        f"  {'increment_campaign_stat':<26} {'ours /s':>9} {'the epic own /s':>16} {'ratio':>7}  goal {GOAL}"
    )
    with databases() as (workshop, ours, theirs):
        for what, campaigns in (("one hot campaign", 1), (f"{CAMPAIGNS} campaigns", CAMPAIGNS)):
            found = speed(workshop, ours, theirs, campaigns, asked.turns, asked.seconds)
            met = found.ratio >= GOAL
            fine = fine and met
            mark = "met" if met else "MISSED"
            print(
                f"  {what:<26} {found.ours:9.0f} {found.theirs:16.0f} {found.ratio:7.2f}  {mark}", flush=True
            )
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
