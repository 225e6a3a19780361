"""The name of a cached result tells apart everything that it depends on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from schemadiff.comparison import replays
from schemadiff.comparison.replays import LastReplay, nothing, of_target
from schemadiff.desired.claims import Claims
from schemadiff.desired.meaning import Desired, Kept
from schemadiff.migrations.file import Migration
from schemadiff.migrations.state import Pending
from schemadiff.model import Catalog
from schemadiff.postgres.content import Content
from schemadiff.roles.managed import Managed
from schemadiff.settings import Settings, Shadow
from schemadiff.targets import Live
from schemadiff.targets.fingerprint import Look

NOTHING = frozenset()
WANTED = Desired(
    catalog=Catalog({}, NOTHING, NOTHING), dump="", platform=NOTHING, places={}, claims=Claims(*4 * (NOTHING,)), roles=NOTHING,
    renames=(), server="PostgreSQL 18.4, embedded", dumper="/usr/bin", managed=Managed(), declared_roles=NOTHING,
    needs=(NOTHING, False), kept=Kept("name", "hash"),
)  # fmt: skip
TARGET = Live("main", "", 180004, "app")
LOOK = Look("", Content(1, {"pg_class": [1, 2]}, {}))
ONE, TWO = (Pending(Migration(str(n), "m", f"{n}_m.sql", "create table t ();")) for n in (1, 2))
SETTINGS = Settings(Path("/p"), Path("/p/desired"), Path("/p/generated"))
LAST = LastReplay(SETTINGS, WANTED, of_target(TARGET, LOOK), (ONE, TWO), 7)


def edited(pending, **changes):
    return replace(pending, migration=replace(pending.migration, **changes))


OTHERS = {
    "another text": replace(LAST, run=(ONE, edited(TWO, text="create table t2 ();"))),
    "another order": replace(LAST, run=(TWO, ONE)),
    "one fewer": replace(LAST, run=(ONE,)),
    "one more": replace(LAST, run=(ONE, TWO, edited(TWO, version="3", path="3_m.sql"))),
    "begun": replace(LAST, run=(replace(ONE, done=1), TWO)),
    "interrupted": replace(LAST, run=(replace(ONE, running=0), TWO)),
    "one session": replace(LAST, run=(ONE, replace(TWO, goes_on=True))),
    "another tool": replace(LAST, run=(ONE, edited(TWO, foreign=True))),
    "another target": replace(LAST, before=of_target(TARGET, Look("", Content(2, LOOK.content.rows, {})))),
    "a changed target": replace(
        LAST, before=of_target(TARGET, Look("", Content(1, {"pg_class": [1, 3]}, {})))
    ),
    "another minor version": replace(LAST, before=of_target(replace(TARGET, version=180005), LOOK)),
    "another role": replace(LAST, before=of_target(replace(TARGET, role="other"), LOOK)),
    "another time zone": replace(LAST, before=of_target(replace(TARGET, timezone="Asia/Kabul"), LOOK)),
    "an empty database": replace(LAST, before=nothing(TARGET)),
    "an empty database for nobody": replace(LAST, before=nothing(None)),
    "other files": replace(LAST, wanted=replace(WANTED, kept=Kept("name", "other"))),
    "another server": replace(LAST, wanted=replace(WANTED, server="PostgreSQL 18.5, embedded")),
    "another pg_dump": replace(LAST, wanted=replace(WANTED, dumper="/opt/bin")),
    "ignored": replace(LAST, settings=replace(SETTINGS, ignore=("public.t",))),
    "another provider": replace(LAST, settings=replace(SETTINGS, shadow=Shadow("docker"))),
    "a quarter of an hour later": replace(LAST, when=8),
}


def test_every_part_counts():
    assert len({each.path for each in (LAST, replace(LAST), *OTHERS.values())}) == 1 + len(OTHERS)


def test_the_release_counts(monkeypatch):
    before = LAST.path
    monkeypatch.setattr(replays, "release", lambda: ("another",))
    assert LAST.path != before


@pytest.mark.parametrize("zone", [0, 5.5, 5.75, -9.5, 14])
def test_no_day_begins_within_a_quarter(zone, monkeypatch):
    midnight = 1_767_225_600 - int(zone * 3600)
    quarters = []
    for seconds in (-1, 0, replays.QUARTER - 1, replays.QUARTER):
        monkeypatch.setattr(replays.time, "time", lambda now=midnight + seconds: now)
        quarters.append(replays.quarter() - midnight // replays.QUARTER)
    assert quarters == [-1, 0, 0, 1]
