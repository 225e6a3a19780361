"""Findings are shown with their position, and text of others cannot break the format."""

import json
import os
import re
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from report_examples import EXAMPLES, INDEX, NAMES, RLS, TITLES, compared, findings, report, source

from schemadiff.lint.fingerprints import told_apart
from schemadiff.lint.render import FORMATS, Show, fingerprint
from schemadiff.model import Address, Finding, Position, Severity

GOLDEN = Path(__file__).parent / "golden"
EXTENSIONS = {
    "text": "txt",
    "json": "json",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab.json",
    "junit": "xml",
    "markdown": "md",
}
EVIL = "x\x1b[2J\r\n::error file=a::b%0A, \u202e ##[error]c"


def shown(report, form, **options):
    return FORMATS[form](report, Show(source, NAMES, TITLES, **options))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.__name__)
def test_output_is_as_it_was_approved(example, form):
    path = GOLDEN / f"{example.__name__}.{EXTENSIONS[form]}"
    rendered = shown(example(), form).replace(f'"{version("schemadiff-pg")}"', '"VERSION"')
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(rendered, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == rendered


def hostile():
    finding = Finding(
        "RLS001", Severity.ERROR, EVIL, Address("table", EVIL), Position(EVIL, 2, 3), EVIL, EVIL
    )
    nowhere = replace(finding, at=None)
    return report((finding, nowhere), ((finding, EVIL),), unable=(("X", EVIL),))


def test_text_holds_nothing_that_a_terminal_obeys():
    show = Show(lambda _: f"a\n{EVIL.replace(chr(10), '')}\nb", {"RLS001": EVIL})
    text = FORMATS["text"](hostile(), show)

    assert "2 | " in text
    assert all(c.isprintable() or c == "\n" for c in text)
    assert not re.search(r"(?m)^\s*::|##\[", text)


def test_each_finding_is_one_github_command():
    lines = FORMATS["github"](hostile(), Show(source, {"RLS001": EVIL})).splitlines()
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
    assert re.fullmatch("[0-9a-f]{16}", fingerprint(RLS))


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


def test_no_two_findings_share_a_fingerprint():
    several = [*told_apart([RLS, INDEX, RLS, replace(RLS, key="#2"), replace(RLS, message="else")])]

    assert len({fingerprint(finding) for finding in several}) == 5
    assert several == [*told_apart(several)]
    assert [f.key for f in several] == ["", INDEX.key, "#2", "#2 #2", "#3"]


def test_the_caret_stands_under_its_column():
    lines = shown(findings(), "text").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("4 | "))

    assert lines[at].index("organization_id") == lines[at + 1].index("^")


def test_long_lines_are_cut_around_the_caret():
    lines = shown(findings(), "text", width=80).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("1 | "))

    assert len(lines[at]) <= 80
    assert lines[at][lines[at + 1].index("^") :].startswith("c30 integer")


def test_sentences_are_wrapped_and_sql_is_not():
    sql, sentence = (
        f"CREATE INDEX ON public.users ({', '.join('abcdefghij' * 4)});",
        "write it otherwise " * 8,
    )
    text = shown(report((replace(INDEX, instead=f"{sql}\n{sentence.strip()}"),)), "text", width=80)

    assert f" help: {sql}\n" in text
    assert all(len(line) <= 80 for line in text.splitlines() if sql not in line)
    assert sentence.split() == text.partition(sql)[2].split()[: 3 * 8]


@pytest.mark.parametrize("at", [Position("desired/gone.sql", 1), Position("desired/app/users.sql", 99)])
def test_a_file_that_cannot_be_read_costs_only_the_snippet(at):
    text = shown(report((replace(INDEX, at=at),)), "text")

    assert f" --> {at} {fingerprint(INDEX)}\n" in text
    assert " | " not in text


def test_github_shows_the_gravest_first():
    commands = [line.split()[0] for line in shown(findings(), "github").splitlines() if line.startswith("::")]

    assert commands == ["::error", "::error", "::warning", "::warning", "::notice"]


def test_colours_change_nothing_but_colour():
    coloured = shown(findings(), "text", color=True)

    assert shown(findings(), "text") == re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "\x1b[1;31m" in coloured


HERE = Path(__file__).parent
SARIF = json.loads((HERE / "data" / "sarif-2.1.0-rtm.5.json").read_text())
REPORT = json.loads((HERE.parent.parent / "docs" / "lint-report.schema.json").read_text())


@pytest.mark.parametrize("example", [*EXAMPLES, hostile])
def test_sarif_and_json_are_valid_by_their_schemas(example):
    for form, schema in (("sarif", SARIF), ("json", REPORT)):
        document = json.loads(shown(example(), form))

        assert list(jsonschema.validators.validator_for(schema)(schema).iter_errors(document)) == []


@pytest.mark.parametrize(
    ("schema", "broken"),
    [
        (SARIF, {"version": "2.1.0"}),
        (SARIF, {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{}]}]}),
        (REPORT, {"schema": 1}),
        (REPORT, json.loads(shown(findings(), "json")) | {"older": "3"}),
    ],
)
def test_the_schemas_refuse_what_is_not_theirs(schema, broken):
    assert list(jsonschema.validators.validator_for(schema)(schema).iter_errors(broken)) != []


def test_one_fingerprint_in_all_formats():
    """Those of what is found, in the order of the format; what is ignored or known may be there as well."""
    found = {form: re.findall(r"\b[0-9a-f]{16}\b", shown(findings(), form)) for form in FORMATS}
    wanted = {fingerprint(finding) for finding in findings().findings}

    assert {form: set(marks) for form, marks in found.items()} == dict.fromkeys(FORMATS, wanted)
    assert fingerprint(RLS) in shown(compared(), "sarif")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_fingerprint_stands_beside_the_place_where_there_is_room(width):
    lines = shown(findings(), "text", width=width).splitlines()
    at = next(n for n, line in enumerate(lines) if str(INDEX.at) in line)

    assert f" --> {INDEX.at} {fingerprint(INDEX)}" == " ".join(
        lines[at : at + (2 if width == 40 else 1)]
    ).replace("      ", " ")


def test_xml_is_well_formed_whatever_names_hold():
    suites = ET.fromstring(shown(hostile(), "junit"))

    assert (suites.get("tests"), suites.get("failures"), suites.get("skipped")) == ("3", "2", "1")
    for case in suites.iter("testcase"):
        assert "\x1b" not in "".join(case.itertext())


def test_markdown_stays_a_table_whatever_names_hold():
    text = shown(hostile(), "markdown")
    rows = [line for line in text.splitlines() if line.startswith("| :x: |")]

    assert len(rows) == 2
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "##[" not in text


def test_markdown_keeps_within_what_a_comment_holds():
    many = tuple(
        replace(INDEX, address=Address("table", f"public.t{n}"), message="m" * 300) for n in range(400)
    )
    text = shown(report(many), "markdown")

    assert len(text.encode()) < 65_536
    assert re.search(r"\*\d+ more not shown", text)
    assert text.rstrip().endswith("</details>")


def test_a_rule_that_broke_down_is_in_every_format():
    bug = ("IDX001", "a bug in this rule")
    broke_down = report(broken=(bug,))

    for form in FORMATS:
        assert re.search("IDX001.*a bug in this rule", shown(broke_down, form), re.DOTALL), form
