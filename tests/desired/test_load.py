"""Loading ``desired/`` into real servers: files in any order, errors with their position, untrusted SQL."""

import random
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from pglast import ast
from psycopg.sql import SQL, Identifier

from majors import embedded, from_15, from_18
from schemadiff import catalog
from schemadiff.desired import files
from schemadiff.desired.arrange import arrange, roles
from schemadiff.desired.duplicates import declared_twice
from schemadiff.desired.load import load
from schemadiff.desired.report import LoadReport
from schemadiff.errors import ConnectionFailed, Problems, SchemadiffError, Unavailable
from schemadiff.postgres.server import scratch_database

DATA = Path(__file__).parent / "data"


def statements(root: Path, *texts: str, **named: str) -> tuple[files.SourceStatement, ...]:
    named |= {f"{number:02}": text for number, text in enumerate(texts)}
    for name, text in named.items():
        path = root / "desired" / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return files.read(root / "desired", root)


def problems(server, database, found, **options) -> tuple[SchemadiffError, ...]:
    with pytest.raises(Problems) as caught:
        load(server, database, found, **options)
    return caught.value.problems


def query(server, database, sql: str) -> list[tuple]:
    with psycopg.connect(server.conninfo(database)) as connection:
        return connection.execute(sql).fetchall()


def relations(server, database) -> list[str]:
    rows = query(
        server,
        database,
        "SELECT relname FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'v', 'm', 'S') ORDER BY 1",
    )
    return [name for (name,) in rows]


def test_any_order(server, database, tmp_path):
    found = statements(
        tmp_path,
        "comment on view app.v is 'seen';"
        "grant select on app.v to reader;"
        "create policy p on app.child for select to reader using (app.may(parent));"
        "alter table app.child enable row level security;"
        "create trigger g before update on app.child for each row execute function app.touch();"
        "create index on app.child (parent);"
        "create view app.v as select c.*, p.state from app.child c join app.parent p on p.id = c.parent;"
        "create table app.child (id int primary key default nextval('app.numbers'), parent int references app.parent);",
        "create function app.may(x int) returns bool language sql return x > 0 and exists (select from app.parent);"
        "create function app.touch() returns trigger language plpgsql as $$ begin return new; end $$;"
        "create function app.of(p app.parent) returns app.state language sql as 'select p.state';"
        "alter table app.parent add primary key (id);"
        "create table app.parent (id int not null, state app.state);"
        "create sequence app.numbers;"
        "create type app.state as enum ('on', 'off');"
        "create schema if not exists app",
    )
    assert load(server, database, found) == LoadReport()
    assert relations(server, database) == ["child", "numbers", "parent", "v"]
    assert query(server, database, "SELECT count(*) FROM pg_policy") == [(1,)]
    assert query(server, database, "SELECT has_table_privilege('reader', 'app.v', 'SELECT')") == [(True,)]


@pytest.fixture
def platform(server, database):
    """A database with the platform layer of the epic, and what the loader needs of it."""
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as connection:
        connection.execute((DATA / "platform.sql").read_bytes())
        connection.execute(
            SQL("GRANT USAGE ON SCHEMA auth TO {0}; GRANT REFERENCES ON auth.users TO {0}").format(
                Identifier(server.loader)
            )
        )
    return database


@from_15
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_epic_is_the_same_in_any_order(server, platform, seed):
    """Only GRANT and REVOKE keep their order, because it means something."""
    found = list(files.read(DATA / "epic", DATA))
    said = [s for s in found if isinstance(s.node, ast.GrantStmt | ast.AlterDefaultPrivilegesStmt)]
    rest = [s for s in found if s not in said]
    with scratch_database(server, template=platform) as other:
        load(server, other, found)
        random.Random(seed).shuffle(rest)
        load(server, platform, [*rest, *said] if seed % 2 else [*said, *rest])
        one, two = (_objects(server, name) for name in (other, platform))
    assert len(one) > 300
    assert one == two


def _objects(server, database):
    with psycopg.connect(server.conninfo(database)) as connection:
        return catalog.read(connection).objects


def test_inline_foreign_keys_in_a_circle(server, database, tmp_path):
    found = statements(
        tmp_path,
        """create table "A b" (
            id int primary key,
            "the B" int not null constraint "my key" references b (id) on delete set null deferrable initially deferred default 3,
            other int references b check (other > 0), -- a comment, with a comma
            foreign key (other) references "c;" match full on update cascade,
            unique (other)
        )""",
        'create table b (id int primary key, a int references "A b", foreign key (a) references "A b" (other));'
        'create table "c;" (id int primary key references b)',
    )
    load(server, database, found)
    rows = query(
        server,
        database,
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('f', 'c') AND oid >= 16384 ORDER BY 1, 2",
    )
    assert rows == [
        ('"A b"', "A b_other_check", "CHECK ((other > 0))"),
        ('"A b"', "A b_other_fkey", "FOREIGN KEY (other) REFERENCES b(id)"),
        ('"A b"', "A b_other_fkey1", 'FOREIGN KEY (other) REFERENCES "c;"(id) MATCH FULL ON UPDATE CASCADE'),
        (
            '"A b"',
            "my key",
            'FOREIGN KEY ("the B") REFERENCES b(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED',
        ),
        ('"c;"', "c;_id_fkey", "FOREIGN KEY (id) REFERENCES b(id)"),
        ("b", "b_a_fkey", 'FOREIGN KEY (a) REFERENCES "A b"(id)'),
        ("b", "b_a_fkey1", 'FOREIGN KEY (a) REFERENCES "A b"(other)'),
    ]


def test_a_foreign_key_to_nowhere_is_one_error_at_its_place(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create table a (\n  id int primary key,\n  b int references nope (id)\n);\ncreate view v as select b from a",
    )
    assert [str(p) for p in problems(server, database, found)] == [
        (
            'desired/00.sql:3:9: cannot create table public.a: relation "nope" does not exist\n'
            "    3 |   b int references nope (id)\n      |         ^"
        )
    ]


def test_causes_come_first_and_what_waits_for_them_is_one_line(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create view v2 as select * from v1;",
        "create view v1 as\n  select id, nam\n  from t;\ncreate table t (id int, name text);",
        "create table u (id intt);\ncreate index on u (id);\ngrant select on u to somebody;",
    )
    nam, intt, *waiting = map(str, problems(server, database, found))
    assert nam.startswith(
        'desired/01.sql:2:14: cannot create view public.v1: column "nam" does not exist\n'
        "    2 |   select id, nam\n      |              ^"
    )
    assert intt == (
        'desired/02.sql:1:20: cannot create table public.u: type "intt" does not exist\n'
        "    1 | create table u (id intt);\n      |                    ^"
    )
    assert waiting == [
        "desired/00.sql:1:1: view public.v2 waits for view public.v1 (desired/01.sql:1:1)",
        "desired/02.sql:2:1: index public.u_id_idx waits for table public.u (desired/02.sql:1:1)",
        "desired/02.sql:3:1: GRANT SELECT waits for table public.u (desired/02.sql:1:1)",
    ]


def test_what_fails_for_the_same_want_follows_the_first_that_does(server, database, tmp_path):
    """A name misspelt once makes many fail, and all is said where it may have been meant."""
    found = statements(
        tmp_path,
        "create table orgz (id int primary key);",
        "create table m (org int references orgs);\ncreate view v as select * from orgs;\n"
        "create view vv as select * from v;\ncreate function f() returns setof orgs language sql as 'select 1';",
    )
    table, view, function, waiting = problems(server, database, found)
    assert table.hint == "there is table public.orgz (desired/00.sql:1:1)"
    assert [each.because for each in (table, view, function, waiting)] == [None, table, None, table]
    assert [each.subject for each in (view, waiting)] == ["view public.v", "view public.vv"]
    assert "cannot create view public.v" in str(view)


def test_what_waits_for_a_table_waits_for_that_of_its_schema(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create schema a; set search_path = a;\ncreate table t (id inta);\ncreate index on t (id);",
        "create schema b; set search_path = b;\ncreate table t (id intb);\ncreate index on t (id);",
    )
    first, second, *others = problems(server, database, found)
    assert [each.because for each in others] == [first, second]


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("create index on t (emial)", "there is column public.t.email (desired/00.sql:1:17)"),
        ("grant select (name) on t to public", "column name is renamed to title (desired/00.sql:2:1): use the new name here as well"),
        ("create view v as select * from old", "table old is renamed to other (desired/00.sql:4:1): use the new name here as well"),
        ("create view v as select ful_name(1)", "there is function public.full_name(text, int4[]) (desired/00.sql:6:1)"),
        ("create view v as select full_name(1)", "there is function public.full_name(text, int4[]) (desired/00.sql:6:1)"),
        ("grant select(name) on t to public", "column name is renamed to title (desired/00.sql:2:1): use the new name here as well"),
        # A table that the statement does not speak of is none that it can mean, nor is a view itself; a table can be.
        ("create view orders as select * from ordes", ""),
        ("create table nodes (up int references nods)", "there is table public.nodes (desired/01.sql:1:1)"),
        ("create index on other (emial)", ""),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_may_be_that_of_something_else(server, database, tmp_path, wrong, hint):
    found = statements(
        tmp_path,
        "create table t (email text,\n-- schemadiff:renamed from name\ntitle text);\n"
        "-- schemadiff:renamed from old\ncreate table other (id int);\n"
        "create function full_name(text, int[]) returns text language sql return $1;",
        f"{wrong};",
    )
    (error,) = problems(server, database, found)
    assert error.hint == hint
    assert "GRANT SELECT:" in error.message or not wrong.startswith("grant")


def test_a_circle_of_views_is_printed_as_a_path(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create view app.a as select * from app.b;",
        "create schema app;\ncreate view app.b as select * from app.c;\ncreate view app.c as select * from app.a;",
        "create view d as select * from app.a;",
    )
    circle, waiting = problems(server, database, found)
    assert str(circle) == (
        "desired/00.sql:1:1: circular dependency that PostgreSQL cannot create in any order:"
        " view app.a -> view app.b -> view app.c -> view app.a\n"
        "view app.a is at desired/00.sql:1:1\nview app.b is at desired/01.sql:2:1\nview app.c is at desired/01.sql:3:1\n"
        "hint: remove one of the references"
    )
    assert str(waiting) == "desired/02.sql:1:1: view public.d waits for view app.a (desired/00.sql:1:1)"


def test_triggers_named_like_the_function_that_is_missing_are_no_circle(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create table a (id int); create table b (id int);",
        "create trigger touch before update on a for each row execute function touch();",
        "create trigger touch before update on b for each row execute function touch();",
    )
    first, second = problems(server, database, found)
    assert str(first).startswith(
        "desired/01.sql:1:1: cannot create trigger touch on public.a: function touch() does not exist"
    )
    assert second.because is first


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("create table t ()", "create table t (a int)", "table public.t"),
        ("create table t ()", "create table if not exists public.t (a int)", "table public.t"),
        ("create table t ()", "create view t as select 1", "view public.t"),
        ("create view t as select 1", "create or replace view t as select 2", "view public.t"),
        ('create table "T;x" ()', 'set search_path = public; create table "T;x" ()', 'table public."T;x"'),
        (
            "create function f(a int) returns int language sql return 1",
            "create or replace function f(b integer) returns int language sql return 2",
            "function public.f",
        ),
        (
            "create table t (); create policy p on t",
            "create policy p on public.t using (false)",
            "policy p on public.t",
        ),
    ],
)
def test_declared_twice(server, database, tmp_path, first, second, what):
    (problem,) = problems(server, database, statements(tmp_path, first, second))
    assert problem.message.startswith(f"{what} is declared twice, first at desired/00.sql:1:")
    assert problem.at.path == "desired/01.sql"
    assert relations(server, database) == []


def test_duplicates_that_only_postgresql_can_tell(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create domain d as int; create function f(a int8) returns int language sql return 1;",
        "create function f(b pg_catalog.int8) returns int language sql return 2;",
        "do $$ begin create table t (); end $$; create table if not exists x (); create schema if not exists x;"
        "create schema if not exists x",
    )
    (problem,) = problems(server, database, found)
    assert (
        problem.message
        == 'cannot create function public.f: function "f" already exists with same argument types'
    )
    assert "also declared at desired/00.sql:1:25" in problem.detail


def test_overloads_and_types_with_one_name_in_two_schemas_are_no_duplicates(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create schema a; create schema b; create type a.m as (x int); create type b.m as (x int);"
        "create function f(a.m) returns int language sql return 1; create function f(b.m) returns int language sql return 2;"
        "create function f(int) returns int language sql return 1; create table a.t (); create table b.t ()",
    )
    load(server, database, found)
    assert query(server, database, "SELECT count(*) FROM pg_proc WHERE proname = 'f'") == [(3,)]


def test_search_path_counts_for_its_file_only(server, database, tmp_path):
    found = statements(
        tmp_path,
        "set search_path = app, public; create table t (); create table u (like public.model);",
        "create table t (); create schema app; create table model (a int)",
        "select pg_catalog.set_config('search_path', '', false); create view public.v as select from app.t;",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relkind IN ('r', 'v') AND oid >= 16384 ORDER BY 1, 2",
    ) == [("app", "t"), ("app", "u"), ("public", "model"), ("public", "t"), ("public", "v")]


def test_what_a_do_block_sets_ends_with_it(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create table t (); create schema other;"
        "do $$ begin perform set_config('search_path', 'other', false); set statement_timeout = 0;"
        " set role somebody; end $$;"
        "do $$ begin execute 'create table made ()'; end $$;"
        "grant select on made to somebody; comment on table t is 'x'",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT relnamespace::regnamespace::text, pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'made'",
    ) == [("public", server.loader)]


def test_a_loop_in_a_do_block_sees_every_table(server, database, tmp_path):
    found = statements(
        tmp_path,
        "do $$ begin create type state as enum ('x'); exception when duplicate_object then null; end $$;"
        "do $$ declare t regclass; begin for t in select oid from pg_class"
        " where relkind = 'r' and relnamespace = 'public'::regnamespace"
        " loop execute format('alter table %s enable row level security', t); end loop; end $$;"
        "create table a (); create table b (s state);",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT relname, relrowsecurity FROM pg_class WHERE relname IN ('a', 'b') ORDER BY 1",
    ) == [
        ("a", True),
        ("b", True),
    ]


def test_default_privileges_hold_for_every_object(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create table app.t (); create function app.f() returns int language sql return 1;"
        "alter default privileges in schema app grant select on tables to reader;"
        "alter default privileges revoke execute on functions from public; create schema app;",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT has_table_privilege('reader', 'app.t', 'SELECT'), has_function_privilege('reader', 'app.f()', 'EXECUTE')",
    ) == [(True, False)]


def test_like_copies_all_that_its_model_has(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create table copy (like model including all); create view v as select added from copy;"
        "comment on column model.a is 'x'; create index model_idx on model (added);"
        "alter table model add column added int; alter table model add primary key (a); create table model (a int);",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT col_description('copy'::regclass, 1), (SELECT count(*) FROM pg_index WHERE indrelid = 'copy'::regclass)",
    ) == [("x", 2)]


def test_warnings_are_kept(server, database, tmp_path):
    found = statements(tmp_path, "create table t (); grant select on pg_catalog.pg_class to reader;")
    assert load(server, database, found).warnings == ('no privileges were granted for "pg_class"',)


def test_a_server_that_goes_away(server, database, tmp_path):
    found = statements(
        tmp_path, "create table t (); do $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$"
    )
    with pytest.raises(ConnectionFailed, match="the throw-away server was lost while desired/ was loaded"):
        load(server, database, found)


def test_grants_keep_the_order_of_the_file(server, database, tmp_path):
    found = statements(
        tmp_path,
        "grant all on t to reader; revoke delete on t from reader; revoke all on u from reader;"
        "grant select (a) on u to reader; create table t (); create table u (a int, b int)",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT has_table_privilege('reader', 't', 'DELETE'), has_table_privilege('reader', 't', 'INSERT'),"
        " has_column_privilege('reader', 'u', 'a', 'SELECT'), has_column_privilege('reader', 'u', 'b', 'SELECT')",
    ) == [(False, True, True, False)]


def test_index_concurrently_is_loaded_without_it(server, database, tmp_path):
    found = statements(
        tmp_path, "create table t (a int);\ncreate unique index concurrently if not exists i on t (a)"
    )
    load(server, database, found)
    assert query(server, database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass") == [
        (True,)
    ]


NAMES = [
    'quo"te',
    "two words",
    "dots.in.it",
    "UPPER",
    "💥 é",
    "x" * 63,
    "é" * 31 + "x",
    "'; drop table t; --",
    '"; $$ /* --',
    "percent %s %I",
    "select",
    "back\\slash",
    "new\nline",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_names(server, database, tmp_path, name):
    q = Identifier(name).as_string()
    child = Identifier(name[:20] + " c").as_string()
    found = statements(
        tmp_path,
        f"create table {q}.{q} ({q} int primary key references {q}.{child});"
        f"create table {q}.{child} ({q} int primary key, constraint {q} foreign key ({q}) references {q}.{q} ({q}));"
        f"create policy {q} on {q}.{q} for insert to {q}_ with check (true);".replace('"_', '"')
        + f"create schema {q};"
        f"create function {q}.{q}({q} {q}.{q}) returns int language sql as 'select 1';"
        f"alter table {q}.{q} owner to {q}; comment on column {q}.{q}.{q} is 'x'",
        f'set search_path = {q}; create view {child[:-1]} v" as select * from {q}',
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT polname, pg_get_userbyid(relowner) FROM pg_policy JOIN pg_class c ON c.oid = polrelid",
    ) == [(name, name)]
    assert roles(found) == {name}


def test_bodies_are_checked_at_the_end(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create function good() returns int language sql as 'select a from late';\ncreate table late (a int);",
        "create function bad(x int) returns int language sql as $$\n  select 1;\n  select nope from late\n$$;",
        "create or replace function pl() returns void language plpgsql as $$\nbegin\n  if true then\n    selec 1;\nend;\n$$;",
        "create function wrong() returns int language sql as $$ select 'é'::text, 1 $$",
    )
    bad, pl, wrong = problems(server, database, found)
    assert str(bad) == (
        'desired/01.sql:3:10: cannot create function public.bad: column "nope" does not exist\n'
        "    3 |   select nope from late\n      |          ^"
    )
    assert (pl.at.path, pl.message) == (
        "desired/02.sql",
        'cannot create function public.pl: syntax error at or near "selec"',
    )
    assert pl.at.line == 4
    assert pl.at.column == 5
    assert (
        wrong.message
        == "cannot create function public.wrong: return type mismatch in function declared to return integer"
    )


def test_bodies_in_a_dump_name_what_their_callers_find(server, database, tmp_path):
    head = "set check_function_bodies = false;\nselect pg_catalog.set_config('search_path', '', false);\n"
    body = "language plpgsql as $$ declare one near; begin select * into one from far; return 1; end $$"
    found = statements(
        tmp_path,
        f"{head}create schema app;\ncreate table app.near (id int);\ncreate table public.far (id int);",
        f"{head}create function app.works() returns int {body};",
        f"{head}create function public.elsewhere() returns int {body};",
        f"{head}create function app.strict() returns int set search_path = '' {body};",
    )
    elsewhere, strict = problems(server, database, found)
    assert (elsewhere.at.path, elsewhere.message) == (
        "desired/02.sql",
        'cannot create function public.elsewhere: type "near" does not exist',
    )
    assert strict.message == 'cannot create function app.strict: type "near" does not exist'


def test_checking_bodies_changes_nothing(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create function f() returns int language sql as 'select 1'; alter function f() security definer set work_mem = '1MB';",
    )
    load(server, database, found)
    assert query(server, database, "SELECT prosecdef, proconfig FROM pg_proc WHERE proname = 'f'") == [
        (True, ["work_mem=1MB"])
    ]


def test_the_body_of_what_its_owner_may_not_run(server, database, tmp_path):
    """To check a body takes the right to execute it, which is no error of the files."""
    found = statements(
        tmp_path,
        "create function f() returns int language sql as 'select 1';"
        "revoke all on function f() from public, current_user;",
    )
    load(server, database, found)
    assert query(server, database, "SELECT has_function_privilege('f()', 'execute')") == [(False,)]


def test_an_error_in_a_do_block_is_placed_at_its_line(server, database, tmp_path):
    found = statements(tmp_path, "create table t ();\ndo $$\nbegin\n  raise exception 'no: %', 1;\nend $$;")
    (problem,) = problems(server, database, found)
    assert (
        str(problem)
        == "desired/00.sql:4:3: cannot run a DO block: no: 1\n    4 |   raise exception 'no: %', 1;\n      |   ^"
    )


POLICY = """create schema auth;
create function auth.jwt() returns jsonb language sql return '{}'::jsonb;
create table t (organization_id uuid, name text);
alter table t enable row level security;
create policy p on t for select
  using (organization_id = (auth.jwt() ->> 'organization_id'));
"""


def test_a_policy_whose_types_do_not_match_says_which_cast_to_write(server, database, tmp_path):
    (problem,) = problems(server, database, statements(tmp_path, POLICY))
    assert problem.at == ("desired/00.sql", 6, 26)
    assert problem.message == "cannot create policy p on public.t: operator does not exist: uuid = text"
    assert problem.hint == "write organization_id = (auth.jwt() ->> 'organization_id')::uuid"


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        (
            "organization_id = (select auth.jwt() ->> 'x')",
            "write organization_id = (SELECT (auth.jwt() ->> 'x')::uuid)",
        ),
        ("(auth.jwt() ->> 'x') = organization_id", "write (auth.jwt() ->> 'x')::uuid = organization_id"),
        (
            "organization_id = current_setting('app.org')",
            "write organization_id = current_setting('app.org')::uuid",
        ),
        (
            "name = organization_id",
            "write name = organization_id::text",
        ),
        ("organization_id = 5", "there is no operator uuid = integer: compare values of the same type"),
        (
            "organization_id in (select name from t)",
            "cast the side that is not a column, so that both sides of uuid = text have the same type",
        ),
    ],
)
def test_the_cast_stands_on_the_side_that_is_not_a_column(server18, tmp_path, condition, hint):
    text = POLICY.replace("organization_id = (auth.jwt() ->> 'organization_id')", condition)
    with scratch_database(server18) as database:
        (problem,) = problems(server18, database, statements(tmp_path, text))
    assert problem.hint == hint


def test_placeholders_for_policies_of_wrong_types(server, database, tmp_path):
    found = statements(
        tmp_path,
        POLICY
        + "create policy q on t as restrictive for insert to somebody with check (organization_id = name);"
        "comment on policy p on t is 'still here'; create policy fine on t using (true);",
    )
    report = load(server, database, found, on_policy_error="placeholder")
    assert [(str(e.error.at), e.code) for e in report.policy_errors] == [
        ("desired/00.sql:6:26", "42883"),
        ("desired/00.sql:7:88", "42883"),
    ]
    assert query(
        server,
        database,
        "SELECT policyname, permissive, roles::text[], cmd, qual, with_check FROM pg_policies ORDER BY 1",
    ) == [
        ("fine", "PERMISSIVE", ["public"], "ALL", "true", None),
        ("p", "PERMISSIVE", ["public"], "SELECT", "false", None),
        ("q", "RESTRICTIVE", ["somebody"], "INSERT", None, "false"),
    ]


def test_a_policy_that_waits_for_a_table_is_no_type_error(server, database, tmp_path):
    found = statements(tmp_path, "create table t (a intt); create policy p on t using (a = 'x'::text);")
    cause, waiting = problems(server, database, found, on_policy_error="placeholder")
    assert 'type "intt" does not exist' in cause.message
    assert "policy p on public.t waits for table public.t" in waiting.message


def test_owners_without_rights_on_the_schema(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create schema app; create table app.t (); create function app.f() returns int language sql as 'select 1';"
        "alter table app.t owner to boss; alter function app.f() owner to boss;",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT pg_get_userbyid(relowner), has_schema_privilege('boss', 'app', 'CREATE') FROM pg_class WHERE relname = 't'",
    ) == [("boss", False)]


def test_what_the_loader_is_granted_on_what_another_role_owns(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create schema app; create table app.t (); alter table app.t owner to boss;"
        f"grant select on app.t to {server.loader};",
    )
    load(server, database, found)
    granted = (
        "SELECT grantee::regrole::text, privilege_type FROM pg_class, aclexplode(relacl) "
        "WHERE relname = 't' AND grantee <> relowner"
    )
    assert query(server, database, granted) == [(server.loader, "SELECT")]


def test_roles_are_made_from_everywhere_they_are_named(tmp_path):
    found = statements(
        tmp_path,
        "grant select on t to a, public, current_user; revoke all on t from b; alter table t owner to c;"
        "create policy p on t to d, public using (true); alter default privileges for role e in schema s grant select on tables to f;"
        "create schema authorization g; alter function x() owner to h; alter policy p on t to i;"
        'create schema z authorization session_user create table t () grant select on t to "J k"',
    )
    assert roles(found) == {"a", "b", "c", "d", "e", "f", "g", "h", "i", "J k"}


@embedded
def test_an_extension_that_the_server_does_not_have(server, database, tmp_path):
    found = statements(
        tmp_path, "create table t (a citext);\n\ncreate extension if not exists citext with schema public;"
    )
    (problem,) = problems(server, database, found)
    assert isinstance(problem, Unavailable)
    assert problem.at == ("desired/00.sql", 3, 1)
    assert problem.message == f"extension citext is not available on the embedded PostgreSQL {server.major}"
    assert "local" in problem.hint
    assert "docker" in problem.hint


@embedded
def test_an_extension_that_it_has(server, database, tmp_path):
    found = statements(
        tmp_path,
        "create table t (a extensions.vector(3)); create extension vector with schema extensions; create schema extensions;"
        "comment on extension vector is 'mine'",
    )
    load(server, database, found)
    assert query(
        server,
        database,
        "SELECT extnamespace::regnamespace::text, obj_description(oid) FROM pg_extension WHERE extname = 'vector'",
    ) == [("extensions", "mine")]


@pytest.mark.parametrize(
    "name", ["dblink", "postgres_fdw", "file_fdw", "plpython3u", "adminpack", "pg_net", "my ext"]
)
def test_extensions_that_reach_out_must_be_named_in_the_settings(server18, tmp_path, name):
    found = statements(tmp_path, f'create extension "{name}"')
    with scratch_database(server18) as database:
        (problem,) = problems(server18, database, found)
        assert "not on the list" in problem.message
        (problem,) = problems(server18, database, found, extensions=frozenset({name}))
        assert "not available" in problem.message


@pytest.mark.parametrize(
    "body",
    [
        "copy t to program 'id'",
        "copy t from '/etc/passwd'",
        "perform pg_read_file('/etc/passwd')",
        "perform pg_ls_dir('/')",
        "perform lo_import('/etc/passwd')",
        "set session authorization schemadiff_admin",
        "set role schemadiff_admin",
        "execute 'create role evil superuser'",
        "alter system set archive_command = 'id'",
        "execute 'alter function f() owner to pg_read_server_files'",
        "execute 'alter function f() owner to schemadiff_admin'",
        "load 'plpgsql2'",
        "execute 'create language plx handler f'",
        "execute $x$ create function c() returns int language c as 'libc', 'system' $x$",
        "commit",
        "create subscription s connection 'host=127.0.0.1' publication p with (connect = false)",
    ],
)
@pytest.mark.parametrize("how", ["do", "function"])
def test_desired_sql_reaches_nothing(server, database, tmp_path, body, how):
    base = "create table t (a text); create function f() returns int language sql as 'select 1';"
    code = f"$$ begin {body}; end $$"
    run = (
        f"do {code}"
        if how == "do"
        else f"create function g() returns int language plpgsql as $g$ begin {body}; return 1; end $g$;"
        "create table u partition of v for values in (g()); create table v (a int) partition by list (a);"
    )
    (problem, *_) = problems(server, database, statements(tmp_path, base, run))
    assert problem.at.path == "desired/01.sql"
    words = (
        "permission denied",
        "must be",
        "must have",
        "invalid transaction termination",
        "only roles with",
        "cannot run inside a transaction block",
        "is not allowed",
    )
    assert any(word in problem.message.lower() for word in words), problem.message
    assert query(server, database, "SELECT count(*) FROM pg_roles WHERE rolname = 'evil'") == [(0,)]


def test_a_superuser_never_loads(server, database, tmp_path):
    evil = replace(server, base=server.superuser_base, loader="schemadiff_admin")
    with pytest.raises(SchemadiffError, match="refusing to load desired/ as a superuser"):
        load(evil, database, statements(tmp_path, "create table t ()"))


def test_nothing_that_runs_for_ever(server18, tmp_path, monkeypatch):
    monkeypatch.setattr("schemadiff.desired.session.TIMEOUT", "200ms")
    found = statements(tmp_path, "do $$ begin perform pg_sleep(600); end $$; create table t ()")
    with scratch_database(server18) as database:
        (problem,) = problems(server18, database, found)
        assert "cannot run a DO block: canceling statement due to statement timeout" in problem.message
        assert (
            problem.hint
            == "a statement of desired/ may run for a minute; does a function that it calls never end?"
        )
        assert relations(server18, database) == ["t"]


def test_ten_thousand_statements(server18, tmp_path):
    tables = 2500
    text = "".join(
        f"create policy p on t{i} using (f{i}(id) = {i});\n"
        f"create index on t{i} (parent);\n"
        f"create table t{i} (id int primary key, parent int references t{(i * 7 + 1) % tables});\n"
        f"create function f{i}(x int) returns int language sql as 'select id from t{i}';\n"
        for i in range(tables)
    )
    with scratch_database(server18) as database:
        load(server18, database, statements(tmp_path, text))
        assert query(server18, database, "SELECT count(*) FROM pg_policy") == [(tables,)]


def test_the_order_is_the_same_every_time(tmp_path):
    found = statements(
        tmp_path,
        "create table b (a int references a); create view v as select from b; create table a (v int primary key)",
    )
    assert [s.sql[:14] for s in arrange(found).statements] == [
        "create table a",
        "create table b",
        "create view v ",
    ]
    assert arrange(found) == arrange(found)


def test_default_names_are_chosen_before_others_take_them(server, database, tmp_path):
    """PostgreSQL appends a number to a default name that a constraint of another table in the schema has."""
    found = statements(
        tmp_path,
        "create table a (v int constraint whole_v_check check (v > 0), w int constraint whole_w_not_null not null);"
        "create table b (v int constraint whole_v_check check (v > 0), w int constraint whole_w_not_null not null);"
        "create table whole (v int check (v > 0), w int not null)",
    )
    load(server, database, found)
    every = query(
        server, database, "SELECT DISTINCT conname FROM pg_constraint WHERE conname LIKE 'whole%' ORDER BY 1"
    )
    named = ["whole_v_check", *(["whole_w_not_null"] if server.version >= 180000 else [])]
    assert [name for (name,) in every] == named


def test_views_that_a_dump_replaces_later(server, database, tmp_path):
    """pg_dump writes a view of NULLs first where the view needs a primary key."""
    found = statements(
        tmp_path,
        'create view v as select null::integer as id, null::text collate "C" as b;'
        "create table t (id int not null, b text); create view over as select * from v;"
        "alter table only t add constraint t_pkey primary key (id);"
        'create or replace view v as select id, b collate "C" as b from t group by id;'
        "create view none as select; create or replace view none as select from t group by id;",
    )
    load(server, database, found)
    assert "GROUP BY" in query(server, database, "SELECT pg_get_viewdef('v'::regclass)")[0][0]


def test_operator_families_of_one_name_for_two_access_methods(tmp_path):
    found = statements(
        tmp_path,
        "create operator family f using btree; create operator family f using hash;"
        "create operator family g using btree; create operator family g using btree;",
    )
    assert [problem.message for problem in declared_twice(found)] == [
        "operator family public.g is declared twice, first at desired/00.sql:1:75"
    ]


def test_a_view_of_nulls_that_another_view_repeats(server, database, tmp_path):
    found = statements(tmp_path, "create view v as select null::int as a; create view v as select 1 as a")
    (problem,) = problems(server, database, found)
    assert problem.message == "view public.v is declared twice, first at desired/00.sql:1:1"


def test_a_not_null_of_a_partition_becomes_an_inherited_one_when_it_is_attached(server18, tmp_path):
    """If the whole table got its own later, the partition's would still be its own beside it, and pg_dump would say it."""
    found = statements(
        tmp_path,
        "alter table whole attach partition part for values in (1);"
        "alter table part add constraint other not null v not valid;"
        "alter table whole add constraint known not null v not valid;"
        "create table part (id int, v int); create table whole (id int, v int) partition by list (id);",
    )
    with scratch_database(server18) as database:
        load(server18, database, found)
        ours = query(
            server18,
            database,
            "SELECT conname, conislocal, coninhcount FROM pg_constraint WHERE contype = 'n' AND conrelid >= 16384 ORDER BY 1",
        )
    assert ours == [("known", True, 0), ("other", False, 1)]


def test_what_only_a_partitioned_table_has_is_made_after_its_partitions_are_attached(
    server, database, tmp_path
):
    """ATTACH PARTITION would create a key in the partition, expect a check, and join indexes that are alike as it likes."""
    found = statements(
        tmp_path,
        "alter index one attach partition part_one; alter index other attach partition part_other;"
        "create index part_other on part (v); create index part_one on part (v);"
        "alter table only whole add constraint whole_pkey primary key (id);"
        "alter table whole add constraint c check (v > 0) not valid;"
        "create index other on only whole (v); create index one on only whole (v);"
        "alter table only whole attach partition part for values in (1);"
        "create table part (id int not null, v int);"
        "create table whole (id int not null, v int) partition by list (id);",
    )
    load(server, database, found)
    whole = (
        "SELECT relname, (SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = oid), indisvalid"
    )
    every = query(
        server,
        database,
        f"{whole} FROM pg_index JOIN pg_class ON oid = indexrelid "
        "WHERE oid >= 16384 AND relnamespace = 'public'::regnamespace ORDER BY 1",
    )
    assert every == [
        ("one", None, True),
        ("other", None, True),
        ("part_one", "one", True),
        ("part_other", "other", True),
        ("whole_pkey", None, False),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_a_foreign_key_of_a_partition_is_its_own_whatever_the_order(server, database, tmp_path, turned):
    """Added before one of the whole that is like it, it would be taken for the part; one further down is no different."""
    texts = (
        "alter table low add constraint lower foreign key (x) references r;",
        "alter table part add constraint own foreign key (x) references r;",
        "alter table whole add constraint of_whole foreign key (x) references r;",
        "create table r (a int primary key); create table whole (a int, x int) partition by list (a);",
        "create table part partition of whole default partition by list (a); create table low partition of part default;",
    )
    load(server, database, statements(tmp_path, *(texts[::-1] if turned else texts)))
    every = query(
        server,
        database,
        "SELECT conrelid::regclass::text, conname, conparentid <> 0 FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2",
    )
    assert every == [
        ("low", "lower", False),
        ("low", "of_whole", True),
        ("low", "own", True),
        ("part", "of_whole", True),
        ("part", "own", False),
        ("whole", "of_whole", False),
    ]


@from_18
@pytest.mark.parametrize("turned", [False, True])
def test_a_check_of_a_child_is_added_before_the_parents_whatever_the_order(
    server, database, tmp_path, turned
):
    """Added to a table that has it NOT ENFORCED from its parent, it would be valid; one further up is no different."""
    texts = (
        "alter table p add constraint c check (a > 0) not enforced;",
        "alter table p add constraint v check (a < 9) not valid;",
        "alter table h add constraint c check (a > 0) not valid;",
        "alter table g add constraint v check (a < 9);",
        "create table p (a int); create table h () inherits (p); create table g (a int); alter table g inherit h;",
    )
    load(server, database, statements(tmp_path, *(texts[::-1] if turned else texts)))
    every = query(
        server,
        database,
        "SELECT conrelid::regclass::text, conname, conenforced, convalidated, conislocal FROM pg_constraint "
        "WHERE contype = 'c' AND conrelid <> 0 AND connamespace = 'public'::regnamespace ORDER BY 1, 2",
    )
    assert every == [
        ("g", "c", True, False, False),
        ("g", "v", True, True, True),
        ("h", "c", True, False, True),
        ("h", "v", True, False, False),
        ("p", "c", False, False, True),
        ("p", "v", True, False, True),
    ]


def test_what_is_there_before_others_have_it_without_a_word(tmp_path):
    """An index has the default operator class of its type, and a partition the parts that its parent's become."""
    found = statements(
        tmp_path,
        "create index i on t (p); alter table t attach partition t1 default; create view v as select 1;",
        "alter table t1 add foreign key (p) references u; create operator class c default for type pair using btree"
        " family f as operator 1 <; create operator family f using btree; create operator < (leftarg = pair);",
    )
    assert [" ".join(s.sql.split()[:3]) for s in arrange(found).statements] == [
        "create operator <",
        "create operator family",
        "create operator class",
        "create index i",
        "alter table t1",
        "alter table t",
        "create view v",
    ]


def test_a_view_that_is_called_like_a_column_holds_no_index_up(tmp_path):
    """An index of a partition that comes after ATTACH is beside the one that ATTACH has made."""
    found = statements(
        tmp_path,
        "create view state as select from part; create table whole (state int, n int) partition by list (state);"
        "create index i on whole (state) include (n); alter table whole attach partition part default;"
        "create table part (state int, n int); create index of_part on part (state) include (n);",
    )

    assert [" ".join(s.sql.split()[:3]) for s in arrange(found).statements] == [
        "create table whole",
        "create table part",
        "create index i",
        "create index of_part",
        "alter table whole",
        "create view state",
    ]
