"""Each rule on its cases: what it must find, marked in the SQL, and where it must stay silent.

``tests/lint/CODE/bad*.sql`` marks its lines with ``-- finds: CODE severity``; ``good*.sql`` marks nothing. Where all that
help says is whole statements that files may contain, they are run after the case: then the findings are gone, and
nothing else is found in their place.
What needs a database in use is in test_live.py. ``-- preset: postgres`` in the first line takes that preset instead of supabase, ``-- lint: key = value`` at the
beginning of any line is said under ``[lint]``, ``-- since: 18`` wants that major, ``-- trusted`` a superuser. Rules that are off by default are on here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from linting import expected, found

from majors import newest
from schemadiff.lint import NAMES, RULES

HERE = Path(__file__).parent
CASES = sorted(
    case
    for case in HERE.glob("[A-Z]*/*.sql")
    if not case.stem.endswith("_live") and not case.parent.name.startswith("MIG")
)


STATEMENT = re.compile(r"(?:ALTER|CREATE|REVOKE) (?!.*(?: DROP |\.\.\.)).*;")
FOLLOWING = {
    # A foreign key that was lacking is one more to have an index, an action and one type on both sides.
    "CON002": {"CON009", "IDX001", "TYP008"},
    # A policy that calls a function which was IMMUTABLE by mistake calls it for each row.
    "RLS021": {"RLS007"},
}
"""What is found next where help was followed, by rule."""


@newest
@pytest.mark.parametrize("case", CASES, ids=[f"{c.parent.name}-{c.stem}" for c in CASES])
def test_case(case, linted):
    sql, code = case.read_text(), case.parent.name

    report = linted(sql)

    assert report.broken == ()
    assert expected(sql) == found(report, code)
    assert bool(expected(sql)) == case.stem.startswith("bad")
    mended = [f for f in report.findings if f.rule == code and all_statements(f)]
    if mended:
        there = {key(f) for f in report.findings} - {key(f) for f in mended}
        more = "\n".join(dict.fromkeys(f.instead for f in mended))
        fine = FOLLOWING.get(code, set())
        after = linted(f"{sql}\n{more}\n").findings
        assert [f for f in after if key(f) not in there and f.rule not in fine] == []


def all_statements(finding):
    return all(STATEMENT.fullmatch(line) for line in finding.instead.split("\n"))


def key(finding):
    return finding.rule, finding.address, finding.key


def test_every_rule_has_its_own_code_and_name():
    assert len({rule.CODE for rule in RULES}) == len(RULES)
    assert len(set(NAMES.values())) == len(NAMES)
    assert [rule.CODE.lower() for rule in RULES] == [rule.__name__.rpartition(".")[2] for rule in RULES]
