"""NOT NULL that is valid in an heir alone (18): pg_dump says it as the heir's own, which it is not."""

from __future__ import annotations

from pathlib import Path

CASE = Path(__file__).parents[1] / "cases/inheritance/not-null-not-valid-again"
NEW = "CREATE TABLE new () INHERITS (old);\n"


def test_there_and_back(project18):
    """On the clone it is the parents' as well, with its comments, so that the plan can be proven."""
    one, other = ((CASE / f"{name}.sql").read_text().replace(NEW, "") for name in ("a", "b"))
    project18.execute(one)
    start = project18.dump()
    for desired in (one, other):
        project18.desired(desired)
        planned = project18.planned("--format", "json").json
    assert planned["proof"]["way_back"]["ok"]
    assert "no changes" in project18.ok("plan").out
    project18.ok("rollback", "--yes")
    assert project18.dump() == start
