"""Each rule for migrations on its cases: a state, a file that is run on it, and what must be found there.

Above the line ``-- migration`` stands the state before; below it, lines are marked as in the other rules' cases.
``-- lint: key = value`` is said under ``[lint]``, ``-- since: 18`` leaves older versions out. With ``-- sized`` the
state, rows included, is the target, and what runs runs on one without rows, as on a clone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from linting import expected, found, names, renamed

from majors import ASKED, EMBEDDED, MAJORS, called
from schemadiff.lint import RULES, Report, fingerprint
from schemadiff.lint.migrations import checked
from schemadiff.lint.rehearsal import Rehearsal
from schemadiff.lint.step import Step
from schemadiff.migrations.foreign import read
from schemadiff.postgres.server import ensure_roles
from schemadiff.proof.sizes import sized
from schemadiff.settings import load
from schemadiff.settings.lint import Lint
from schemadiff.shadow import Workshop
from schemadiff.targets import Live

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("MIG*/*.sql"))
ROWS = re.compile(r"(?m)^(?:INSERT INTO|ANALYZE)\b.*\n")
MEASURED = {
    f"MIG0{number}" for number in ("01", "04", "05", "06", "07", "09", "10", "11", "14", "26", "27", "28")
}
"""The rules that live by what a server does; of these, what is bad is tried on another version as well."""


class Standing(NamedTuple):
    """Two databases of one server."""

    workshop: Workshop
    theirs: str
    ours: str

    @property
    def major(self) -> int:
        return self.workshop.server.major


@pytest.fixture(scope="module")
def standings(tmp_path_factory):
    """What stands on a version, made for the first test that asks."""
    with ExitStack() as stack:
        yield cache(lambda major: _made(major, tmp_path_factory.mktemp("project"), stack))


def _made(major: int, folder: Path, stack: ExitStack) -> Standing:
    provider = "embedded" if major in EMBEDDED else "local"
    settings = load(folder, {"shadow.provider": provider, "shadow.version": major}, {})
    opened = stack.enter_context(Workshop(settings, reads=False))
    ensure_roles(opened.server, ["caller"])
    return Standing(opened, opened.database(), opened.database())


@pytest.fixture
def standing(standings, major):
    return standings(major)


def put(workshop: Workshop, database: str, sql: str) -> Live:
    """Let a database be in a state, and nothing else; that is cheaper than another database."""
    server = workshop.server
    with workshop.connect(database) as conn:
        conn.execute("DROP SCHEMA IF EXISTS public, other, inside CASCADE; CREATE SCHEMA public")
        conn.execute(sql)
    return Live("target", server.conninfo(database), server.version, server.loader, server)


def tried(cases: Collection[Path], measured: Collection[str] = ()) -> Iterator[Any]:
    """Cases with each version that they are tried on: of rules that are ``measured``, what is bad on all of them."""
    for major, case in product(MAJORS, cases):
        since = re.search(r"(?m)^-- since: (\d+)$", case.read_text())
        differs = case.parent.name in measured and case.stem == "bad"
        if (ASKED or major >= 18 or differs) and (not since or major >= int(since[1])):
            yield pytest.param(case, major, id=f"{case.parent.name}-{case.stem}-{called(major)}")


@pytest.mark.parametrize(("case", "major"), [*tried(CASES, MEASURED)])
def test_case(standing, case, tmp_path):
    text = case.read_text()

    report = ran(standing, text, tmp_path)

    assert report.broken == ()
    assert expected(text) == found(report, case.parent.name)
    assert bool(expected(text)) == case.stem.startswith("bad")


def ran(standing: Standing, text: str, folder: Path) -> Report:
    """What lint says of a case."""
    before, _, after = text.partition("-- migration\n")
    # Lines keep their numbers.
    file = folder / "20260101000000_case.sql"
    file.write_text("\n" * (before.count("\n") + 1) + after)
    options = tomllib.loads("\n".join(re.findall(r"(?m)^-- lint: (.+)$", text)))
    settings = replace(Lint(strict=True, small_table_rows=1_000_000), **options)
    live = put(standing.workshop, standing.theirs, before) if "-- sized\n" in text else None
    size = (lambda several: sized(live, several)) if live else tuple
    script = read(file, folder, folder / "generated")
    put(standing.workshop, standing.ours, ROWS.sub("", before))
    with Rehearsal(standing.workshop, standing.ours, settings, size) as rehearsal:
        return checked(rehearsal.watch(script), script)


@pytest.mark.parametrize("major", MAJORS, ids=called)
def test_what_was_renamed_meanwhile_is_itself(standing, tmp_path):
    """A finding is about the table, not its sequence, and each has a fingerprint of its own."""
    text = "CREATE TABLE old (id serial PRIMARY KEY, a int, b int);\n-- migration\n"
    text += "ALTER TABLE old ALTER a TYPE smallint, ALTER b TYPE smallint;\nALTER TABLE old RENAME TO new;\nDROP TABLE new;\n"

    findings = ran(standing, text, tmp_path).findings

    assert {f.address.identity for f in findings if f.rule == "MIG018"} == {"new"}
    assert len([f for f in findings if f.rule == "MIG012"]) == 2
    assert len({fingerprint(f) for f in findings}) == len(findings)


def odd(name: str) -> str:
    """Upper case, quotes, a dot, SQL, an emoji, and not a byte more to be had."""
    start = f"{name[:30]}\".Ü'; DROP 🐘 ("
    return start + "x" * (63 - len(start.encode()))


STEPS = [HERE / rule.CODE / "bad.sql" for rule in RULES if rule.ON is Step]


@pytest.mark.parametrize(("case", "major"), [*tried(STEPS)])
def test_odd_names_change_nothing(standing, case, tmp_path):
    """What a rule finds in its case, it finds when everything there has another name."""
    text = case.read_text()

    report = ran(standing, renamed(text, names(text), odd), tmp_path)

    assert report.broken == ()
    assert expected(text) == found(report, case.parent.name)
