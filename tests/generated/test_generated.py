"""Random schemas and random changes of them: planned, proven with rows, and back.

On the newest major, or on those of SCHEMADIFF_TEST_MAJORS; soaking goes over every one.

Half of the examples are made by a superuser, who can make kinds that nobody else can, and the rest by a plain role.

``make test`` runs the same few examples each time; ``make soak`` other ones for ``SCHEMADIFF_SOAK_SECONDS``. What
fails is shrunk and written to ``tests/cases/found/<hash>/``, where it is a case like any other.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from proving import Loaded, Seen, Wrong, check, glance, grown, restores, shrunk, signature
from random_renames import Words

from commanded import command
from majors import MAJORS, NEWEST, called
from schemadiff import settings as project
from schemadiff.postgres.server import Server
from schemadiff.shadow import Workshop

FOUND = Path(__file__).parent.parent / "cases" / "found"
SIGNATURE = "signature"
"""The file of a case that says what its failure has in common with others, a line each: those are not found again."""
EXAMPLES = int(os.environ.get("SCHEMADIFF_EXAMPLES", "8"))
SOAK = float(os.environ.get("SCHEMADIFF_SOAK_SECONDS", "0"))
PROVEN = 5
"""How many of the examples of a soak there are to one that is proven with rows and by pg_dump."""
ONLINE = 25
"""How many there are to one that is planned as ``plan --online`` does, on a clone."""
RENAMED = 5
"""How many there are to one where comments say what had other names."""
INHERITED = "cannot rename inherited "
"""PostgreSQL renames nothing that a table has of two parents, or of one that goes in the same plan."""
SHRINK = 180.0
"""Seconds to make a failing example smaller."""
QUIET = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.filter_too_much,
]


MAKERS = (False, True)
"""Whether the loader is a superuser."""


@contextmanager
def working(folder: Path, major: int, trusted: bool) -> Iterator[Workshop]:
    options = {"shadow.version": major, "shadow.trusted": trusted}
    with Workshop(project.load(folder, options, {}), reads=False) as opened:
        assert opened.server.major == major
        yield opened


def written(before: Loaded, after: Loaded, server: Server, error: Wrong) -> Path:
    """The example as a case."""
    texts = {"a.sql": script(before), "b.sql": script(after)}
    name = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()[:10]
    folder = FOUND / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    superuser = "superuser = true\n" if server.trusted else ""
    (folder / "expect.toml").write_text(f"min_major = {server.major}\n{superuser}", encoding="utf-8")
    (folder / "README").write_text(
        f"Found by the generator on PostgreSQL {server.major}:\n\n{error}\n", encoding="utf-8"
    )
    (folder / SIGNATURE).write_text(signature(error) + "\n", encoding="utf-8")
    return folder


def known() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in FOUND.parent.glob(f"*/*/{SIGNATURE}")]
    return {line for text in texts for line in text.splitlines()}


def script(made: Loaded) -> str:
    return "".join(f"{sql};\n" for sql in made.sql)


def look_at(count: int) -> Seen:
    """How the next example of a soak is looked at."""
    if count % ONLINE == 1:
        return online
    if count % RENAMED == 2:
        return renamed
    return glance if count % PROVEN else check


def online(workshop: Workshop, before: Loaded, after: Loaded) -> str:
    """As ``plan --online`` does."""
    return command(workshop, before.database, after.database, online=True)


def renamed(workshop: Workshop, before: Loaded, after: Loaded, words: Words | None = None) -> str:
    """As ``plan`` does where comments say what had other names."""
    words = words or after.words
    try:
        return command(workshop, before.database, after.database, online=False, words=words)
    except Wrong as error:
        if INHERITED in str(error):
            return "refused"
        raise Wrong(f"{error}\nwhere these words stand for others: {words}") from error


def search(workshop: Workshop, number: int | None, listed: set[str], seen: Counter[str]) -> list[str]:
    """Look for examples that fail in other ways than those that are known; write them down."""
    failed: list[tuple[Seen, Loaded, Loaded, Wrong]] = []
    options = settings(
        max_examples=EXAMPLES if number is not None else EXAMPLES // len(MAKERS),
        derandomize=number is None,
        database=None,
        deadline=None,
        suppress_health_check=QUIET,
        # To leave out statements takes a minute; to draw other ones took hypothesis more than five.
        phases=[Phase.generate],
    )

    @options
    # As random as can be: what hypothesis draws itself, it draws again with little else.
    @given(st.randoms(use_true_random=True))
    def proven(draw) -> None:
        soaking = number is not None
        look = look_at(sum(seen.values())) if soaking else check
        with grown(workshop, draw, cases=soaking, renames=look is renamed) as (before, after):
            try:
                seen[look(workshop, before, after).partition(":")[0]] += 1
            except Wrong as error:
                if signature(error) not in listed and restores(workshop, before.sql, after.sql):
                    failed.append((look, before, after, error))
                    listed.add(signature(error))

    (proven if number is None else seed(number)(proven))()
    return [_told(workshop, *each) for each in failed]


def _told(workshop: Workshop, look: Seen, before: Loaded, after: Loaded, error: Wrong) -> str:
    """Make a failure smaller, write it down, and say where and what it is."""
    look = partial(renamed, words=after.words) if look is renamed else look
    before, after, error = shrunk(workshop, (before.sql, after.sql), error, SHRINK, look)
    folder = written(before, after, workshop.server, error)
    place = f"written to {folder.relative_to(FOUND.parent.parent)}"
    return "\n".join([place, *str(error).split("\n")[:6]])


@pytest.mark.skipif(SOAK > 0, reason="soaking")
@pytest.mark.parametrize("major", NEWEST, ids=called)
def test_random_changes(major, tmp_path) -> None:
    seen: Counter[str] = Counter()
    found: list[str] = []
    for trusted in MAKERS:
        with working(tmp_path, major, trusted) as workshop:
            found += search(workshop, None, known(), seen)
    assert found == [], "\n\n".join(found)
    # Examples that change nothing, or are refused, prove little.
    assert seen["changed"] >= sum(seen.values()) / 2, seen


@pytest.mark.skipif(SOAK <= 0, reason="only with SCHEMADIFF_SOAK_SECONDS")
@pytest.mark.parametrize("major", MAJORS, ids=called)
def test_soak(major, tmp_path) -> None:
    until = time.monotonic() + SOAK / len(MAJORS)
    listed = known()
    found: list[str] = []
    seen: Counter[str] = Counter()
    for trusted in itertools.cycle(MAKERS):
        if time.monotonic() > until:
            break
        # A server for each round, so that databases that proofs leave behind do not pile up.
        with working(tmp_path, major, trusted) as workshop:
            found += search(workshop, time.time_ns(), listed, seen)
    assert found == [], "\n\n".join([f"{sum(seen.values())} examples were right", *found])
