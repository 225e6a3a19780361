"""The documentation of the rules is shown completely."""

import json

import pytest

from schemadiff.cli import main
from schemadiff.lint import levels
from schemadiff.lint.pages import EXPLAINED, SECTIONS
from schemadiff.lint.render.pages import render_page
from schemadiff.settings.lint import Lint, Told


@pytest.mark.parametrize("rule", EXPLAINED, ids=lambda rule: rule.CODE)
def test_a_page_says_everything_in_80_columns(rule):
    page = render_page(rule, width=80)

    words = (rule.__doc__ or "").replace("``", "").split()
    assert " ".join(words) in " ".join(page.split())
    assert [line for line in page.splitlines() if line in SECTIONS] == list(SECTIONS)
    assert [line for line in page.splitlines() if len(line) > 80 and not line.startswith("    ")] == []


def test_a_rule_is_explained_by_code_and_by_name(capsys):
    assert main(["explain", "rls007"]) == main(["explain", "auth-rls-initplan"]) == 0
    first, second = capsys.readouterr().out.split("RLS007 auth-rls-initplan (warning)\n")[1:]
    assert first == second
    assert "    CREATE POLICY own ON notes USING (author = (SELECT auth.uid()));\n" in first


def test_a_rule_that_does_not_exist_has_a_neighbour(capsys):
    assert main(["explain", "RLS0007"]) == 2
    assert 'no rule is called "RLS0007"\nhint: the nearest known one is "RLS007"' in capsys.readouterr().err


def test_the_list_says_what_rules_weigh_here(tmp_path, capsys):
    (tmp_path / "schemadiff.toml").write_text('[lint.rules]\nIDX001 = "info"\nrls-disabled = "off"\n')

    assert main(["-C", str(tmp_path), "rules", "--format", "json"]) == 0
    found = {rule["code"]: rule for rule in json.loads(capsys.readouterr().out)["rules"]}
    assert [rule.CODE for rule in EXPLAINED] == list(found)
    assert (found["IDX001"]["level"], found["IDX001"]["default"]) == ("info", "error")
    assert found["RLS001"]["level"] == "off"
    assert {code: rule["level"] for code, rule in found.items()} == levels(
        Lint(rules={"IDX001": Told("info"), "RLS001": Told("off")})
    )
    assert main(["-C", str(tmp_path), "rules"]) == 0
    assert "IDX001  info     unindexed-foreign-keys\n" in capsys.readouterr().out
