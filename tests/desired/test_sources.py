"""The positions of objects in the files, compared with the objects that real servers make of them."""

from pathlib import Path

import psycopg
import pytest

from majors import from_15
from schemadiff import catalog
from schemadiff.desired import files
from schemadiff.desired.load import load
from schemadiff.desired.sources import locator
from schemadiff.model import Address
from schemadiff.postgres.server import scratch_database
from schemadiff.sql.identity import identity

DATA = Path(__file__).parent / "data"

SCHEMA = """create schema app;
create type app.state as enum ('on', 'off');
create domain app.positive as int
  constraint "more than" check (value > 0);
create table app.t (
  id serial primary key,
  ref int
    references app.t (id),
  "Odd ""Name" text
    default 'x'
    constraint "my. check" check ("Odd ""Name" <> ''),
  state app.state unique,
  n int generated always as identity,
  low int, high int,
  check (low < high),
  check (low > 0),
  constraint named unique (low, high),
  exclude using btree (low with =)
);
create index on app.t (lower("Odd ""Name"), low);
create index named_index on app.t (high);
alter table app.t add column late numeric default 1;
alter table app.t alter high set default 7;
alter table app.t enable row level security;
create policy "p on q" on app.t using (true);
create function app.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger "g.g" before update on app.t for each row execute function app.touch();
create function app.f(a int) returns int language sql as 'select 1';
create function app.f(a text, variadic b app.state[]) returns int language sql as 'select 1';
create function app.f(a timestamptz, b double precision, out c int) returns int language sql as 'select 1';
create procedure app.do(a "Odd.Type") language sql as '';
create type "Odd.Type" as (x int);
create view app.v as select id from app.t;
create materialized view app.m as select id from app.t;
create rule r as on delete to app.v do instead nothing;
create sequence app.s;
create statistics app.st on low, high from app.t;
comment on table app.t is 'x';
comment on column app.t.low is 'x';
comment on function app.f(text, app.state[]) is 'x';
grant select on app.t to reader, "Wri ter";
grant usage on schema app to reader;
alter table app.v owner to boss;
create aggregate app.total (int) (sfunc = int4pl, stype = int);
create table plain ();
alter default privileges grant select on tables to reader;
alter default privileges for role boss in schema app revoke execute on functions from reader;
set search_path = app;
create table u (a int primary key references t);
create table above (a int);
create table below (b int) inherits (above);
create table many (a int) partition by list (a);
create table one partition of many for values in (1);
create table two (a int);
alter table many attach partition two for values in (2);
create type shape as (a int);
create table shaped (a int);
alter table shaped of shape;
alter table u inherit above;
create publication pub for table t,
  u;
"""

PLACES = {
    ("schema", "app"): 1,
    ("type", "app.state"): 2,
    ("type", "app.positive"): 3,
    ("domain constraint", '"more than" on app.positive'): 4,
    ("table", "app.t"): 5,
    ("table column", "app.t.id"): 6,
    ("default value", "for app.t.id"): 6,
    ("sequence", "app.t_id_seq"): 6,
    ("table constraint", "t_pkey on app.t"): 6,
    ("index", "app.t_pkey"): 6,
    ("table column", "app.t.ref"): 7,
    ("table constraint", "t_ref_fkey on app.t"): 8,
    ("table column", 'app.t."Odd ""Name"'): 9,
    ("default value", 'for app.t."Odd ""Name"'): 10,
    ("table constraint", '"my. check" on app.t'): 11,
    ("table constraint", "t_state_key on app.t"): 12,
    ("sequence", "app.t_n_seq"): 13,
    ("table column", "app.t.high"): 14,
    ("table constraint", "t_check on app.t"): 15,
    ("table constraint", "t_low_check on app.t"): 16,
    ("table constraint", "named on app.t"): 17,
    ("table constraint", "t_low_excl on app.t"): 18,
    ("index", "app.t_lower_low_idx"): 20,
    ("index", "app.named_index"): 21,
    ("table column", "app.t.late"): 22,
    ("default value", "for app.t.late"): 22,
    ("default value", "for app.t.high"): 23,
    ("policy", '"p on q" on app.t'): 25,
    ("function", "app.touch()"): 26,
    ("trigger", '"g.g" on app.t'): 27,
    ("function", "app.f(integer)"): 28,
    ("function", "app.f(text,app.state[])"): 29,
    ("function", "app.f(timestamp with time zone,double precision)"): 30,
    ("procedure", 'app.do(public."Odd.Type")'): 31,
    ("type", 'public."Odd.Type"'): 32,
    ("view", "app.v"): 33,
    ("view column", "app.v.id"): 33,
    ("materialized view", "app.m"): 34,
    ("rule", "r on app.v"): 35,
    ("sequence", "app.s"): 36,
    ("statistics object", "app.st"): 37,
    ("comment", "table app.t"): 38,
    ("comment", "table column app.t.low"): 39,
    ("comment", "function app.f(text,app.state[])"): 40,
    ("privilege", "reader on table app.t"): 41,
    ("privilege", '"Wri ter" on table app.t'): 41,
    ("privilege", "reader on schema app"): 42,
    ("owner", "view app.v"): 43,
    ("aggregate", "app.total(integer)"): 44,
    ("table", "public.plain"): 45,
    ("default acl", "for role postgres on tables"): 46,
    ("default acl", "for role boss in schema app on functions"): 47,
    ("table", "app.u"): 49,
    ("table constraint", "u_a_fkey on app.u"): 49,
    ("inheritance", "app.below from app.above"): 51,
    ("inheritance", "app.one from app.many"): 53,
    ("inheritance", "app.two from app.many"): 55,
    ("typed table", "app.shaped of app.shape"): 58,
    ("inheritance", "app.u from app.above"): 59,
    ("publication relation", "app.u in publication pub"): 61,
    # Not declared by themselves: where their object is.
    ("comment", "view app.v"): 33,
    ("owner", "table app.t"): 5,
    ("privilege", "PUBLIC on table app.t"): 5,
    ("privilege", "somebody on function app.f(integer)"): 28,
    ("table constraint", "unheard_of on app.t"): 5,
    ("table column", "app.t.unheard_of"): 5,
    ("table constraint", "t_low_check1 on app.t"): 16,
}

NOWHERE = [
    ("table", "public.t"),
    ("schema", "public"),
    ("function", "public.f(integer)"),
    ("extension", "plpgsql"),
    ("operator", "app.+(integer,integer)"),
    ("cast", "(integer AS text)"),
    ("default acl", "for role other in schema app on functions"),
    ("default acl", "for role boss in schema app on tables"),
    ("nonsense", "'"),
    ("comment", "nothing at all"),
]


def read(root: Path, text: str) -> tuple[files.SourceStatement, ...]:
    (root / "desired").mkdir(exist_ok=True)
    (root / "desired" / "a.sql").write_text(text, encoding="utf-8")
    return files.read(root / "desired", root)


def locate(statements, addresses):
    find = locator(statements)
    return {address: at for address in addresses if (at := find(address))}


def test_each_kind_at_its_line(tmp_path):
    found = locate(read(tmp_path, SCHEMA), (Address(*a) for a in (*PLACES, *NOWHERE)))
    assert {tuple(a): p.line for a, p in found.items()} == PLACES


def test_the_column_of_a_place(tmp_path):
    found = read(tmp_path, "create table t (a int, b int constraint c check (b > 0))")
    places = locate(
        found, [Address("table column", "public.t.b"), Address("table constraint", "c on public.t")]
    )
    assert [str(p) for p in places.values()] == ["desired/a.sql:1:24", "desired/a.sql:1:30"]


def lines(server, database, found) -> dict[str, int | None]:
    with psycopg.connect(server.conninfo(database)) as connection:
        have = catalog.read(connection)
    places = locate(found, have.objects)
    return {str(a): places[a].line if a in places else None for a in have.objects}


def test_everything_that_a_server_has_is_found(server, database, tmp_path):
    found = read(tmp_path, SCHEMA)
    load(server, database, found)
    places = lines(server, database, found)
    lost = {a for a, line in places.items() if line is None}
    assert {a for a in lost if "public" not in a} == set()
    assert {f"{kind} {name}" for kind, name in PLACES} & set(places) >= {
        "table app.t",
        'policy "p on q" on app.t',
    }
    for (kind, name), line in PLACES.items():
        assert places.get(f"{kind} {name}", line) == line


ODD = ['a"b', "a b", "a.b", "A", "💥é", "x" * 63, "a on b", "'; --", "(a,b)", "for x", "[]", "table x"]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_found_as_the_server_quotes_them(server18, tmp_path, name):
    q = '"' + name.replace('"', '""') + '"'
    found = read(
        tmp_path,
        f"create schema {q};\n"
        f"create type {q}.{q} as enum ('x');\n"
        f"create table {q}.t (\n {q} {q}.{q}\n default 'x',\n constraint {q} unique ({q}));\n"
        f"create policy {q} on {q}.t to {q};\n"
        f"create function {q}.{q}({q} {q}.{q}, b int) returns int language sql as 'select 1';\n"
        f"create function {q}.{q}({q} {q}.{q}) returns int language sql as 'select 1';\n"
        f"comment on policy {q} on {q}.t is 'x';\n"
        f"grant select on {q}.t to {q};\n",
    )
    with scratch_database(server18) as database:
        load(server18, database, found)
        with psycopg.connect(server18.conninfo(database)) as connection:
            have = catalog.read(connection)
        found_at = {a.type + " " + str(p.line) for a, p in locate(found, have.objects).items()}
    assert {
        "schema 1", "type 2", "table 3", "table column 4", "default value 5", "table constraint 6",
        "policy 7", "function 8", "function 9", "comment 10", "privilege 11",
    } <= found_at  # fmt: skip


@from_15
def test_the_whole_epic_has_places(server, database):
    found = files.read(DATA / "epic", DATA)
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as connection:
        connection.execute((DATA / "platform.sql").read_bytes())
        connection.execute("GRANT USAGE ON SCHEMA auth TO PUBLIC; GRANT REFERENCES ON auth.users TO PUBLIC")
    load(server, database, found)
    lost = {a for a, line in lines(server, database, found).items() if line is None}
    assert {
        a for a in lost if "auth" not in a and "schema public" not in a and "default acl" not in a
    } == set()


def test_identities_are_taken_apart():
    assert identity(Address("function", '"a.b"."f("("x, y".z[],character varying)')) == (
        "routine",
        ("a.b", "f("),
        ("z[]", "varchar"),
    )
    assert identity(Address("policy", '"p on x" on "a b"."c.d"')) == (
        "policy",
        ("a b", "c.d", "p on x"),
        None,
    )
    assert identity(Address("default value", 'for "for x".t.c')) == (
        "default value",
        ("for x", "t", "c"),
        None,
    )
