"""Names, comments and messages cannot break the format that they are shown in."""

import json
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pglast
import pytest
from markdown_it import MarkdownIt
from render_examples import CREATE_INDEX, many_statements, outside_of_a_transaction, plan_of
from render_hostile import EVIL, STATEMENT, hostile

from schemadiff.migrations.file import parse
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


@pytest.mark.parametrize("planned", [hostile(), outside_of_a_transaction(), many_statements()])
def test_the_script_reads_back_as_the_same_units(planned):
    units = parse(render_plan(planned, "sql"), "generated/20260101000000_x.sql").units

    assert [u.transactional for u in units] == [u.transactional for u in planned.plan.units]
    assert [len(u.commands) for u in units] == [len(u.statements) for u in planned.plan.units]


@pytest.mark.parametrize("planned", PLANS)
def test_json_is_valid_and_gives_everything_back(planned):
    document = json.loads(render_plan(planned, "json"))

    statement = document["plan"]["units"][0]["statements"][0]
    assert document["target"] == EVIL
    assert statement["sql"] == STATEMENT.sql
    assert statement["address"] == {"type": "table", "identity": STATEMENT.address.identity}
    assert render_plan(planned, "json").isascii()


MARKUP = {
    *("<details>", "<details open>", "</details>", "<br>", "<sub>", "</sub>"),
    *("<code>", "</code>", "<span>", "</span>"),
}


def leaves(markdown):
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    for token in tokens:
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("planned", PLANS)
def test_markdown_holds_only_our_own_markup(planned):
    tokens = list(leaves(render_plan(planned, "markdown")))
    inline = {t.content for t in tokens if t.type == "html_inline"}
    blocks = [line for t in tokens if t.type == "html_block" for line in t.content.splitlines()]

    assert inline <= MARKUP
    assert all(
        re.sub(r"<summary>[^<]*(<code>[^<]*</code>)?[^<]*</summary>$", "", b) in MARKUP for b in blocks if b
    )
    assert not any(t.type in {"link_open", "image"} for t in tokens)
    emphasised = [after.content for t, after in pairwise(tokens) if t.type == "em_open"]
    assert all(re.fullmatch(r"\d+ more [a-z ]+ not shown: |\.\.\. and .*", words) for words in emphasised)


@pytest.mark.parametrize("planned", PLANS)
def test_markdown_mentions_and_links_nobody(planned):
    inside_code = False
    for token in leaves(render_plan(planned, "markdown")):
        if token.type == "html_inline" and token.content in {"<code>", "</code>"}:
            inside_code = token.content == "<code>"
        if token.type != "text" or inside_code:
            continue

        assert not re.search(r"@\w|#\d|://|www\.|[$]\w", token.content)


def test_markdown_keeps_the_sql_in_its_fence():
    tokens = leaves(render_plan(hostile(), "markdown"))
    fences = [t.content for t in tokens if t.type == "fence" and t.info == "sql"]

    # The question about rows, and the statement.
    assert [visible(terminated(sql)) + "\n" for sql in (EVIL, STATEMENT.sql)] == fences


def test_markdown_tables_keep_their_columns():
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(render_plan(hostile(), "markdown"))
    rows = re.findall(r"<tr>.*?</tr>", html, re.DOTALL)

    assert len(rows) >= 4
    assert {len(re.findall(r"<t[hd][ >]", row)) for row in rows[:2]} == {5}
    assert one_line(EVIL) in unescape(rows[1])
    assert {len(re.findall(r"<t[hd][ >]", row)) for row in rows[2:]} == {2}


@pytest.mark.parametrize("statements", [30, 1000])
def test_markdown_fits_a_comment_and_counts_what_does_not(statements):
    markdown = render_plan(hostile(statements), "markdown")

    assert 40_000 < len(markdown.encode()) < 65_536
    shown = len(re.findall(r"^\*\*\d+\.\*\*", markdown, re.MULTILINE))
    assert shown > 0
    assert f"*{statements - shown} more statements not shown" in markdown


def test_units_that_do_not_fit_are_counted_once():
    markdown = render_plan(replace(many_statements(), plan=plan_of(*[CREATE_INDEX] * 1000)), "markdown")

    assert len(markdown.encode()) < 65_536
    assert len(re.findall("not shown", markdown)) < 4
    shown = len(re.findall(r"^\*\*\d+\.\*\*", markdown, re.MULTILINE))
    assert f"*{1000 - shown} more blocks not shown" in markdown


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


def test_a_log_of_github_actions_finds_no_command():
    assert visible("a::b\n  ::set-output name=x::y\n::z") == "a::b\n  \\x3a:set-output name=x::y\n\\x3a:z"
    assert (
        visible("x ##[error]y") == one_line("x ##[error]y") == paragraph("x ##[error]y") == "x \\x23#[error]y"
    )


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
