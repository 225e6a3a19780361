"""The baseline, findings since a commit, and ``--fix``."""

from __future__ import annotations

import json
import os
import subprocess

import pytest
from linting import lint, subject, written

from schemadiff.cli import main
from schemadiff.errors import SchemadiffError, UsageError
from schemadiff.lint import desired as linting
from schemadiff.lint.desired import Asked
from schemadiff.postgres.server import scratch_database
from schemadiff.settings import load

PARENT = "CREATE TABLE parent (id bigint PRIMARY KEY);\n"
LOG = "CREATE TABLE log (line text);\n"
CHILD = (
    "CREATE TABLE child (id bigint PRIMARY KEY,\n  parent_id bigint REFERENCES parent ON DELETE CASCADE);\n"
)


@pytest.fixture
def check(server18):
    """Run the rules on a real server; ``rules`` are those of the settings."""

    def run(settings):
        with scratch_database(server18) as database:
            given = subject(
                server18, database, settings.root, preset="postgres", require_rls="granted", rules=run.rules
            )
            return lint(given), given

    run.rules = {}
    return run


@pytest.fixture
def linted(check, tmp_path):
    """Lint the files of the project as they are now."""

    def run(**asked):
        return linting.lint(load(tmp_path, environ={}), Asked(**asked), check)

    return run


def marks(findings):
    return [(f.rule, f.address.identity) for f in findings]


# The baseline.


def test_a_baseline_takes_what_there_is_and_lets_nothing_new_in(linted, check, tmp_path):
    path = tmp_path / "schemadiff-lint.json"
    written(tmp_path, PARENT + LOG)
    first = linted(baseline=path, update=True)
    assert (first.findings, marks(first.known), first.exit_code) == ((), [("CON001", "public.log")], 0)

    # Neither a move to another file nor another line makes a finding new.
    written(tmp_path, {"a.sql": f"\n\n{PARENT}", "b/c.sql": f"-- the log\n{LOG}{CHILD}"})
    second = linted(baseline=path)
    assert marks(second.known) == [("CON001", "public.log")]
    assert marks(second.findings) == [("IDX001", "child_parent_id_fkey on public.child")]
    assert second.exit_code == 1

    written(tmp_path, {"b/c.sql": "CREATE TABLE log (line text PRIMARY KEY);\n"})
    third = linted(baseline=path)
    assert (third.findings, third.known, [str(e) for e in third.gone]) == (
        (),
        (),
        ["CON001 table public.log"],
    )
    check.rules = {"CON001": "off"}
    assert linted(baseline=path, prune=True).pruned == ()
    check.rules = {}
    fourth = linted(baseline=path, prune=True)
    assert ([str(e) for e in fourth.pruned], fourth.gone) == (["CON001 table public.log"], ())
    assert json.loads(path.read_text()) == {"schema": 1, "findings": []}

    written(tmp_path, {"b/c.sql": LOG})
    assert marks(linted(baseline=path).findings) == [("CON001", "public.log")]


def test_the_file_has_a_line_for_each_finding_and_says_nothing_else(linted, tmp_path):
    path = tmp_path / "schemadiff-lint.json"
    written(tmp_path, PARENT + LOG + CHILD)
    linted(baseline=path, update=True)

    lines = path.read_text().splitlines()
    assert lines[:3] == [
        "{",
        '  "schema": 1,',
        '  "findings": [',
    ]
    assert [json.loads(line.rstrip(","))["object"] for line in lines[3:-2]] == [
        ["table", "public.log"],
        ["table constraint", "child_parent_id_fkey on public.child"],
    ]
    assert "a.sql" not in path.read_text()
    before = path.read_bytes()
    linted(baseline=path, update=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "says", "hint", "may_be_replaced"),
    [
        (None, "there is no baseline schemadiff-lint.json", "--update-baseline", True),
        (
            '{"schema": 2, "findings": []}',
            "schemadiff-lint.json is a baseline of version 2, but this schemadiff knows version 1",
            "use the schemadiff that wrote it, or write a new one",
            True,
        ),
        ('{"schema": 1,\n<<<<<<<', "schemadiff-lint.json:2: not JSON", "fix it, or delete it", False),
        ("[]", "schemadiff-lint.json is not a baseline of schemadiff", "fix it, or delete it", False),
        (
            '{"schema": 1, "findings": [{"rule": "CON001", "object": ["table", "x"], "key": "", "fingerprint": "0"}]}',
            "schemadiff-lint.json has an entry that schemadiff did not write",
            "write a new one",
            True,
        ),
    ],
)
def test_a_baseline_that_cannot_be_used_is_an_error(linted, tmp_path, text, says, hint, may_be_replaced):
    path = tmp_path / "schemadiff-lint.json"
    written(tmp_path, LOG)
    if text is not None:
        path.write_text(text)

    with pytest.raises(UsageError) as error:
        linted(baseline=path)

    assert str(error.value).startswith(says)
    assert hint in error.value.hint
    if may_be_replaced:
        assert linted(baseline=path, update=True).exit_code == 0
    else:
        with pytest.raises(UsageError):
            linted(baseline=path, update=True)
        assert path.read_text() == text


def test_the_flags_of_the_command_line(tmp_path, capsys):
    written(tmp_path, LOG)
    flags = ["-C", str(tmp_path), "lint"]
    assert main([*flags, "--baseline"]) == 2
    assert "there is no baseline schemadiff-lint.json\nhint: create it with" in capsys.readouterr().err
    assert main([*flags, "--since", "HEAD"]) == 2
    assert "is in no git repository" in capsys.readouterr().err
    assert main([*flags, "--update-baseline", "--since", "HEAD"]) == 2
    (tmp_path / "schemadiff.toml").write_text(
        '[lint]\nbaseline = "known.json"\nrequire_rls = "granted"\nfail_on = "warning"\n'
    )
    assert main([*flags, "--update-baseline"]) == 0
    assert (tmp_path / "known.json").exists()
    assert main(flags) == 0
    assert "1 in the baseline" in capsys.readouterr().out
    assert main([*flags, "--no-baseline", "--format", "json"]) == 1
    assert [f["rule"] for f in json.loads(capsys.readouterr().out)["findings"]] == ["CON001"]


# Since a commit.


@pytest.fixture
def commit(tmp_path):
    """Commit everything in the project, and name the commit."""
    about = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for who in ("AUTHOR", "COMMITTER"):
        about |= {f"GIT_{who}_NAME": "x", f"GIT_{who}_EMAIL": "x@example.com"}

    def git(*arguments):
        subprocess.run(
            ["git", *arguments], cwd=tmp_path, check=True, capture_output=True, env=os.environ | about
        )

    def run(name):
        git("init", "-q")
        git("add", "-A")
        git("commit", "-q", "-m", name)
        git("tag", name)

    return run


def test_since_keeps_what_is_new_and_what_was_touched(linted, commit, tmp_path):
    written(tmp_path, {"a.sql": PARENT + CHILD, "log.sql": LOG, "other.sql": "CREATE TABLE other (x int);\n"})
    (tmp_path / ".gitattributes").write_text("* export-ignore\n")
    commit("before")

    # Layout, comments and another place are no change; a column more is one.
    written(
        tmp_path,
        {"log.sql": "\n\n-- a log\nCREATE TABLE log (\n  line text -- of text\n);\n",
         "other.sql": "CREATE TABLE other (x int, y int);\n"},
    )  # fmt: skip
    report = linted(since="before")
    assert marks(report.findings) == [("CON001", "public.other")]
    assert report.older == 2
    assert report.exit_code == 0


def test_since_keeps_what_a_change_elsewhere_causes(linted, commit, tmp_path):
    index = "CREATE INDEX parent_id ON child (parent_id);\n"
    written(tmp_path, {"a.sql": PARENT + CHILD, "index.sql": index, "log.sql": LOG})
    commit("before")

    written(tmp_path, {"index.sql": "CREATE TABLE unrelated (id bigint PRIMARY KEY);\n"})
    report = linted(since="before")
    assert marks(report.findings) == [("IDX001", "child_parent_id_fkey on public.child")]
    assert (report.older, report.exit_code) == (1, 1)


def test_since_a_commit_without_the_folder_everything_is_new(linted, commit, tmp_path):
    (tmp_path / "readme").write_text("x")
    commit("before")
    written(tmp_path, LOG)

    assert marks(linted(since="before").findings) == [("CON001", "public.log")]


def test_since_what_is_no_commit(linted, commit, tmp_path):
    written(tmp_path, LOG)
    with pytest.raises(UsageError, match="is in no git repository"):
        linted(since="before")
    commit("before")
    for ref in ("nowhere", "--help", ""):
        with pytest.raises(UsageError, match=f'there is no commit "{ref}"'):
            linted(since=ref)
    with pytest.raises(UsageError, match="would lose them"):
        linted(since="before", baseline=tmp_path / "x.json", update=True)


def test_since_a_commit_that_does_not_load(linted, commit, tmp_path):
    written(tmp_path, "CREATE TABLE log (line no_such_type);\n")
    commit("before")
    written(tmp_path, LOG)

    with pytest.raises(SchemadiffError, match="desired/ as of before cannot be checked") as error:
        linted(since="before")

    assert "desired/a.sql:1" in str(error.value)


# Fixes.


def test_fix_adds_what_is_safe_to_the_file_that_it_is_about(linted, tmp_path):
    policies = (
        "ALTER TABLE parent DISABLE ROW LEVEL SECURITY;\r\nCREATE POLICY p ON parent USING (true) -- end"
    )
    written(tmp_path, {"a.sql": CHILD.rstrip() + "\n\n-- the end; really", "log.sql": LOG})
    (tmp_path / "desired" / "b.sql").write_bytes(b"\xef\xbb\xbf" + f"{PARENT}{policies}".encode())

    report = linted(fix=True)

    index = "CREATE INDEX ON public.child (parent_id);"
    enable = "ALTER TABLE public.parent ENABLE ROW LEVEL SECURITY;"
    assert sorted(report.fixed) == [("desired/a.sql", index), ("desired/b.sql", enable)]
    assert not {"IDX001", "RLS002"} & {f.rule for f in report.findings}
    assert "CON001" in {f.rule for f in report.findings}
    assert (tmp_path / "desired/a.sql").read_text() == f"{CHILD.rstrip()}\n\n-- the end; really\n\n{index}\n"
    assert (tmp_path / "desired/b.sql").read_bytes().decode() == (
        f"\ufeff{PARENT}{policies.removesuffix(' -- end')}; -- end\r\n\r\n{enable}\r\n"
    )
    assert (tmp_path / "desired/log.sql").read_text() == LOG
    assert linted(fix=True).fixed == ()


SHARED = {
    "a.sql": """
CREATE TABLE org (id bigint PRIMARY KEY);
CREATE TABLE team (id bigint, org_id bigint REFERENCES org, PRIMARY KEY (org_id, id));
CREATE TABLE "the task" (
    id bigint PRIMARY KEY, owner text, "Org" bigint REFERENCES org, team_id bigint,
    FOREIGN KEY (team_id, "Org") REFERENCES team (id, org_id)
);
ALTER TABLE "the task" ENABLE ROW LEVEL SECURITY;
ALTER TABLE org ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON org USING (true);
""",
    "b.sql": """
ALTER TABLE team ADD UNIQUE (id, org_id);
CREATE POLICY own ON "the task" USING ("Org" = (SELECT current_setting('app.org', true))::bigint);
CREATE POLICY mine ON "the task" FOR SELECT USING (owner = current_user);
ALTER TABLE "the task" ADD CONSTRAINT again FOREIGN KEY ("Org", team_id) REFERENCES team (org_id, id);
""",
}
"""A foreign key in another file wants the index that a policy wants, and that another key begins with."""


def test_findings_that_one_index_mends_share_it(linted, tmp_path):
    written(tmp_path, SHARED)
    found = [f for f in linted().findings if f.rule in ("IDX001", "IDX006")]

    shared = 'CREATE INDEX ON public."the task" ("Org", team_id);'
    other = 'CREATE INDEX ON public."the task" (owner);'
    assert sorted((f.rule, f.instead) for f in found) == [
        *[("IDX001", shared)] * 3,
        ("IDX006", shared),
        ("IDX006", other),
    ]
    assert sorted(sql for _, sql in linted(fix=True).fixed) == [shared, other]
    assert not {"IDX001", "IDX002", "IDX003", "IDX006"} & {f.rule for f in linted().findings}


CALLED = """
CREATE FUNCTION "By policy"() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT current_user';
CREATE FUNCTION by_view() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT current_user';
CREATE FUNCTION by_body() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT current_user';
CREATE FUNCTION by_nobody() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT current_user';
CREATE FUNCTION caller() RETURNS text LANGUAGE plpgsql SET search_path = '' AS 'BEGIN RETURN public.by_body(); END';
CREATE TABLE own (id bigint PRIMARY KEY, owner text);
ALTER TABLE own ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON own USING (owner = (SELECT "By policy"()));
CREATE VIEW seen AS SELECT by_view();
"""


def test_fix_takes_no_privilege_that_somebody_needs(linted, tmp_path):
    """Who asks a table needs EXECUTE on what its policies call."""
    written(tmp_path, CALLED)
    found = {f.address.identity: f.safe for f in linted().findings if f.rule == "SEC003"}

    assert {name for name, safe in found.items() if safe} == {"public.by_nobody()"}
    assert len(found) == 4
    assert [sql for _, sql in linted(fix=True).fixed if "REVOKE" in sql] == [
        "REVOKE EXECUTE ON FUNCTION public.by_nobody() FROM PUBLIC;"
    ]


def test_a_fix_that_does_not_load_is_taken_back(linted, check, tmp_path, monkeypatch):
    written(tmp_path, {"a.sql": PARENT + CHILD})
    monkeypatch.setattr(
        "schemadiff.lint.fixing.fixes", lambda _: {"desired/a.sql": ("CREATE INDEX ON no_such_table (x);",)}
    )

    with pytest.raises(SchemadiffError, match="it was left unchanged") as error:
        linted(fix=True)

    assert "no_such_table" in str(error.value)
    assert (tmp_path / "desired/a.sql").read_text() == PARENT + CHILD


def test_only_what_is_reported_is_fixed(linted, tmp_path):
    path = tmp_path / "schemadiff-lint.json"
    written(tmp_path, PARENT + CHILD)
    linted(baseline=path, update=True)

    assert linted(baseline=path, fix=True).fixed == ()
    assert (tmp_path / "desired/a.sql").read_text() == PARENT + CHILD
