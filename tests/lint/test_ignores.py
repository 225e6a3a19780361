"""The comments ``schemadiff:ignore`` and the entries ``[[lint.ignore]]``: what they cover."""

from __future__ import annotations

from datetime import date

import pytest
from linting import found, lint, subject, written

from schemadiff.errors import UsageError
from schemadiff.model import Position
from schemadiff.settings.lint import Ignore

TODAY = date(2026, 6, 1)
PARENT = "CREATE TABLE parent (id bigint PRIMARY KEY);\n"


@pytest.fixture
def report(server18, on_platform, tmp_path):
    """Lint these files; keyword arguments are settings."""

    def of(sql, **settings):
        given = subject(server18, on_platform(server18), written(tmp_path, sql), **settings)
        return lint(given, today=TODAY)

    return of


def reasons(report):
    return sorted((f.rule, f.at.line, reason) for f, reason in report.ignored)


def test_above_a_statement_it_covers_all_of_it(report):
    done = report(
        PARENT + "-- schemadiff:ignore CON001, unindexed-foreign-keys -- a log, never searched\n"
        "CREATE TABLE log (\n    parent_id bigint REFERENCES parent\n);\n"
        "CREATE TABLE other (parent_id bigint REFERENCES parent);\n"
    )

    assert found(done) == [(6, "CON001", "warning"), (6, "IDX001", "warning")]
    assert reasons(done) == [
        ("CON001", 3, "a log, never searched"),
        ("IDX001", 4, "a log, never searched"),
    ]
    assert done.exit_code == 0


def test_behind_a_statement_it_covers_all_of_it(report):
    done = report("CREATE TABLE log (\n  id int\n); -- schemadiff:ignore CON001 -- a log\n")

    assert found(done) == []
    assert reasons(done) == [("CON001", 1, "a log")]


def test_behind_a_column_it_covers_the_column(report):
    done = report(
        PARENT + "CREATE TABLE t (\n"
        "  id bigint PRIMARY KEY,\n"
        "  a bigint REFERENCES parent, -- schemadiff:ignore IDX001 -- parents stay\n"
        "  b bigint REFERENCES parent,\n"
        "  c bigint\n    CONSTRAINT c_key\n      REFERENCES parent, /* schemadiff:ignore IDX001 -- they do */\n"
        "  d bigint,\n"
        "  FOREIGN KEY (d)\n    REFERENCES parent -- schemadiff:ignore IDX001 -- indeed\n"
        ");\n"
    )

    assert found(done) == [(5, "IDX001", "warning")]
    assert reasons(done) == [
        ("IDX001", 4, "parents stay"),
        ("IDX001", 7, "they do"),
        ("IDX001", 10, "indeed"),
    ]


def test_above_a_column_it_covers_the_column(report):
    done = report(
        PARENT + "CREATE TABLE t (\n"
        "  id bigint PRIMARY KEY,\n"
        "  -- schemadiff:ignore IDX001 -- parents stay\n"
        "  a bigint REFERENCES parent,\n"
        "  b bigint REFERENCES parent\n"
        ");\n"
        "ALTER TABLE t\n"
        "  ADD COLUMN x bigint REFERENCES parent,\n"
        "  -- schemadiff:ignore IDX001 -- as above\n"
        "  ADD COLUMN y bigint REFERENCES parent;\n"
    )

    assert found(done) == [(6, "IDX001", "warning"), (9, "IDX001", "warning")]
    assert reasons(done) == [("IDX001", 5, "parents stay"), ("IDX001", 11, "as above")]


def test_of_a_file_it_covers_the_file_and_no_other(report):
    done = report(
        {
            "logs/a.sql": "CREATE TABLE a (x int);\n-- schemadiff:ignore-file CON001 -- logs\n"
            "CREATE TABLE b (x int);\n",
            "c.sql": "CREATE TABLE c (x int);\n",
        }
    )

    assert [(f.rule, f.at) for f in done.findings] == [("CON001", Position("desired/c.sql", 1, 14))]
    assert reasons(done) == [("CON001", 1, "logs"), ("CON001", 3, "logs")]


@pytest.mark.parametrize(
    ("comment", "says", "kept"),
    [
        ("-- schemadiff:ignore CON001", "an ignore without a reason has no effect", True),
        ("-- schemadiff:ignore CON001 --", "an ignore without a reason has no effect", True),
        ("-- schemadiff:ignore -- because", "this ignore names no rule", True),
        ("-- schemadiff:ignore CON0001 -- because", 'there is no rule "CON0001"', True),
        ("-- schemadiff:ignore RLS002 -- because", "nothing to ignore here: RLS002 finds nothing", True),
        ("-- schemadiff:ignore CON001, RLS002 -- x", "nothing to ignore here: RLS002 finds nothing", False),
        ("-- schemadiff:ignored CON001 -- because", '"schemadiff:ignored" is not known', True),
        ("-- schemadiff:ignore-file RLS002 -- because", "nothing to ignore here: RLS002 finds nothing", True),
        (
            "-- schemadiff:ignore-start CON001 -- logs",
            "this ignore-start has no ignore-end, and ignores nothing",
            True,
        ),
        ("-- schemadiff:ignore-end", "this ignore-end has no ignore-start", True),
        (
            "-- schemadiff:ignore CON001 until christmas -- logs",
            '"christmas" is not a date, so this ignore has no end',
            False,
        ),
    ],
)
def test_an_ignore_that_is_no_good_is_a_finding(report, comment, says, kept):
    done = report(f"{comment}\nCREATE TABLE log (id int);\n")

    complaints = [f for f in done.findings if f.rule == "LNT001"]
    assert [(f.message, f.at.line, str(f.severity)) for f in complaints] == [(says, 1, "warning")]
    assert complaints[0].instead
    assert any(f.rule == "CON001" for f in done.findings) == kept


def test_the_nearest_rule_is_named(report):
    done = report("-- schemadiff:ignore no-primary-kay, con01 -- x\nCREATE TABLE log (id int);\n")

    assert [f.instead for f in done.findings if f.rule == "LNT001"] == [
        "the nearest known one is CON001",
        "the nearest known one is no-primary-key",
    ]


def test_below_the_last_column_it_covers_nothing(report):
    done = report("CREATE TABLE log (\n  id int\n  -- schemadiff:ignore CON001 -- x\n);\n")

    assert [(f.rule, f.at.line) for f in done.findings] == [("CON001", 1), ("LNT001", 3)]


def test_an_ignore_of_a_rule_that_is_off_is_no_news(report):
    done = report("CREATE TABLE log (id int); -- schemadiff:ignore CON001 -- x\n", rules={"CON001": "off"})

    assert found(done) == []
    assert done.exit_code == 0


def test_in_a_function_body_it_is_text(report):
    done = report(
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\n"
        "-- schemadiff:ignore CON001 -- x\nBEGIN END $$;\nCREATE TABLE log (id int);\n"
    )

    assert found(done, "CON001", "LNT001") == [(4, "CON001", "warning")]


def test_between_start_and_end_it_covers_everything(report):
    done = report(
        "CREATE TABLE a (x int);\n-- schemadiff:ignore-start CON001, RLS002 -- logs\n"
        "CREATE TABLE b (x int);\n-- schemadiff:ignore-start NAM001 -- inner\nCREATE TABLE c (x int);\n"
        "-- schemadiff:ignore-end\nCREATE TABLE d (x int);\n-- schemadiff:ignore-end\nCREATE TABLE e (x int);\n"
    )

    assert found(done) == [
        (1, "CON001", "warning"),
        (2, "LNT001", "warning"),
        (4, "LNT001", "warning"),
        (9, "CON001", "warning"),
    ]
    assert reasons(done) == [("CON001", 3, "logs"), ("CON001", 5, "logs"), ("CON001", 7, "logs")]


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("2026-06-01", []),
        (
            "2026-05-31",
            [("LNT002", "this ignore of CON001 ended on 2026-05-31, and its findings are reported again")],
        ),
    ],
)
def test_a_comment_may_have_a_last_day(report, until, says):
    done = report(f"-- schemadiff:ignore CON001 until {until} -- soon\nCREATE TABLE log (id int);\n")

    assert [(f.rule, f.message) for f in done.findings if f.rule != "CON001"] == says
    assert reasons(done) == ([] if says else [("CON001", 2, "soon")])


@pytest.mark.parametrize("pattern", ["public.log*", "table public.log_a", "*"])
def test_settings_ignore_by_pattern(report, pattern):
    entry = Ignore("no-primary-key", pattern, "logs", None, Position("schemadiff.toml", 3))
    done = report("CREATE TABLE log_a (id int);\n", ignore=(entry,))

    assert found(done) == []
    assert reasons(done) == [("CON001", 1, "logs")]


def test_a_pattern_for_a_table_covers_its_constraints(report):
    entry = Ignore("IDX001", "public.lo?", "logs")
    done = report(PARENT + "CREATE TABLE log (id bigint PRIMARY KEY REFERENCES parent, "
                  "b bigint REFERENCES parent);\n", ignore=(entry,))  # fmt: skip

    assert found(done) == []
    assert [(f.rule, f.address.type) for f, _ in done.ignored] == [("IDX001", "table constraint")]


def test_an_expired_entry_ignores_nothing(report):
    at = Position("schemadiff.toml", 3)
    entries = (
        Ignore("CON001", "public.log", "soon", date(2026, 5, 31), at),
        Ignore("CON001", "public.last", "today", TODAY, at),
        Ignore("CON001", "public.gone", "long ago", date(2026, 1, 1), at),
        Ignore("CON001", "public.unused", "never", None, at),
    )
    done = report("CREATE TABLE log (id int);\nCREATE TABLE last (id int);\n", ignore=entries)

    assert [f.rule for f in done.findings] == ["CON001", "LNT001", "LNT002", "LNT002"]
    assert {f.at for f in done.findings[1:]} == {at}
    messages = sorted(f.message for f in done.findings if f.rule == "LNT002")
    assert messages == [
        "the ignore of CON001 for public.gone ended on 2026-01-01, and nothing needs it any more",
        "the ignore of CON001 for public.log ended on 2026-05-31, and its findings are reported again",
    ]
    assert reasons(done) == [("CON001", 2, "today")]


@pytest.mark.parametrize(
    "settings",
    [{"rules": {"CON01": "off"}}, {"ignore": (Ignore("CON01", "*", "x"),)}],
)
def test_settings_that_name_no_rule_are_a_usage_error(report, settings):
    with pytest.raises(UsageError, match='unknown rule "CON01"') as error:
        report("CREATE TABLE log (id int);\n", **settings)

    assert '"CON001"' in error.value.hint
