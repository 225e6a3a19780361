"""The framework of lint: severities, exit codes, rules that raise, and speed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import ModuleType

import pytest
from linting import found, lint, subject, told, written

from schemadiff.errors import UsageError
from schemadiff.kinds.table import Table
from schemadiff.lint import fingerprint, rule_options, run
from schemadiff.lint.observed import LIVE
from schemadiff.lint.step import Step
from schemadiff.lint.subject import Subject
from schemadiff.model import Catalog, Finding, Severity
from schemadiff.settings.lint import Lint
from schemadiff.settings.options import WORDS

SQL = "CREATE TABLE b (id int);\nCREATE TABLE a (id int PRIMARY KEY, b int REFERENCES a ON DELETE CASCADE);\n"


@pytest.fixture(scope="module")
def checked(server18, tmp_path_factory):
    from schemadiff.postgres.server import scratch_database  # noqa: PLC0415

    with scratch_database(server18) as database:
        return subject(server18, database, written(tmp_path_factory.mktemp("lint"), SQL))


def with_settings(subject: Subject, **settings) -> Subject:
    settings["rules"] = told(settings.get("rules", {}))
    return Subject(
        subject.catalog, Lint(**settings), subject.statements, subject.at, (), everything=subject.everything
    )


def granted(subject, **settings):
    return with_settings(subject, require_rls="granted", **settings)


def test_findings_are_sorted_and_counted(checked):
    report = lint(granted(checked))

    assert found(report) == [(1, "CON001", "warning"), (2, "IDX001", "error")]
    assert [f.at.line for f in report.findings] == [1, 2]
    assert report.checked >= 2
    assert report.rules == len([r for r in run.RULES if r not in run.OPT_IN and r.ON not in (*LIVE, Step)])


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({}, 1),
        ({"rules": {"IDX001": "warning"}}, 0),
        ({"rules": {"unindexed-foreign-keys": "info"}, "fail_on": "warning"}, 1),
        ({"rules": {"idx001": "off"}}, 0),
        ({"rules": {"IDX001": "off", "CON001": "off"}, "fail_on": "info"}, 0),
        ({"rules": {"IDX001": "off", "CON001": "error"}}, 1),
    ],
)
def test_severities_decide_about_the_exit_code(checked, settings, code):
    assert lint(granted(checked, **settings)).exit_code == code


@pytest.mark.parametrize(
    ("settings", "ran"),
    [
        ({}, False),
        ({"strict": True}, True),
        ({"rules": {"CON001": "info"}}, True),
        ({"rules": {"no-primary-key": "info"}}, True),
        ({"rules": {"CON001": "off"}, "strict": True}, False),
    ],
)
def test_a_rule_may_be_off_until_it_is_wanted(checked, monkeypatch, settings, ran):
    monkeypatch.setattr(run, "OPT_IN", tuple(rule for rule in run.RULES if rule.CODE == "CON001"))

    report = lint(granted(checked, **settings))

    assert any(f.rule == "CON001" for f in report.findings) == ran


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"colums": ["id"]}, 'CON001 has no option "colums"; the nearest known one is "columns"'),
        ({"columns": "id"}, '"columns" of CON001 must be a list of strings, not "id"'),
    ],
)
def test_options_that_a_rule_does_not_have_are_a_usage_error(checked, monkeypatch, options, says):
    columns = rule_options.RuleOption(WORDS, (), "")
    monkeypatch.setattr(rule_options, "RULE_OPTIONS", {"CON001": {"columns": columns}})

    with pytest.raises(UsageError) as error:
        lint(granted(checked, rules={"CON001": options}))

    assert "; ".join(filter(None, (error.value.message, error.value.hint))) == says


def test_options_reach_the_rule_by_code_and_by_name(checked, monkeypatch):
    columns = rule_options.RuleOption(WORDS, ("usual",), "")
    monkeypatch.setattr(rule_options, "RULE_OPTIONS", {"CON001": {"columns": columns}})

    def told(rules):
        return granted(checked, rules=rules).option("CON001", "no-primary-key", "columns")

    assert told({}) == ("usual",)
    assert told({"CON001": {"columns": ["a"]}}) == told({"no-primary-key": {"columns": ["a"]}}) == ("a",)


def test_nothing_checked_is_never_clean():
    empty = Subject(Catalog({}, frozenset(), frozenset()), Lint(), (), {}, ())

    report = lint(empty)

    assert (report.checked, report.findings, report.exit_code) == (0, (), 3)


def test_all_rules_off_is_never_clean(checked):
    report = lint(granted(checked, rules={rule.CODE: "off" for rule in run.RULES}))

    assert (report.checked, report.rules, report.exit_code) == (0, 0, 3)


def test_a_rule_that_breaks_down_is_named_and_hides_nothing(checked, monkeypatch):
    def check(table: Table, schema: Subject) -> Iterator[Finding]:
        yield Finding("XXX001", Severity.INFO, "seen", table.address)
        raise KeyError("oops")

    broken = ModuleType("xxx001")
    broken.CODE, broken.NAME, broken.SEVERITY, broken.ON = "XXX001", "x", Severity.INFO, Table
    broken.check = check
    monkeypatch.setattr(run, "RULES", (broken, *run.RULES))

    report = lint(granted(checked))

    ((code, reason),) = report.broken
    assert code == "XXX001"
    assert "table public.b: KeyError: 'oops', and on 1 more" in reason
    assert ("IDX001", "error") in {(f.rule, str(f.severity)) for f in report.findings}
    assert report.exit_code == 3


def test_a_fingerprint_outlives_words_and_places(checked):
    (finding,) = [f for f in lint(granted(checked)).findings if f.rule == "IDX001"]
    moved = Finding("IDX001", Severity.INFO, "other words", finding.address, None, "", finding.key)
    other = Finding("IDX001", Severity.INFO, "other words", finding.address, None, "", "other")

    assert fingerprint(finding) == fingerprint(moved) != fingerprint(other)


def test_many_tables_are_checked_quickly(server18, tmp_path):
    """A second per thousand tables; the bound is ten times that, for machines that are busy."""
    from schemadiff.postgres.server import scratch_database  # noqa: PLC0415

    table = """
        CREATE TABLE t{0} (id bigint PRIMARY KEY, up bigint REFERENCES t0, owner uuid NOT NULL, a int, b int, c int, d int);
        CREATE INDEX ON t{0} (up); CREATE INDEX ON t{0} (owner, a);
        ALTER TABLE t{0} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY p{0} ON t{0} FOR SELECT USING (owner = (SELECT auth.uid()) AND a <> {0});
        CREATE POLICY q{0} ON t{0} FOR UPDATE USING (owner = (SELECT auth.uid())) WITH CHECK (owner = (SELECT auth.uid()) AND a > {0});
    """
    root = written(tmp_path, "\n".join(table.format(n) for n in range(300)))
    with scratch_database(server18) as database:
        given = subject(server18, database, root)

    start = time.process_time()
    report = lint(given)
    seconds = time.process_time() - start

    assert [f for f in report.findings if f.rule != "RLS011"] == []
    assert seconds < 3
