"""``pull``: writes a database as files, which both judges find equal to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg.conninfo import conninfo_to_dict

from schemadiff.pull.names import file_name
from schemadiff.shadow import new_database

SHOP = """
create schema shop; create schema "Shop"; create schema "_cluster";
create type shop.mood as enum ('glad', 'so so', 'sad');
create domain shop.amount as numeric check (value >= 0);
create sequence shop.numbers;
create function shop.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create function shop.price(a int) returns int language sql as $$ select a $$;
create function shop.price(a text) returns text language sql as $$ select a $$;
create table shop.owners (id bigint generated always as identity primary key, "Full Name" text not null);
create table shop.items (
    id serial primary key, owner bigint not null references shop.owners on delete cascade,
    mood shop.mood default 'glad', price shop.amount check (price < 1000), made timestamptz default now(),
    unique (owner, made));
create table shop.events (at date not null, what text) partition by range (at);
create table shop.events_2026 partition of shop.events for values from ('2026-01-01') to ('2027-01-01');
create index on shop.items (mood) where mood <> 'sad';
create trigger touched before update on shop.items for each row execute function shop.touch();
alter table shop.items enable row level security;
create policy own on shop.items using (owner > 0);
create view shop.cheap as select id, price from shop.items where price < 10;
comment on table shop.items is 'it''s -- a "comment"';
comment on column shop.items.price is E'two\\nlines';
grant select (id, price) on shop.items to public;
grant select on shop.owners to public;
revoke execute on function shop.price(int) from public;
create table "Shop"."items" (a int); create table "Shop"."Items" (a int); create table "Shop"."a/b" (a int);
create table "Shop"."a.b" (a int); create table "Shop"."con" (a int); create table "Shop".".." (a int);
create table "_cluster".extensions (a int);
"""
CASES = Path(__file__).parent.parent / "cases"
OF_PARTITIONS = (
    "index/attached-one-by-one",
    "inheritance/attached-and-detached-with-parts",
    "inheritance/not-null-of-a-partition",
    "inheritance/parts-of-partitions",
)
EMOJI = "🎉" * 15


def paths(project):
    folder = project.root / "desired"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.sql"))


def read(project, path):
    return (project.root / "desired" / path).read_text()


def test_a_database_as_files_that_mean_it(project):
    project.execute(SHOP + f'create table shop."{EMOJI}" (a int);')
    said = project.ok("pull")
    assert "proven: loaded on PostgreSQL" in said.out
    found = paths(project)
    assert [p for p in found if p.startswith("shop/")] == sorted(
        [
            "shop/functions/price.sql",
            "shop/functions/touch.sql",
            "shop/schema.sql",
            "shop/sequences/numbers.sql",
            "shop/tables/events.sql",
            "shop/tables/events_2026.sql",
            "shop/tables/items.sql",
            "shop/tables/owners.sql",
            f"shop/tables/{file_name(EMOJI)}.sql",
            "shop/types/amount.sql",
            "shop/types/mood.sql",
            "shop/views/cheap.sql",
        ]
    )
    # No two are one on a disk that does not tell small letters from capitals, and none is a device or a path.
    assert len({p.lower() for p in found}) == len(found) == 21
    assert all(part.strip(".") for p in found for part in p.split("/"))
    items = read(project, "shop/tables/items.sql")
    assert [line for line in items.splitlines() if line.startswith("    ")][:5] == [
        "    id    integer                  DEFAULT nextval('shop.items_id_seq'::regclass) NOT NULL,",
        "    owner bigint                   NOT NULL,",
        "    mood  shop.mood                DEFAULT 'glad'::shop.mood,",
        "    price shop.amount,",
        "    made  timestamp with time zone DEFAULT now(),",
    ]
    for piece in ("CREATE SEQUENCE", "CREATE INDEX", "CREATE TRIGGER", "CREATE POLICY", "GRANT", "COMMENT"):
        assert piece in items
    # The files are the database: nothing is left to do, by both judges, whatever the settings look at.
    assert project.changes() == []
    before = {p: read(project, p) for p in found}
    project.settings('privileges = "exact"')
    assert project.changes() == []
    again = project.ok("pull")
    assert "no changes" in again.out
    assert {p: read(project, p) for p in paths(project)} == before


@pytest.mark.parametrize("flag", ["--check", "--force"])
def test_nothing_to_pull(project18, flag):
    said = project18.run("pull", flag)
    assert (said.code, paths(project18)) == (1, [])
    assert "has nothing that could be written" in said.err


def test_pulled_twice_from_two_orders_the_bytes_are_the_same(project18):
    """What came first in the database means nothing."""
    project18.execute(
        "create table b (x int); create table a (y int); comment on table b is 'b'; grant select on a to public"
    )
    project18.ok("pull", "--out", "one")
    project18.execute(
        "drop table a, b; create table a (y int); grant select on a to public; create table b (x int); comment on table b is 'b'"
    )
    project18.ok("pull", "--out", "two")
    one, two = (
        {
            p.relative_to(project18.root / f).as_posix(): p.read_text()
            for p in (project18.root / f).rglob("*.sql")
        }
        for f in ("one", "two")
    )
    assert one == two
    assert len(one) == 2


def test_secrets_are_not_written(project18):
    project18.settings("[shadow]\ntrusted = true")
    project18.execute(
        "create foreign data wrapper w; create server s foreign data wrapper w options (host 'h', password 'hunter2');"
        "create user mapping for public server s options (user 'u', password 'hunter3');"
        "create subscription sub connection 'host=h password=hunter4' publication p with (connect = false, slot_name = none)",
        superuser=True,
    )
    # What a subscription is, only a superuser may read.
    project18.target = project18.server.conninfo(conninfo_to_dict(project18.target)["dbname"], superuser=True)
    project18.ok("pull")
    everything = "".join(read(project18, path) for path in paths(project18))
    assert "CREATE USER MAPPING" in everything
    assert "CREATE SUBSCRIPTION" in everything
    assert "hunter" not in everything
    project18.ok("drift", "--snapshot", "written.json")
    assert "hunter" not in (project18.root / "written.json").read_text()
    project18.execute("drop subscription sub", superuser=True)


def test_what_is_in_the_way_is_shown(project18):
    project18.execute("create table t (a int)")
    project18.ok("pull")
    mine = read(project18, "public/tables/t.sql").replace("integer", "bigint")
    project18.desired(mine, "public/tables/t.sql")
    said = project18.run("pull")
    assert (said.code, read(project18, "public/tables/t.sql")) == (1, mine)
    assert "-    a bigint\n+    a integer\n" in said.out
    assert "--force" in said.out
    project18.ok("pull", "--force")
    assert "a integer" in read(project18, "public/tables/t.sql")
    assert project18.ok("pull", "--check").out.startswith("no changes")


def test_what_a_partition_got_because_it_was_made_later(project18):
    """Files have no order, so each partition says its own default, also where it came from its parent."""
    project18.execute(
        "create table p (a int, b int) partition by range (a);"
        "create table p1 partition of p for values from (0) to (10) partition by range (b);"
        "alter table p1 alter a set default 5;"
        "create table p11 partition of p1 for values from (0) to (10);"
        "create table q (a int default 7, b int, c int not null) partition by range (a);"
        "create table q1 partition of q for values from (0) to (10) partition by range (b);"
        "alter table q1 alter a drop default;"
        "create table q11 partition of q1 for values from (0) to (10)"
    )
    project18.ok("pull")
    assert "ALTER COLUMN a SET DEFAULT 5" in read(project18, "public/tables/p11.sql")
    assert "ALTER COLUMN a DROP DEFAULT" in read(project18, "public/tables/q11.sql")
    # That its partitions have a constraint of that name comes of it, and is no reason to say the name.
    assert "\n    c integer NOT NULL\n" in read(project18, "public/tables/q.sql")
    assert project18.changes() == []


def test_a_body_that_names_things_without_their_schema(project18):
    """It works for whoever has the schema in his search_path, so its file says so; what nobody could call is named."""
    project18.execute(
        "create schema s; set search_path = s; create table t (a int);"
        "create function f() returns bigint language sql as 'select count(*) from t';"
        "create function g() returns bigint language sql as 'select 1'"
    )
    said = project18.ok("pull")
    assert "s/functions/f.sql sets search_path" in said.out
    assert read(project18, "s/functions/f.sql").startswith("SET search_path = s, public;\n\nCREATE")
    assert read(project18, "s/functions/g.sql").startswith("CREATE")
    assert project18.changes() == []
    project18.execute(
        "set check_function_bodies = off; create function s.h() returns int language sql as 'select a from nowhere'"
    )
    said = project18.run("pull", "--out", "other")
    assert said.code == 3
    assert "other/s/functions/h.sql:" in said.err
    assert 'relation "nowhere" does not exist' in said.err


def test_parts_of_partitions_keep_names_of_their_own(project18):
    """PostgreSQL would choose others, so such a partition is a table that is attached."""
    for case in OF_PARTITIONS:
        project18.execute((CASES / case / "b.sql").read_text())
    project18.ok("pull")
    attached = [path for path in paths(project18) if " ATTACH PARTITION " in read(project18, path)]
    assert attached == [
        "attach_with_indexes_of_its_own/tables/x.sql",
        "only_partly_attached/tables/x.sql",
        "only_then_attached/tables/x.sql",
        "partition_index_names_and_settings/tables/x.sql",
    ]
    assert project18.changes() == []


def test_what_is_granted_on_the_servers_own_objects(project):
    """pg_dump prints it, though nothing of what is put beside them: neither is ours, and both are told."""
    project.execute(
        "GRANT SELECT (relname) ON pg_catalog.pg_class TO PUBLIC;"
        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO pg_read_all_stats;"
        "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;"
        "REVOKE USAGE ON LANGUAGE sql FROM PUBLIC; GRANT USAGE ON LANGUAGE sql TO PUBLIC;"
        "CREATE FUNCTION pg_catalog.beside_them() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        superuser=True,
    )
    project.execute("CREATE TABLE public.t (a int)")
    said = " ".join(project.ok("pull").out.split())
    named = "function pg_catalog.pg_ls_waldir(), language plpgsql, table column pg_catalog.pg_class.relname"
    assert f"privileges on the server's own objects are neither compared nor written: {named}" in said
    assert "1 object in PostgreSQL's own schema pg_catalog" in said
    assert paths(project) == ["public/tables/t.sql"]
    project.settings('privileges = "exact"')
    assert named in " ".join(project.ok("plan").out.split())
    project.desired("ALTER TABLE public.t ADD COLUMN b int;", "more.sql")
    assert project.planned("--format", "json").json["proof"]["way_back"]["ok"]


def test_without_a_proof_only_the_first_pull_needs_a_server(project18, monkeypatch):
    # As on a machine where nothing has been pulled yet.
    name = uuid4().hex
    monkeypatch.setattr(new_database, "key_of_nothing", lambda *_: name)
    project18.execute(SHOP)
    asked = ("pull", "-v", "--no-proof", "--out")
    first, again = (project18.run(*asked, folder) for folder in ("first", "again"))

    started = "shadow: PostgreSQL 18"
    assert [(said.code, started in said.err) for said in (first, again)] == [(0, True), (0, False)]
    texts = [
        {path.name: path.read_text() for path in (project18.root / folder).rglob("*.sql")}
        for folder in ("first", "again")
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 10


KILLED = """
import itertools, os, signal, sys
from schemadiff.cli import main

folder, written = sys.argv[1], itertools.count()

def step(event, args):
    path = str(args[0])
    if event == "open" and path.startswith(folder) and path.endswith(".sql") and next(written) == 2:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
main(sys.argv[2:])
"""
"""Two of four files are written, and none is in its place."""


def test_a_pull_that_was_killed_is_taken_back_and_begins_anew(project18):
    """A half-written folder would claim the privileges of what was written and of nothing else, and lack the rest."""
    project18.execute(
        "create table a (a int); create table b (a int); create view c as select a from b; create type d as enum ('x');"
        " grant select on a, b to public"
    )
    desired = project18.root / "desired"
    command = [sys.executable, "-c", KILLED, str(desired), *project18.arguments("pull")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == -9
    assert len(paths(project18)) == 2
    half = {path: path.read_bytes() for path in desired.rglob("*") if path.is_file()}
    for words in (("plan",), ("lint",), ("drift",), ("pull", "--check")):
        said = project18.run(*words)
        assert (said.code, "is half written: a pull was interrupted" in said.err) == (
            1 if "pull" in words else 3,
            True,
        )
    assert half == {path: path.read_bytes() for path in desired.rglob("*") if path.is_file()}
    said = project18.ok("pull")
    assert (
        "a pull into desired was interrupted while it wrote 4 files: what it had written was taken back"
        in " ".join(said.out.split())
    )
    project18.ok("pull", "--out", str(project18.root / "another"))
    another = {p.relative_to(project18.root / "another"): p for p in (project18.root / "another").rglob("*")}
    assert sorted(p.relative_to(desired) for p in desired.rglob("*")) == sorted(another)
    assert all(
        path.is_dir() or path.read_bytes() == (desired / name).read_bytes() for name, path in another.items()
    )
    assert "no changes" in project18.ok("plan").out
