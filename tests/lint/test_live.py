"""The rules that need a database in use, on one: ``tests/lint/CODE/{bad,good}_live.sql``, all in one database.

``-- finds: CODE severity address`` says what must be found; ``-- since: 15`` wants that major; ``-- fails`` is above a statement that does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from linting import extension, lint, subject, told, written

from schemadiff.lint.observed import LiveIndex, observe
from schemadiff.model import Position
from schemadiff.postgres.server import scratch_database
from schemadiff.scope import Scope

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("[A-Z]*/*_live.sql"))
FINDS = re.compile(r"-- finds: (\w+) (\w+) (.+)")
CODES = {case.parent.name for case in CASES}
RULES_TOLD = {"IDX005": "info", "SEC011": "info", "RLS027": {"allowed": ["lint_backup"]}}


def schema_of(case):
    """Odd in every way."""
    return f'"live ""{case.parent.name}"".{case.stem} Ü🐘; ("'


def script(case):
    return case.read_text().replace("{schema}", schema_of(case))


def run(conn, sql):
    """Statement by statement, as CONCURRENTLY wants it."""
    for text in re.split(r";\s*\n", sql):
        if not re.sub(r"--.*", "", text).strip():
            continue
        try:
            conn.execute(text)
        except psycopg.errors.UniqueViolation:
            assert "-- fails\n" in text


@pytest.fixture(scope="module")
def looked(server, tmp_path_factory):
    """The subject of an empty project, with a database full of trouble observed."""
    project = written(tmp_path_factory.mktemp("live"), {"a.sql": "CREATE TABLE known (id int PRIMARY KEY);\n\n"
        'CREATE INDEX "known_idx" ON known (id);\n'})  # fmt: skip
    with scratch_database(server) as shadow, scratch_database(server) as database:
        base = subject(server, shadow, project, rules=RULES_TOLD)
        with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
            try:
                conn.execute(
                    "CREATE TABLE public.known (id int PRIMARY KEY); CREATE INDEX known_idx ON public.known (id)"
                )
                for case in CASES:
                    conn.execute(f"CREATE SCHEMA {schema_of(case)}".encode())
                    run(conn, script(case).replace("{extension}", extension(server)))
                conn.execute("SELECT pg_stat_force_next_flush()" if server.major >= 15 else "SELECT 1")
            finally:
                roles = conn.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname ~ '^lint[ _]'")
                with psycopg.connect(server.conninfo(database), autocommit=True) as reader:
                    seen, seen_by_others = observe(conn, "test", Scope()), observe(reader, "test", Scope())
                conn.execute("".join(f"DROP ROLE {role};" for (role,) in roles.fetchall()).encode())
    return replace(base, observed=replace(seen, things=tuple(map(aged, seen.things)))), seen_by_others


def aged(thing):
    """As if the server had counted the use of indexes for two months."""
    return thing._replace(since=timedelta(days=60)) if isinstance(thing, LiveIndex) else thing


@pytest.fixture(scope="module")
def given(looked):
    return looked[0]


@pytest.fixture(scope="module")
def findings(given):
    report = lint(given)
    assert report.skipped == ()
    return [f for f in report.findings if f.rule in CODES]


@pytest.mark.parametrize("case", CASES, ids=[f"{c.parent.name}-{c.stem}" for c in CASES])
def test_case(case, findings, server):
    since = re.match(r"-- since: (\d+)\n", case.read_text())
    if since and server.major < int(since[1]):
        pytest.skip(f"not before {since[1]}")
    code = case.parent.name
    expected = {entry for entry in FINDS.findall(script(case)) if entry[0] == code}
    names = {address for _, _, address in expected}

    found = {(f.rule, str(f.severity), str(f.address)) for f in findings if f.rule == code}
    here = {entry for entry in found if entry[2] in names or schema_of(case) in entry[2]}
    assert here == expected
    assert bool(expected) == case.stem.startswith("bad")


def test_nothing_else_is_found(findings):
    everywhere = {entry for case in CASES for entry in FINDS.findall(script(case))}
    at_home = {("IDX005", "info", "index public.known_idx")}

    found = {(f.rule, str(f.severity), str(f.address)) for f in findings}
    # Clusters of tests have superusers of their own.
    strangers = {entry for entry in found if entry[0] == "RLS027" and "lint" not in entry[2]}
    # Nobody has used any index here.
    assert {entry for entry in found - strangers - everywhere - at_home if entry[0] != "IDX005"} == set()


def test_what_desired_declares_has_its_place(findings):
    (known,) = [f for f in findings if f.address.identity == "public.known_idx"]

    assert known.at == Position("desired/a.sql", 3, 1)
    assert "(0.0 MiB) for 60 days" in known.message


def test_use_that_was_counted_for_a_day_means_nothing(given):
    young = [
        thing._replace(since=timedelta(days=1)) if isinstance(thing, LiveIndex) else thing
        for thing in given.observed.things
    ]
    report = lint(replace(given, observed=replace(given.observed, things=tuple(young))))

    assert not [f for f in report.findings if f.rule == "IDX005"]


def test_an_index_that_is_being_built_is_none_that_failed(given):
    built = [t._replace(building=True) if isinstance(t, LiveIndex) else t for t in given.observed.things]
    report = lint(replace(given, observed=replace(given.observed, things=tuple(built))))

    assert not [f for f in report.findings if f.rule == "IDX004"]


def test_what_a_role_may_not_see_is_said(given, looked):
    report = lint(replace(given, observed=looked[1]))

    ((code, reason),) = report.skipped
    assert code == "CON013"
    assert reason.startswith("cannot read sequence ")
    assert reason.endswith(" and 7 more: GRANT SELECT on them, or look as their owner")


def test_without_a_database_the_rules_are_named(given):
    offline = replace(given, observed=None, settings=replace(given.settings, rules=told({})))
    report = lint(offline)

    assert {code for code, _ in report.skipped} == {"IDX004", "RLS027", "CON013"}
    assert {reason for _, reason in report.skipped} == {"only with a database in use: schemadiff lint --live"}
    assert report.exit_code == 0
    assert lint(offline, require_all=True).exit_code == 3
