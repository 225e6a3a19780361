"""Each rule on its cases: what it must find, marked in the SQL, and where it must stay silent.

``tests/lint/CODE/bad*.sql`` marks its lines with ``-- finds: CODE severity``; ``good*.sql`` marks nothing.
What needs a database in use is in test_live.py. ``-- preset: postgres`` in the first line takes that preset instead of supabase, ``-- lint: key = value`` at the
beginning of any line is said under ``[lint]``, ``-- since: 18`` wants that major, ``-- trusted`` a superuser. Rules that are off by default are on here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from linting import expected, extension, found, lint, subject, written

from majors import newest
from schemadiff.lint import NAMES, RULES

HERE = Path(__file__).parent
CASES = sorted(
    case
    for case in HERE.glob("[A-Z]*/*.sql")
    if not case.stem.endswith("_live") and not case.parent.name.startswith("MIG")
)


@newest
@pytest.mark.parametrize("case", CASES, ids=[f"{c.parent.name}-{c.stem}" for c in CASES])
def test_case(case, server, database, tmp_path):
    sql = case.read_text().replace("{extension}", extension(server))
    code = case.parent.name
    since = re.search(r"(?m)^-- since: (\d+)$", sql)
    if since and server.major < int(since[1]):
        pytest.skip(f"what it says is new in {since[1]}")
    preset = "postgres" if sql.startswith("-- preset: postgres\n") else "supabase"

    if "-- trusted\n" in sql:
        server = replace(server, base=server.superuser_base, trusted=True)
    settings = tomllib.loads("\n".join(re.findall("(?m)^-- lint: (.+)$", sql)))
    report = lint(subject(server, database, written(tmp_path, sql), preset=preset, strict=True, **settings))

    assert report.broken == ()
    assert expected(sql) == found(report, code)
    assert bool(expected(sql)) == case.stem.startswith("bad")


def test_every_rule_has_its_own_code_and_name():
    assert len({rule.CODE for rule in RULES}) == len(RULES)
    assert len(set(NAMES.values())) == len(NAMES)
    assert [rule.CODE.lower() for rule in RULES] == [rule.__name__.rpartition(".")[2] for rule in RULES]
