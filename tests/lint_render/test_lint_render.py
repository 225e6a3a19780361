"""Findings are shown with their place, and what others wrote stays in its place."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_examples import EXAMPLES, INDEX, NAMES, RLS, Report, findings, source

from schemadiff.lint.render import FORMATS, fingerprint, render_report
from schemadiff.model import Address, Finding, Position, Severity

GOLDEN = Path(__file__).parent / "golden"
EXTENSIONS = {"text": "txt", "json": "json", "github": "github"}
EVIL = "x\x1b[2J\r\n::error file=a::b%0A, \u202e ##[error]c"


def shown(report, form, **options):
    return render_report(report, form, source=source, names=NAMES, **options)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.__name__)
def test_output_is_as_it_was_approved(example, form):
    path = GOLDEN / f"{example.__name__}.{EXTENSIONS[form]}"
    rendered = shown(example(), form)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(rendered, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == rendered


def hostile():
    finding = Finding(
        "RLS001", Severity.ERROR, EVIL, Address("table", EVIL), Position(EVIL, 2, 3), EVIL, EVIL
    )
    nowhere = replace(finding, at=None)
    return Report((finding, nowhere), ((finding, EVIL),), (("X", EVIL),), exit_code=1)


def test_text_holds_nothing_that_a_terminal_obeys():
    text = render_report(
        hostile(), "text", source=lambda _: f"a\n{EVIL.replace(chr(10), '')}\nb", names={"RLS001": EVIL}
    )

    assert "2 | " in text
    assert all(c.isprintable() or c == "\n" for c in text)
    assert not re.search(r"(?m)^\s*::|##\[", text)


def test_each_finding_is_one_github_command():
    lines = render_report(hostile(), "github", source=source, names={"RLS001": EVIL}).splitlines()
    commands = [line for line in lines if line.startswith("::")]

    assert len(commands) == 2
    assert len(lines) == 5
    assert commands[0].startswith("::error file=x\x1b[2J%0D%0A%3A%3Aerror file=a%3A%3Ab%250A%2C ")
    assert "::x\\x1b[2J\\r%0A\\x3a:error file=a::b%250A" in commands[0]
    assert not any("##[" in line for line in lines[2:])


def test_json_is_valid_and_gives_everything_back():
    rendered = shown(hostile(), "json")
    finding = json.loads(rendered)["findings"][0]

    assert rendered.isascii()
    assert (
        EVIL
        == finding["message"]
        == finding["instead"]
        == finding["address"]["identity"]
        == finding["at"]["path"]
    )


def test_a_fingerprint_outlives_line_wording_and_severity():
    moved = replace(
        RLS, at=Position("desired/other.sql", 99), message="else", severity=Severity.INFO, instead=""
    )

    assert fingerprint(RLS) == fingerprint(moved)
    assert re.fullmatch("[0-9a-f]{32}", fingerprint(RLS))


@pytest.mark.parametrize(
    "other",
    [
        replace(RLS, rule="RLS002"),
        replace(RLS, key="a"),
        replace(RLS, address=Address("view", "public.users")),
        replace(RLS, address=Address("table", "public.user"), key="s"),
    ],
)
def test_fingerprints_of_different_findings_differ(other):
    assert fingerprint(RLS) != fingerprint(other)


def test_the_caret_stands_under_its_column():
    lines = shown(findings(), "text").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("4 | "))

    assert lines[at].index("organization_id") == lines[at + 1].index("^")


def test_long_lines_are_cut_around_the_caret():
    lines = shown(findings(), "text", width=80).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("1 | "))

    assert len(lines[at]) <= 80
    assert lines[at][lines[at + 1].index("^") :].startswith("c30 integer")


@pytest.mark.parametrize("at", [Position("desired/gone.sql", 1), Position("desired/app/users.sql", 99)])
def test_a_file_that_cannot_be_read_costs_only_the_snippet(at):
    text = shown(Report((replace(INDEX, at=at),), exit_code=1), "text")

    assert f" --> {at}\n" in text
    assert " | " not in text


def test_github_shows_the_gravest_first():
    commands = [line.split()[0] for line in shown(findings(), "github").splitlines() if line.startswith("::")]

    assert commands == ["::error", "::error", "::warning", "::warning", "::notice"]


def test_colours_change_nothing_but_colour():
    coloured = shown(findings(), "text", color=True)

    assert shown(findings(), "text") == re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "\x1b[1;31m" in coloured
