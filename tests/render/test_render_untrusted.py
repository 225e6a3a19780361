"""Names, comments and messages cannot leave the place where they are shown."""

import json
import re

import pglast
import pytest
from render_hostile import EVIL, STATEMENT, hostile

from schemadiff.render import render_plan
from schemadiff.render.sql import terminated
from schemadiff.render.untrusted import one_line, paragraph, visible

PLANS = [hostile(), hostile(fails=True), hostile(statements=100)]


@pytest.mark.parametrize("planned", PLANS)
def test_text_holds_nothing_that_a_terminal_obeys(planned):
    text = render_plan(planned, "text")

    assert all(c.isprintable() or c in "\n\t" for c in text)
    assert "x\\x1b[2J\\x07\\r" in text
    assert "\\u202egnirts" in text


def test_the_only_escapes_in_coloured_text_are_colours():
    text = render_plan(hostile(), "text", color=True)

    assert "\x1b[" in text
    assert all(c.isprintable() or c in "\n\t" for c in re.sub(r"\x1b\[[0-9;]*m", "", text))


@pytest.mark.parametrize("planned", PLANS)
def test_sql_is_the_statements_and_nothing_else(planned):
    statements = pglast.split(render_plan(planned, "sql"))

    assert len(planned.plan.statements) == len(statements)
    assert all(re.sub(r"^(--.*\n|\s)+", "", s).rstrip() == STATEMENT.sql for s in statements)


@pytest.mark.parametrize("planned", PLANS)
def test_json_is_valid_and_gives_everything_back(planned):
    document = json.loads(render_plan(planned, "json"))

    statement = document["plan"]["units"][0]["statements"][0]
    assert document["target"] == EVIL
    assert statement["sql"] == STATEMENT.sql
    assert statement["address"] == {"type": "table", "identity": STATEMENT.address.identity}
    assert render_plan(planned, "json").isascii()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain ünïcode ✓ 🎉", "plain ünïcode ✓ 🎉"),
        ("a\x1b[31m", "a\\x1b[31m"),
        ("a\u202eb\u200bc\u00a0d", "a\\u202eb\\u200bc\\xa0d"),
        ("lone \ud800", "lone \\ud800"),
        ("tag \U000e0041", "tag \\U000e0041"),
    ],
)
def test_the_unprintable_becomes_visible(text, expected):
    assert visible(text) == one_line(text) == paragraph(text) == expected


def test_line_breaks_stay_only_where_lines_are_wanted():
    assert visible("a\n\tb\rc") == "a\n\tb\\rc"
    assert one_line("a\n\tb") == "a\\n\\tb"
    assert paragraph("a\n\tb") == "a b"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", "SELECT 1;"),
        ("SELECT 1 -- one", "SELECT 1 -- one\n;"),
        ("-- one\nSELECT 1", "-- one\nSELECT 1;"),
    ],
)
def test_a_comment_does_not_swallow_the_semicolon(sql, expected):
    assert terminated(sql) == expected
