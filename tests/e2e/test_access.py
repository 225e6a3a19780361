"""``schemadiff access``, and what a plan says about it."""

from __future__ import annotations

from schemadiff.postgres.server import ensure_roles

SCHEMA = """
create table profiles (id int primary key, email text, name text);
alter table profiles enable row level security;
grant select (id, name), update (name) on profiles to anon;
create policy "read all" on profiles for select to anon using (id > 0);
create table logs (id int primary key);
grant select on logs to "Odd | role";
create view emails as select email from profiles;
"""
TEXT = """\
PUBLIC  no privileges on any relation

"Odd | role"                       SELECT   INSERT   UPDATE   DELETE   TRUNCATE
public.emails                      -        -        -        -
public.logs                        all      -        -        -        -
public.profiles                    -        -        -        -        -

anon                               SELECT   INSERT   UPDATE   DELETE   TRUNCATE
public.emails                      -        -        -        -
public.logs                        -        -        -        -        -
public.profiles                    policy*  -        no rows* -        -

all: every row; policy: the rows that policies let through; no rows: granted,
but no policy lets any through; -: permission denied
*: only some columns
"""
DETAILS = """\
anon                               SELECT   INSERT   UPDATE   DELETE   TRUNCATE
public.profiles                    policy*  -        no rows* -        -
  SELECT    some rows: policy "read all"; only id, name
            "read all" USING (id > 0)
  INSERT    denied: no grant
  UPDATE    no rows: no policy; only name
  DELETE    denied: no grant
  TRUNCATE  denied: no grant

all: every row; policy: the rows that policies let through; no rows: granted,
but no policy lets any through; -: permission denied
*: only some columns
"""


def test_the_matrix_is_shown(project18, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    project18.target = None
    project18.desired(SCHEMA)
    assert project18.ok("access").out == TEXT
    assert project18.ok("access", "public.prof*", "--role", "anon").out == DETAILS
    markdown = project18.ok("access", "--format", "markdown", "--role", '"Odd | role"').out
    assert "### <code>&#34;Odd &#124; role&#34;</code>" in markdown
    assert "| `public.logs` | all | - | - | - | - |" in markdown
    cells = project18.ok("access", "--format", "json", "public.profiles", "--role", "anon").json["cells"]
    assert cells[0] == {
        "role": "anon",
        "type": "table",
        "relation": "public.profiles",
        "command": "SELECT",
        "outcome": "some",
        "why": 'policy "read all"',
        "columns": ["id", "name"],
        "policies": [{"name": '"read all"', "permissive": True, "using": "(id > 0)", "check": None}],
        "ways": [],
    }


def test_who_and_what_is_not_there_is_named(project18):
    project18.target = None
    project18.desired(SCHEMA)
    for words, said in (
        (["--role", "nobody"], "no role is called nobody"),
        (["public.x*"], "called public.x*"),
    ):
        answer = project18.run("access", *words)
        assert (answer.code, said in answer.err) == (2, True), answer.both


def test_a_plan_says_who_gains_what(project18):
    ensure_roles(project18.server, ["anon", "Odd | role"])
    project18.desired(SCHEMA)
    project18.planned()
    project18.desired(
        SCHEMA + "grant select (email) on profiles to anon; grant select on emails to anon;"
        " grant delete on logs to anon; revoke update (name) on profiles from anon;"
    )
    lines = [
        "anon gains SELECT on public.emails: granted",
        "anon gains DELETE on public.logs: no row level security",
        "anon gains SELECT on public.profiles (email)",
        "anon reaches public.profiles through view public.emails, with the rights of postgres",
    ]
    text = project18.ok("plan", "--no-write").out
    assert text.split("ACCESS\n")[1].split("\n\n")[0].splitlines() == [f"  {line}" for line in lines]
    assert (
        "- `anon` gains DELETE on public.logs"
        in project18.ok("plan", "--no-write", "--format", "markdown").out
    )
    said = project18.ok("plan", "--no-write", "--format", "json").json["access"]
    assert [f"{each['role']} {each['how']}" for each in said] == lines

    # From a target instead of the files, where nothing of it has happened yet.
    target = project18.target
    project18.target = None
    assert (
        project18.ok("access", "--role", "anon", "--from-target", target, "public.logs").out.count(
            "denied: no grant"
        )
        == 5
    )


def test_a_right_that_was_there_before_is_no_gain(project18):
    """An owner counts only where he is granted something; what he has as the owner does not come and go with that."""
    ensure_roles(project18.server, ["owns"])
    files = (
        "create table t (id int primary key); grant create on schema public to owns; alter table t owner to owns;"
        " create table u (id int primary key);"
    )
    project18.desired(files)
    project18.planned()
    project18.desired(files + "grant select on u to owns;")
    plan = project18.ok("plan", "--format", "json").json
    project18.ok("apply", "--yes")
    project18.desired(files + "revoke select on u from owns;")
    back = project18.ok("plan", "--no-write", "--format", "json").json
    assert [[each["how"] for each in said["access"]] for said in (plan, back)] == [
        ["gains SELECT on public.u: no row level security"],
        ["loses SELECT on public.u: no grant"],
    ]
