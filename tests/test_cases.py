"""Every case in ``cases/``, both ways, on every major: planned, applied, read again, and compared by pg_dump.

``support/cases.py`` says what a case is. Both ways of one share what is dear: two databases, and what was read of them
before either was changed.
Without SCHEMADIFF_TEST_MAJORS all run on the newest major, and on 16 every twelfth and those that speak of versions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cases import (
    FACTS,
    FOLDERS,
    ROLES,
    UNQUOTED,
    WAYS,
    Case,
    State,
    both_ways,
    cases,
    load,
    lost,
    plain,
    script,
    state,
)
from majors import MAJORS, NEWEST, called
from schemadiff.catalog import stored
from schemadiff.diff.positions import text_as_placed
from schemadiff.diff.statements import statements
from schemadiff.errors import SchemadiffError
from schemadiff.model import Address, Catalog
from schemadiff.planning.joining import joined
from schemadiff.postgres.server import Server, ensure_roles
from schemadiff.proof.dump import differences


def of_versions(expect: dict[str, Any]) -> bool:
    """True if a case says of something that it differs between versions, or is known to fail."""
    return not expect.keys() <= {"superuser", "roles"}


def runs() -> Iterator[Any]:
    """Each case on each version that it is for; every twelfth on one that is not the newest, unless it is asked for by name."""
    for major, (number, folder) in product(MAJORS, enumerate(FOLDERS)):
        expect = both_ways(folder)[0].expect
        fits = expect.get("min_major", 0) <= major <= expect.get("max_major", major)
        if fits and (major in NEWEST or not number % 12 or of_versions(expect)):
            yield pytest.param(folder, major, id=f"{folder.parent.name}/{folder.name}-{called(major)}")


@pytest.mark.parametrize(("folder", "major"), [*runs()])
def test_case(folder: Path, major: int, servers: Callable[[int], Server], subtests: pytest.Subtests) -> None:
    there, back = both_ways(folder)
    server = servers(major)
    ensure_roles(server, ROLES)
    with state(server, there) as a, state(server, back) as b:
        load(there, a, "a")
        load(back, b, "b")
        # What a database was, before it is changed into the other.
        was_a, was_b = Seen.of(a), Seen.of(b)
        for case, on, start, goal in ((there, a, was_a, was_b), (back, b, was_b, was_a)):
            with subtests.test(case.way):
                if not (reason := case.gap(server.major, "native")):
                    arrives(case, on, start, goal)
                    continue
                with pytest.raises((SchemadiffError, pytest.fail.Exception, AssertionError)):
                    arrives(case, on, start, goal)
                pytest.xfail(reason)


class Seen(NamedTuple):
    """What a state was like when it was seen."""

    catalog: Catalog
    dump: str
    addresses: set[Address]
    found: set[tuple[str, str]]

    @classmethod
    def of(cls, state: State) -> Seen:
        return cls(state.read(), state.dump(), state.addresses(), state.found())


def arrives(case: Case, current: State, start: Seen, goal: Seen) -> None:
    """See that the plan leads there, leaves nothing, and loses nothing."""
    plan = joined(statements(start.catalog, goal.catalog), goal.catalog, start.catalog)
    kept = {}
    if rows := case.text(f"{WAYS[case.way][0]}.rows.sql"):
        current.set_up(rows)
        kept = current.rows()

    current.apply(plan)
    reached = current.read()
    assert script(statements(reached, goal.catalog)) == ""
    assert "\n".join(differences(current.dump(), text_as_placed(goal.dump, reached, goal.catalog))) == ""
    assert current.found() == goal.found
    assert lost(kept, current.rows() if rows else {}) == {}
    assert start.catalog.unmodelled == ()
    own = {plain(a) for a in goal.catalog.objects if a.type not in FACTS | UNQUOTED}
    assert own - goal.addresses == set()


PLAN = """
import sys
from schemadiff.catalog import stored
from schemadiff.diff.statements import statements
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        both = stored.loads(file.read())
    for statement in statements(stored.load(both["a"]), stored.load(both["b"])):
        print(statement.sql)
"""


def test_planning_twice_gives_the_same_bytes(server18: Server, tmp_path: Path) -> None:
    """In other processes, in which sets have another order, and from snapshots as from databases."""
    ensure_roles(server18, ROLES)
    on_18 = (case for case in cases() if case.expect.get("max_major", 18) >= 18)
    every = [case for case in on_18 if case.way == "there" and not case.superuser]
    # One that is refused has no statements to compare.
    chosen = [case for case in every[::18] if not case.expect.get("gap")]
    for case in chosen:
        with state(server18, case) as one, state(server18, case) as other:
            load(case, one, "a")
            load(case, other, "b")
            both = {"a": stored.dump(one.read()), "b": stored.dump(other.read())}
        (tmp_path / f"{case.folder.parent.name}-{case.folder.name}").write_text(json.dumps(both))
    paths = sorted(map(str, tmp_path.iterdir()))

    plans = {
        subprocess.run(
            [sys.executable, "-c", PLAN, *paths],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(paths) > 5
    assert len(plans) == 1


def test_a_case_that_changes_nothing_would_be_noticed() -> None:
    """Both states of a case must differ, or the case proves nothing."""
    equal = [
        str(folder) for folder in FOLDERS if (folder / "a.sql").read_text() == (folder / "b.sql").read_text()
    ]
    assert equal == []
