"""``plan --from STATE --to STATE``: between any two of a database, a file, a folder and nothing."""

from __future__ import annotations

from itertools import permutations

import psycopg
import pytest
from projects import Project

A = "create table t (id int primary key, name text);\ncreate view v as select id from t;\n"
B = "create table t (id int primary key, name text, age int);\ncreate view v as select id, age from t;\n"
ADD = [
    "ALTER TABLE public.t ADD COLUMN age integer",
    "CREATE OR REPLACE VIEW public.v AS\n SELECT {t}id,\n    {t}age\n   FROM public.t",
]
REMOVE = [
    "DROP VIEW public.v",
    "ALTER TABLE public.t DROP COLUMN age",
    "CREATE VIEW public.v AS\n SELECT {t}id\n   FROM public.t",
]


@pytest.fixture
def states(project: Project, server):
    """The same two states in every form: files, folders and databases."""
    from schemadiff.postgres.server import create_database, drop_database  # noqa: PLC0415

    names = []
    for name, text in (("a", A), ("b", B)):
        project.write(f"{name}.sql", text)
        project.write(f"folder_{name}/x/t.sql", text.splitlines()[0])
        project.write(f"folder_{name}/v.sql", text.splitlines()[1])
        names.append(create_database(server))
        with psycopg.connect(server.conninfo(names[-1])) as conn:
            conn.execute(text)
    project.target = None
    one, other = (server.conninfo(name) for name in names)
    yield project, {"a": one, "b": other}
    for name in names:
        drop_database(server, name)


def forms(urls: dict[str, str], name: str) -> dict[str, str]:
    return {"url": urls[name], "file": f"{name}.sql", "folder": f"folder_{name}"}


def sql(project: Project, start: str, goal: str, *flags: str) -> list[str]:
    said = project.ok("plan", "--from", start, "--to", goal, "--format", "json", *flags).json
    assert said["proof"]["ok"]
    assert said["written"] == []
    return [s["sql"] for unit in said["plan"]["units"] for s in unit["statements"]]


def printed(statements: list[str], major: int) -> list[str]:
    """Until 15, PostgreSQL says of which table a column is even where there is one alone."""
    return [each.format(t="t." if major < 16 else "") for each in statements]


@pytest.mark.parametrize(("start", "goal"), [("url", "url"), ("file", "folder")])
def test_any_two_states(states, start, goal):
    project, urls = states
    one, other = forms(urls, "a")[start], forms(urls, "b")[goal]
    # Where no database says which it is to be, it is the newest.
    major = project.server.major if start == "url" else 18
    assert sql(project, one, other) == printed(ADD, major)
    assert sql(project, other, one, "--allow-data-loss") == printed(REMOVE, major)
    assert sql(project, one, forms(urls, "a")[goal]) == []
    assert project.generated == []


def test_what_is_made_anew_is_locked_when_it_goes(states):
    """Whoever reads the view waits from the first statement on; of the new one nobody knows yet."""
    project, _ = states
    said = project.ok(
        "plan", "--from", "b.sql", "--to", "a.sql", "--allow-data-loss", "--format", "json"
    ).json
    statements = [s for unit in said["plan"]["units"] for s in unit["statements"]]
    locks = [{r["identity"]: r["lock"] for r in s["effects"]["relations"]} for s in statements]
    assert locks == [
        {"public.v": "ACCESS EXCLUSIVE"},
        {"public.t": "ACCESS EXCLUSIVE"},
        {"public.t": "ACCESS SHARE"},
    ]


def test_two_databases_are_read_where_they_are(states):
    project, urls = states
    project.write(
        "schemadiff.toml", '[shadow]\nprovider = "url"\nurl = "host=/nowhere user=nobody dbname=none"\n'
    )
    flags = ("plan", "--from", urls["a"], "--format", "json")
    said = project.ok(*flags, "--to", urls["b"], "--no-proof").json
    assert [s["sql"] for unit in said["plan"]["units"] for s in unit["statements"]] == printed(
        ADD, project.server.major
    )
    assert project.run(*flags, "--to", urls["b"]).code == 3
    assert project.run(*flags, "--to", "b.sql", "--no-proof").code == 3


def test_files_say_nothing_about_rows(project):
    """So no table of theirs is called empty: its size is unknown, and what a big one would suffer is a warning."""
    project.write("a.sql", "create table t (id int primary key, name text);")
    project.write("b.sql", "create table t (id int primary key, name text not null);")
    project.target = None
    found = project.ok("plan", "--from", "a.sql", "--to", "b.sql", "--format", "json").json
    (statement,) = found["plan"]["units"][0]["statements"]
    assert [each["size"] for each in statement["effects"]["relations"]] == [None]
    assert {each["severity"] for each in found["findings"] if each["rule"] == "MIG007"} == {"warning"}
    assert [each["skipped"] for each in found["rows"]] == [
        "no rows are here to ask; apply asks those of the database"
    ]


def test_what_differs_about_the_databases_themselves_is_named(states):
    """It is no schema's, so nothing is planned; a setting may be a secret, so its value is not shown."""
    project, urls = states
    with psycopg.connect(urls["b"], autocommit=True) as conn:
        name = conn.info.dbname
        conn.execute(f"COMMENT ON DATABASE {name} IS 'x'; REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")
        conn.execute(f"ALTER DATABASE {name} SET application_name = 's3cret'")
    flags = ("plan", "--from", urls["a"], "--no-proof")
    said = " ".join(project.ok(*flags, "--to", urls["b"]).both.split())
    assert "a grant (TEMPORARY to PUBLIC), a setting (application_name), its comment" in said
    assert "s3cret" not in said
    assert "databases themselves" not in project.ok(*flags, "--to", urls["a"]).both


@pytest.mark.parametrize("form", ["url", "file"])
def test_a_whole_schema_and_none(states, form):
    project, urls = states
    state = forms(urls, "a")[form]
    assert [s.split(" (")[0].split(" AS")[0] for s in sql(project, "EMPTY", state)] == [
        "CREATE TABLE public.t",
        "CREATE VIEW public.v",
    ]
    assert sql(project, state, "EMPTY", "--allow-data-loss") == ["DROP VIEW public.v", "DROP TABLE public.t"]
    assert sql(project, "EMPTY", "EMPTY") == []


def test_the_same_gates_and_formats(states):
    project, _ = states
    refused = project.run("plan", "--from", "b.sql", "--to", "a.sql")
    assert refused.code == 1
    assert "--allow-data-loss" in refused.out
    assert project.run("plan", "--from", "a.sql", "--to", "b.sql", "--check").code == 1
    assert project.run("plan", "--from", "a.sql", "--to", "a.sql", "--check").code == 0
    assert (
        "no changes: a.sql equals folder_a" in project.ok("plan", "--from", "a.sql", "--to", "folder_a").out
    )
    assert (
        "from a.sql to b.sql"
        in project.ok("plan", "--from", "a.sql", "--to", "b.sql", "--format", "markdown").out
    )
    migra = project.ok("plan", "--from", "a.sql", "--to", "b.sql", "--engine", "migra", "--format", "sql")
    assert "add column" in migra.out.lower()


def test_owners_and_grants_are_compared_as_a_whole(states):
    project, _ = states
    project.write(
        "granted.sql",
        A
        + "grant create on schema public to some_owner;\nalter table t owner to some_owner;\ngrant select on t to some_reader;\n",
    )
    # The first reading creates the roles, and the second one is from the cache.
    there, back = sql(project, "a.sql", "granted.sql"), sql(project, "granted.sql", "a.sql")
    assert sql(project, "a.sql", "granted.sql") == there
    assert "ALTER TABLE public.t OWNER TO some_owner" in there
    assert any("GRANT SELECT" in s and "some_reader" in s for s in there)
    assert any("REVOKE" in s and "some_reader" in s for s in back)
    assert any("OWNER TO" in s for s in back)


def test_it_is_written_only_where_it_is_asked_for(states):
    project, _ = states
    said = project.ok(
        "plan", "--from", "a.sql", "--to", "b.sql", "--out", str(project.root / "out"), "--name", "grow"
    )
    names = sorted(path.name for path in (project.root / "out").iterdir())
    assert [name.split("_", 1)[1] for name in names] == ["grow.down.sql", "grow.sql"]
    assert all(name in said.out for name in names)
    text = (project.root / "out" / names[1]).read_text()
    assert all(f"{statement};" in text for statement in printed(ADD, 18))
    assert project.generated == []


WRONG = {
    ("nowhere.sql", "a.sql"): (2, '--from: "nowhere.sql" does not exist'),
    ("a.sql", "schemadiff.toml"): (2, '--to: "schemadiff.toml" is not a .sql file'),
    ("a.sql", "postgresql://nobody:secret@127.0.0.1:1/x"): (3, "cannot connect"),
    ("a.sql", "broken.sql"): (3, "broken.sql:1:32: cannot create view public.v"),
    ("broken.sql", "a.sql"): (3, "broken.sql:1:32: cannot create view public.v"),
    ("a.sql", "nothing.sql"): (3, "nothing.sql has no statements"),
}


@pytest.mark.parametrize("pair", WRONG, ids="->".join)
def test_states_that_are_none(states, pair):
    project, _ = states
    project.write("broken.sql", "create view v as select * from nobody;")
    project.write("nothing.sql", "-- nothing\n")
    said = project.run("plan", "--from", pair[0], "--to", pair[1])
    code, words = WRONG[pair]
    assert (said.code, words in said.both, "secret" in said.both) == (code, True, False), said.both


@pytest.mark.parametrize(
    "flags",
    [
        ("--from", "a.sql"),
        ("--to", "a.sql"),
        ("--out", "x"),
        ("--from", "EMPTY", "--to", "EMPTY", "--target", "x"),
    ],
)
def test_flags_that_do_not_go_together(states, flags):
    project, _ = states
    said = project.run("plan", *flags)
    assert said.code == 2, said.both


def test_what_constructs_a_multirange_keeps_its_name(project):
    project.target = None
    for name in ("old", "new"):
        project.write(
            f"{name}.sql", f"create type r as range (subtype = float8, multirange_type_name = {name});"
        )
    said = project.ok("plan", "--from", "old.sql", "--to", "new.sql")
    assert "the functions public.old() that make a public.new keep their names" in " ".join(said.out.split())


def test_a_comment_on_a_multirange_is_seen_although_no_dump_has_it(project):
    project.target = None
    made = "create type r as range (subtype = int, multirange_type_name = many);"
    project.write("old.sql", made)
    project.write("new.sql", f"{made} comment on type many is 'x';")
    there, back = (
        project.ok("plan", *("--from", a, "--to", b)).out for a, b in permutations(("old.sql", "new.sql"))
    )
    assert "COMMENT ON TYPE public.many IS 'x'" in there
    assert "COMMENT ON TYPE public.many IS NULL" in back


def test_an_object_of_another_kind_takes_a_name(states):
    """Enums, row types and ranges have addresses of one type, and no statement turns one into another."""
    project, _ = states
    project.write(
        "one.sql",
        "CREATE TYPE a AS ENUM ('x'); CREATE TYPE b AS RANGE (SUBTYPE = int); CREATE TYPE c AS (x int);",
    )
    project.write(
        "other.sql",
        "CREATE TYPE b AS ENUM ('x'); CREATE TYPE c AS RANGE (SUBTYPE = int); CREATE TYPE a AS (x int);",
    )
    said = project.ok("plan", "--from", "one.sql", "--to", "other.sql", "--format", "sql").out
    assert said.count("-- because: PostgreSQL cannot turn one kind of object into another") == 6


def test_a_table_that_becomes_partitioned_has_advice_that_keeps_its_rows(states):
    project, _ = states
    project.write("one.sql", "CREATE TABLE t (a int NOT NULL);")
    project.write("other.sql", "CREATE TABLE t (a int NOT NULL) PARTITION BY RANGE (a);")
    said = project.run("plan", "--from", "one.sql", "--to", "other.sql")
    assert said.code == 1
    assert "to keep its rows: in a migration of your own, ALTER TABLE public.t RENAME TO" in " ".join(
        said.out.split()
    )
