"""Each rule for migrations on its cases: a state, a file that is run on it, and what must be found there.

Above the line ``-- migration`` stands the state before; below it, lines are marked as in the other rules' cases.
``-- lint: key = value`` is said under ``[lint]``, ``-- since: 18`` leaves older versions out. With ``-- sized`` the
state, rows included, is the target, and what runs runs on one without rows, as on a clone.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from linting import expected, found

from schemadiff.hazards import checked
from schemadiff.lint_settings import Lint
from schemadiff.migrations.foreign import read
from schemadiff.postgres.server import ensure_roles
from schemadiff.proof.sizes import sized
from schemadiff.rehearse import Rehearsal
from schemadiff.settings import load
from schemadiff.shadow import Workshop
from schemadiff.targets import Live

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("MIG*/*.sql"))
ROWS = re.compile(r"(?m)^(?:INSERT INTO|ANALYZE)\b.*\n")
MEASURED = {
    f"MIG0{number}" for number in ("01", "04", "05", "06", "07", "09", "10", "11", "14", "26", "27", "28")
}
"""The rules that live by what a server does; of these, what is bad is tried on another version as well."""


@pytest.fixture(scope="module", params=[16, 18], ids=["pg16", "pg18"])
def standing(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    settings = load(folder, {"shadow.provider": "embedded", "shadow.version": request.param}, {})
    with Workshop(settings, reads=False) as opened:
        ensure_roles(opened.server, ["caller"])
        yield opened, opened.database(), opened.database()


def put(workshop: Workshop, database: str, sql: str) -> Live:
    """Let a database be in a state, and nothing else; that is cheaper than another database."""
    server = workshop.server
    with workshop.connect(database) as conn:
        conn.execute("DROP SCHEMA IF EXISTS public, other, inside CASCADE; CREATE SCHEMA public")
        conn.execute(sql)
    return Live("target", server.conninfo(database), server.version, server.loader, server)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name}-{case.stem}" for case in CASES])
def test_case(standing, case, tmp_path):
    workshop, theirs, ours = standing
    text = case.read_text()
    since = re.search(r"(?m)^-- since: (\d+)$", text)
    if since and workshop.server.major < int(since[1]):
        pytest.skip("not on this version")
    if workshop.server.major < 18 and (case.parent.name not in MEASURED or case.stem != "bad"):
        pytest.skip("the same on every version")
    before, _, after = text.partition("-- migration\n")
    # Lines keep their numbers.
    file = tmp_path / "20260101000000_case.sql"
    file.write_text("\n" * (before.count("\n") + 1) + after)
    options = tomllib.loads("\n".join(re.findall(r"(?m)^-- lint: (.+)$", text)))
    settings = replace(Lint(strict=True, small_table_rows=1_000_000), **options)
    live = put(workshop, theirs, before) if "-- sized\n" in text else None
    size = (lambda several: sized(live, several)) if live else tuple
    script = read(file, tmp_path, tmp_path / "generated")

    put(workshop, ours, ROWS.sub("", before))
    with Rehearsal(workshop, ours, settings, size) as rehearsal:
        report = checked(rehearsal.watch(script), script)

    assert report.broken == ()
    assert expected(text) == found(report, case.parent.name)
    assert bool(expected(text)) == case.stem.startswith("bad")


def test_names_that_need_quotes(standing, tmp_path):
    """Every line finds what it says, whatever things are called."""
    workshop, _, ours = standing
    before, _, after = (HERE / "data" / "mig_names.sql").read_text().partition("-- migration\n")
    (tmp_path / "1_a.sql").write_text(after)
    with workshop.connect(ours) as conn:
        conn.execute('DROP SCHEMA IF EXISTS "My Schema" CASCADE')
    put(workshop, ours, before)
    with Rehearsal(workshop, ours, Lint()) as rehearsal:
        script = read(tmp_path / "1_a.sql", tmp_path, tmp_path / "generated")
        report = checked(rehearsal.watch(script), script)

    said = {
        (number, rule)
        for number, line in enumerate(after.splitlines(), 1)
        for rule in re.findall(r"MIG\d+", line.partition("; -- ")[2])
    }
    assert report.broken == ()
    # What they hold while they work is another matter.
    assert {(f.at.line, f.rule) for f in report.findings if f.rule not in ("MIG014", "MIG015")} == said
