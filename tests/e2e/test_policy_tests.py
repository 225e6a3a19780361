"""``schemadiff test``: tests of policies, their failures, and mistakes in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from projects import Project

ROOT = Path(__file__).parents[2]
SCHEMA = """
create table notes (id int primary key, owner text not null, at timestamptz default now(), body text);
alter table notes enable row level security;
alter table notes force row level security;
grant select, insert, delete on notes to member;
grant update (body) on notes to member;
create policy own on notes to member using (owner = current_setting('request.jwt.claims', true)::json ->> 'sub');
create table secrets (id int primary key);
create function touch() returns trigger language plpgsql as $$ begin new.body := upper(new.body); return new; end $$;
create trigger touch before insert on notes for each row execute function touch();
"""
GOOD = """\
rows:
  notes:
    - {id: 1, owner: ann, at: 2026-01-01T00:00:00Z, body: a}
    - {id: 2, owner: bob, body: b}
    - {id: 3, owner: ann}
tests:
  - name: ann sees her own
    role: member
    claims: {sub: ann}
    sees:
      notes:
        - {id: 1, at: "2026-01-01 01:00:00+01", body: A}
        - {id: 3, at: null, body: null}
      public.secrets: denied
    may:
      - INSERT INTO notes (id, owner) VALUES (4, 'ann')
      - {sql: "UPDATE notes SET body = 'x'", rows: 2}
    may_not:
      - INSERT INTO notes (id, owner) VALUES (4, 'bob')
      - UPDATE notes SET owner = 'bob'
      - DELETE FROM notes WHERE id = 2
  - name: nobody sees anything
    role: member
    claims: {}
    sees: {notes: 0}
"""


def test_what_passes(project18):
    project18.target = None
    project18.desired(SCHEMA)
    # Without a time there is the default, so the third row has none of its own.
    project18.write(
        "tests/policies/notes.yml", GOOD.replace("- {id: 3, owner: ann}", "- {id: 3, owner: ann, at: null}")
    )
    said = project18.ok("test")
    assert said.out == "2 tests passed\n"
    assert project18.run("test", "tests/policies/none.yml").code == 2
    assert project18.ok("test", "tests/policies/notes.yml", "--format", "json").json["tests"][0] == {
        "name": "ann sees her own",
        "path": "tests/policies/notes.yml",
        "line": 7,
        "role": "member",
        "ok": True,
        "wrong": [],
    }


FAILING = """\
rows:
  notes: [{id: 1, owner: ann}, {id: 2, owner: bob}]
tests:
  - name: all that can be wrong
    role: member
    claims: {sub: ann}
    sees:
      notes: [{id: 2}]
      secrets: 0
    may: [DELETE FROM notes WHERE id = 2, UPDATE notes SET owner = 'x']
    may_not: [DELETE FROM notes, "INSERT INTO notes VALUES (1, 'ann')", "COMMIT; DELETE FROM notes", SELECT nothing]
  - {name: denied, role: member, claims: {sub: ann}, sees: {notes: denied}}
  - {name: counted, role: member, claims: {sub: ann}, sees: {notes: 2}}
  - {name: fine, role: member, claims: {sub: ann}, sees: {notes: 1}}
"""
WORDS = """\
FAILED tests/policies/notes.yml:4 all that can be wrong
    member  does not see rows of notes that it should: {"id": 2}
    member  sees rows of notes that it should not: {"id": 1}
    member  asking secrets: permission denied for table secrets
    member  DELETE FROM notes WHERE id = 2: changed 0 rows, not any
    member  may not: UPDATE notes SET owner = 'x': permission denied for table notes
    member  may, but should not: DELETE FROM notes (1 rows)
    member  INSERT INTO notes VALUES (1, 'ann'): fails, but not for lack of privileges: duplicate key value violates
            unique constraint "notes_pkey"
    member  COMMIT; DELETE FROM notes: a test runs one SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE or CALL
    member  SELECT nothing: fails, but not for lack of privileges: column "nothing" does not exist

FAILED tests/policies/notes.yml:12 denied
    member  sees 1 rows of notes, but should get permission denied

FAILED tests/policies/notes.yml:13 counted
    member  sees 1 rows of notes, not 2

1 test passed, 3 failed
"""


def test_what_fails(project18, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    project18.target = None
    project18.desired(SCHEMA)
    project18.write("tests/policies/notes.yml", FAILING)
    said = project18.run("test")
    assert (said.code, said.out) == (1, WORDS)


ROLE = "tests:\n  - {name: a, role: member, sees: {notes: 0}}\n"
WRONG = {
    "tests: [": (2, "a.yml:1:9: not YAML"),
    "test: []": (2, 'a.yml:1: unknown key "test" in a file'),
    "- 1": (2, "a.yml:1: a file is a mapping with rows, tests"),
    ROLE.replace("sees", "saw"): (2, 'a.yml:2: unknown key "saw" in a test'),
    ROLE.replace("name: a, ", ""): (2, "a.yml:2: a test needs a name"),
    ROLE.replace(", sees: {notes: 0}", ""): (2, 'a.yml:2: test "a" tests nothing'),
    ROLE.replace("0", "true"): (2, "a.yml:2: what is seen of notes is a list of rows"),
    ROLE.replace("member", "nobody"): (2, 'a.yml:2: no role is called "nobody"'),
    ROLE.replace("notes", "nothing"): (3, "a.yml:2: no table or view is called nothing"),
    ROLE + "rows: {notes: [{id: x}]}": (3, "a.yml:1: cannot put rows into notes: invalid input syntax"),
    ROLE + "rows: {notes: [{nocolumn: 1}]}": (3, 'a.yml:1: cannot put rows into notes: column "nocolumn"'),
    "rows: {}": (3, "no tests in tests/policies"),
}


def test_mistakes_have_their_place(project18):
    project18.target = None
    project18.desired(SCHEMA)
    said = {}
    for text in WRONG:
        project18.write("tests/policies/a.yml", text)
        answer = project18.run("test")
        said[text] = (answer.code, answer.err)
    assert {text: (code, words in said[text][1]) for text, (code, words) in WRONG.items()} == {
        text: (code, True) for text, (code, _) in said.items()
    }, said


def test_no_tests_are_not_a_success(project18):
    project18.target = None
    project18.desired(SCHEMA)
    said = project18.run("test")
    assert (said.code, "no tests in tests/policies" in said.err) == (3, True)


@pytest.mark.parametrize("sql", ["COPY notes TO PROGRAM 'true'", "RESET ROLE", "DO $$ begin end $$"])
def test_a_test_runs_nothing_else(project18, sql):
    project18.target = None
    project18.desired(SCHEMA)
    project18.write("tests/policies/a.yml", f'tests: [{{name: a, role: member, may: ["{sql}"]}}]')
    said = project18.run("test")
    assert (said.code, "a test runs one SELECT" in said.out) == (1, True)


def test_the_epic_passes_its_own(tmp_path):
    project = Project(tmp_path / "epic")
    for folder in ("desired", "tests/policies"):
        shutil.copytree(ROOT / folder, project.root / folder)
    shutil.copy(ROOT / "schemadiff.toml", project.root)
    said = project.run("test")
    assert (said.code, said.out) == (0, "7 tests passed\n"), said.both
