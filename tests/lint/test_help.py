"""What help says is done on a server: then the finding is gone, and nothing else is found in its place.

Of each rule's cases those are tried whose help is whole statements that files may contain.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest
from linting import extension, lint, subject, written
from test_rules import CASES

from majors import newest
from schemadiff.postgres.server import create_database

BAD = [case for case in CASES if case.stem.startswith("bad")]
STATEMENT = re.compile(r"(?:ALTER|CREATE|REVOKE) (?!.*(?: DROP |\.\.\.)).*;")
FOLLOWING = {
    # A foreign key that was lacking is one more to have an index, an action and one type on both sides.
    "CON002": {"CON009", "IDX001", "TYP008"},
    # A policy that calls a function which was IMMUTABLE by mistake calls it for each row.
    "RLS021": {"RLS007"},
}
"""What is found next, by rule."""


@newest
@pytest.mark.parametrize("case", BAD, ids=[f"{c.parent.name}-{c.stem}" for c in BAD])
def test_what_help_says_mends_it(case, server, tmp_path):
    sql, code = case.read_text().replace("{extension}", extension(server)), case.parent.name
    before = linted(server, tmp_path / "before", sql)
    mended = [f for f in before.findings if f.rule == code and all_statements(f)]
    if not mended:
        pytest.skip("help gives no whole statements")
    more = "\n".join(dict.fromkeys(f.instead for f in mended))

    after = linted(server, tmp_path / "after", f"{sql}\n{more}\n")

    there = {key(f) for f in before.findings} - {key(f) for f in mended}
    fine = FOLLOWING.get(code, set())
    new = [f"{f.rule} {f.message}" for f in after.findings if key(f) not in there and f.rule not in fine]
    assert new == []


def all_statements(finding):
    return all(STATEMENT.fullmatch(line) for line in finding.instead.split("\n"))


def key(finding):
    return finding.rule, finding.address, finding.key


def linted(server, folder, sql):
    since = re.search(r"(?m)^-- since: (\d+)$", sql)
    if since and server.major < int(since[1]):
        pytest.skip(f"what it says is new in {since[1]}")
    preset = "postgres" if sql.startswith("-- preset: postgres\n") else "supabase"
    if "-- trusted\n" in sql:
        server = replace(server, base=server.superuser_base, trusted=True)
    settings = tomllib.loads("\n".join(re.findall("(?m)^-- lint: (.+)$", sql)))
    database = create_database(server)
    return lint(subject(server, database, written(folder, sql), preset=preset, strict=True, **settings))


@newest
def test_help_does_not_ask_for_what_files_refuse(server, tmp_path):
    sql = """
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, b int, p int NOT NULL CONSTRAINT one REFERENCES p, CONSTRAINT two FOREIGN KEY (p) REFERENCES p);
CREATE INDEX a_b ON t (a, b);
CREATE INDEX a_b_again ON t (a, b);
CREATE INDEX a_only ON t (a);
"""
    report = linted(server, tmp_path, sql)

    said = {f.rule: f.instead for f in report.findings if f.rule in ("IDX002", "IDX003", "CON011")}
    ends = "from desired/: plan then writes the statement that drops it"
    assert said == {
        "IDX002": f"remove what creates index public.a_b_again {ends}",
        "IDX003": f"remove what creates index public.a_only {ends}",
        "CON011": f"remove what creates table constraint two on public.t {ends}",
    }


@newest
def test_help_keeps_the_precision_of_times(server, tmp_path):
    sql = "CREATE TABLE t (id int PRIMARY KEY, a timestamp(3), b timestamp(0)[], c timetz(6), d timestamp);"
    report = linted(server, tmp_path, sql)

    said = {f.address.identity[-1]: f.instead for f in report.findings if f.rule == "TYP001"}
    head = "ALTER TABLE public.t ALTER COLUMN"
    assert said == {
        "a": f"{head} a TYPE timestamptz(3) USING a AT TIME ZONE 'UTC';",
        "b": "timestamptz(0)[]",
        "c": "timestamptz(6)",
        "d": f"{head} d TYPE timestamptz USING d AT TIME ZONE 'UTC';",
    }


@newest
def test_help_says_what_to_qualify(server, tmp_path):
    sql = """
CREATE TABLE notes (id int PRIMARY KEY);
CREATE FUNCTION bare() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM notes; PERFORM helped(); END $$;
CREATE FUNCTION helped() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM public.notes; END $$;
CREATE FUNCTION dynamic() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM notes'; END $$;
"""
    report = linted(server, tmp_path, sql)

    said = {f.address.identity: f.instead.split("ALTER")[0] for f in report.findings if f.rule == "FUN001"}
    assert said == {
        "public.bare()": "qualify notes and helped in its body, then: ",
        "public.dynamic()": "qualify the names in its body, then: ",
        "public.helped()": "",
    }
