"""Preset supabase: the objects of the platform are left alone, the user's own ones inside its schemas are not."""

from __future__ import annotations

import psycopg
import pytest

from schemadiff.presets import PRESETS, install

TRIGGER = """
create table profiles (id uuid primary key references auth.users (id), bucket text references storage.buckets (id));
create function on_signup() returns trigger language plpgsql security definer set search_path = '' as
$$ begin insert into public.profiles (id) values (new.id); return new; end $$;
create trigger on_signup after insert on auth.users for each row execute function on_signup();
create policy mine on storage.objects for select to authenticated using ({});
"""
POLICY = "owner = auth.uid()"


@pytest.fixture
def supabase(developing):
    developing.settings('preset = "supabase"')
    return developing


def addresses(said):
    return [
        f"{s['address']['type']} {s['address']['identity']}"
        for u in said["plan"]["units"]
        for s in u["statements"]
    ]


def test_our_own_things_inside_the_platform(supabase):
    supabase.desired(TRIGGER.format(POLICY))
    planned = supabase.ok("plan", "--format", "json").json
    assert {"trigger on_signup on auth.users", "policy mine on storage.objects"} <= set(addresses(planned))
    assert [a for a in addresses(planned) if a.startswith(("table auth.", "table storage.", "schema "))] == []
    assert planned["proof"]["way_back"]["ok"]
    assert planned["left_out"]["platform: auth"] > 3
    supabase.ok("apply", "--yes")
    assert "no changes" in supabase.ok("plan").out

    supabase.desired(TRIGGER.format(f"{POLICY} and bucket_id = 'mine'"))
    assert addresses(supabase.ok("plan", "--format", "json").json) == ["policy mine on storage.objects"]
    supabase.ok("apply", "--yes")
    assert "no changes" in supabase.ok("plan").out


def test_what_is_pulled_of_a_platform(supabase):
    """Ours, and what we hung on its tables; nothing of its own."""
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    said = supabase.ok("pull", "--out", "pulled")
    folder = supabase.root / "pulled"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.sql")) == [
        "auth/tables/users.sql",
        "public/functions/on_signup.sql",
        "public/tables/profiles.sql",
        "storage/tables/objects.sql",
    ]
    assert (folder / "auth/tables/users.sql").read_text().startswith("CREATE TRIGGER on_signup ")
    assert (folder / "storage/tables/objects.sql").read_text().startswith("CREATE POLICY mine ")
    assert "objects of the platform" in said.out


def test_what_is_no_longer_declared_inside_the_platform_is_left_and_counted(supabase):
    """Nobody can tell it from the platform's own."""
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    before = supabase.ok("plan", "--format", "json").json["left_out"]
    supabase.desired(TRIGGER.format(POLICY).partition("create policy")[0])
    after = supabase.ok("plan", "--format", "json").json
    assert addresses(after) == []
    assert after["left_out"]["platform: storage"] == before["platform: storage"] + 1
    assert [note["message"] for note in after["plan"]["notes"]] == [
        "not in desired/, and left as it is, because it may be the platform's: policy mine on storage.objects"
    ]


@pytest.mark.parametrize("goal", ["other.sql", "database"])
def test_complete_states_differ_in_what_is_on_the_platforms_tables(supabase, goal):
    supabase.write("one.sql", TRIGGER.format(POLICY))
    supabase.write("other.sql", TRIGGER.format("true").partition("create trigger")[0])
    if goal == "database":
        supabase.desired(TRIGGER.format(POLICY).partition("create trigger")[0])
        supabase.planned()
        goal = "development"
    said = supabase.ok("plan", "--from", "one.sql", "--to", goal, "--format", "json").json
    assert addresses(said) == ["policy mine on storage.objects", "trigger on_signup on auth.users"]
    back = supabase.ok("plan", "--from", goal, "--to", "one.sql", "--format", "json").json
    assert "trigger on_signup on auth.users" in addresses(back)


def test_grants_to_the_roles_of_the_platform(supabase):
    supabase.desired(
        "create table t (id int); grant select on t to anon, authenticated; alter table t enable row level security;"
    )
    supabase.planned()
    assert "no changes" in supabase.ok("plan").out


def test_platform_of_a_live_database_that_differs_from_the_stand_in(project):
    """The real one has more than the stand-in: none of it is in a plan, and the clone has what ours refers to."""
    name = psycopg.conninfo.conninfo_to_dict(project.target)["dbname"]
    with psycopg.connect(project.server.conninfo(name, superuser=True), autocommit=True) as conn:
        install(conn, PRESETS["supabase"], project.server.loader)
        conn.execute(
            "CREATE TABLE auth.flow_state (id uuid); CREATE SCHEMA graphql; CREATE TABLE graphql.seen (id int)"
        )
    project.settings('preset = "supabase"')
    project.desired("create table profiles (id uuid primary key references auth.users (id));")
    project.planned()
    # The dashboard puts tables into it.
    project.execute("ALTER PUBLICATION supabase_realtime ADD TABLE public.profiles")
    assert "no changes" in project.ok("plan").out
    assert project.ok("plan", "--format", "json").json["left_out"]["platform: publication"] == 1
    project.desired("create table profiles (id uuid primary key references auth.users (id), name text);")
    assert project.changes() == ["ALTER TABLE public.profiles ADD COLUMN name text"]


USED = """
create extension if not exists supabase_vault with schema vault;
create table rooms (id uuid primary key, owner uuid not null references auth.users (id), topic text unique);
alter table rooms enable row level security;
create policy "second factor" on rooms as restrictive for all to authenticated
  using ((select auth.jwt() ->> 'aal') = any (
    select case when count(f.id) > 0 then 'aal2' else 'aal1' end from auth.mfa_factors f
    where f.user_id = (select auth.uid()) and f.status = 'verified'));
create policy listen on realtime.messages for select to authenticated
  using (extension = 'broadcast' and exists (select from public.rooms r where r.topic = (select realtime.topic())));
create function tell() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.broadcast_changes(new.topic, tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
  return null;
end $$;
create trigger tell after insert or update on rooms for each row execute function tell();
create trigger webhook after insert on rooms for each row
  execute function supabase_functions.http_request('https://example.org', 'POST', '{}', '{}', '1000');
create function secret_of(wanted text) returns text language sql stable security definer set search_path = '' as
  $$ select decrypted_secret from vault.decrypted_secrets where name = wanted $$;
create function keep_secret(kept text) returns uuid language sql security definer set search_path = '' as
  $$ select vault.create_secret(kept, 'mine') $$;
create view people with (security_invoker = true) as
  select u.id, u.confirmed_at, u.phone_change, i.provider, s.aal, s.ip from auth.users u
  left join auth.identities i on i.user_id = u.id left join auth.sessions s on s.user_id = u.id;
"""


def test_what_files_use_of_the_platform(supabase):
    """Vault, Realtime, webhooks, sessions and factors stand where every project has them, and are nobody's change."""
    supabase.desired(USED)
    planned = supabase.ok("plan", "--format", "json").json
    assert {"policy listen on realtime.messages", "trigger webhook on public.rooms"} <= set(
        addresses(planned)
    )
    ours = (" public.", " on realtime.", " on public.")
    assert [a for a in addresses(planned) if not any(word in a for word in ours)] == []
    assert planned["proof"]["ok"]
    supabase.ok("apply", "--yes")
    assert "no changes" in supabase.ok("plan").out
    assert "error" not in supabase.run("lint").out.partition("skipped")[0].replace("0 errors", "")


SERVICES = """
create extension if not exists pg_cron with schema pg_catalog;
grant usage on schema cron to postgres;
create extension if not exists "pg_net" with schema extensions;
comment on extension pg_net is 'requests';
create extension pgmq;
create function ping() returns bigint language sql as $$ select net.http_post(url := 'https://example.org', body := '{}'::jsonb) $$;
create function enqueue(m jsonb) returns bigint language sql as $$ select * from pgmq.send('jobs', m) $$;
create view jobs with (security_invoker = true) as select jobid, schedule from cron.job;
"""


def test_services_of_the_platform_have_stand_ins(supabase):
    """Jobs, requests and queues where no server has them: planned as what they are, and said to be stand-ins."""
    supabase.desired(SERVICES)
    planned = supabase.ok("plan", "--format", "json").json
    extensions = {"extension pg_cron", "extension pg_net", "extension pgmq", "comment extension pg_net"}
    ours = {"schema pgmq", "function public.ping()", "function public.enqueue(jsonb)", "view public.jobs"}
    assert set(addresses(planned)) == extensions | ours
    stood_in = [note["message"] for note in planned["plan"]["notes"] if "a stand-in" in note["message"]]
    assert len(stood_in) == 3
    said = supabase.ok("apply", "--yes").out
    assert "is not in the state that" not in said
    assert supabase.ok("plan").out.startswith("no changes")
    assert "no changes" in supabase.ok("plan").out


def test_without_the_platform_nothing_stands_in(developing):
    developing.desired("create extension pg_net;")
    said = developing.run("plan")
    assert said.code == 3
    assert "pg_net" in said.err


def test_a_snapshot_has_what_is_ours_on_the_platforms_tables(supabase):
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    supabase.ok("drift", "--snapshot", "seen.json")
    planned = supabase.ok("plan", "--snapshot", "seen.json", "--check", "--format", "json").json
    assert addresses(planned) == []
    supabase.desired(TRIGGER.format("bucket_id = 'mine'"))
    planned = supabase.run("plan", "--snapshot", "seen.json", "--check", "--format", "json").json
    assert addresses(planned) == ["policy mine on storage.objects"]


def test_what_is_ours_on_the_platforms_tables_has_moved(supabase):
    """Somebody drops a policy of storage in the dashboard."""
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    supabase.desired(TRIGGER.format(POLICY).replace("create policy mine", "create policy other"))
    said = supabase.run("drift")
    assert (said.code, "missing in the database  policy other on storage.objects" in said.out) == (1, True)


@pytest.fixture
def live(project):
    """A database of the platform's that is not the development database."""
    name = psycopg.conninfo.conninfo_to_dict(project.target)["dbname"]
    with psycopg.connect(project.server.conninfo(name, superuser=True), autocommit=True) as conn:
        install(conn, PRESETS["supabase"], project.server.loader)
    project.settings('preset = "supabase"')
    return project


@pytest.mark.parametrize("pending", [False, True])
def test_what_the_dashboard_puts_on_the_platforms_tables_has_moved(live, pending):
    live.desired("create table posts (id int);")
    live.planned()
    assert live.ok("drift").out.startswith("no drift: ")
    if pending:
        live.desired("create table posts (id int); create table more (id int);")
        live.ok("plan")
    live.execute("create policy dash on storage.objects for select to anon using (true)", superuser=True)
    said = live.run("drift")
    assert (said.code, "only in the database     policy dash on storage.objects\n" in said.out) == (1, True)
    assert "writes the statements as a migration" not in said.out
    assert "on the platform's tables, which schemadiff plan leaves" in said.out
    found = live.run("drift", "--format", "json").json
    assert [(moved["identity"], moved["how"]) for moved in found["moved"]] == [
        ("dash on storage.objects", "only in the database")
    ]
    assert [statement["sql"] for statement in found["back"]] == ["DROP POLICY dash ON storage.objects"]
    assert found["unplanned"] == ["policy dash on storage.objects"]
    assert "`policy dash on storage.objects`" in live.run("drift", "--format", "markdown").out
    checked = live.run("check", "--target", live.target)
    assert (checked.code, "policy dash on storage.objects" in checked.out) == (1, True)
    live.settings('preset = "supabase"\nignore = ["policy dash on *"]')
    assert live.ok("drift").out.startswith("no drift: ")


def test_it_has_moved_as_well_where_a_copy_on_another_major_is_compared(live):
    other = 16 if live.server.major == 18 else 18
    live.settings(f'preset = "supabase"\n[shadow]\nversion = {other}')
    live.desired("create table posts (id int);")
    live.planned()
    assert live.ok("drift").out.startswith("no drift: ")

    live.execute("create policy dash on storage.objects for select to anon using (true)", superuser=True)

    said = live.run("drift")
    assert (said.code, "only in the database     policy dash on storage.objects\n" in said.out) == (1, True)


def test_what_migrations_put_on_the_platforms_tables_has_not_moved(supabase):
    """The applied ones have it, though the files have it no longer."""
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    supabase.desired(TRIGGER.format(POLICY).partition("create policy")[0])
    assert supabase.run("drift", "--against", "desired").code == 1
    assert supabase.ok("drift", "--against", "migrations").out.startswith("no drift: ")
    supabase.ok("check", "--target", "development")


def test_an_untouched_platform_has_not_moved(supabase):
    supabase.desired("create extension if not exists pg_cron with schema pg_catalog; create extension pgmq;")
    supabase.planned()
    supabase.ok("drift")


def test_who_may_do_what_with_the_platforms_tables(supabase):
    """Those with policies of ours are in the matrix, and in what a plan changes of access."""
    supabase.desired(TRIGGER.format(POLICY))
    asked = ("access", "--role", "authenticated", "--format", "json")
    cells = {(c["relation"], c["command"]): c["outcome"] for c in supabase.ok(*asked).json["cells"]}
    assert (cells["storage.objects", "SELECT"], cells["storage.objects", "DELETE"]) == ("some", "none")
    assert not any(relation.startswith("auth.") or relation == "storage.buckets" for relation, _ in cells)
    said = supabase.ok("plan", "--format", "markdown").out
    assert "- `authenticated` gains SELECT on storage.objects: policy mine USING " in said
    supabase.ok("apply", "--yes")
    supabase.desired(TRIGGER.format(POLICY).partition("create policy")[0])
    on_target = supabase.ok("access", "storage.objects", "--from-target", "development").out
    assert "policy mine" in on_target


COLUMN = """
alter table auth.users add column nick text not null default 'x' check (nick <> '');
alter table auth.users alter column email set default '';
"""


def test_a_column_of_ours_on_the_platforms_table(supabase):
    """The table itself is in no catalogue that is compared."""
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    supabase.desired(TRIGGER.format(POLICY) + COLUMN)
    assert addresses(supabase.ok("plan", "--format", "json", "--no-write").json) == [
        "table column auth.users.nick",
        "default value for auth.users.email",
        "table constraint users_nick_check on auth.users",
    ]
    supabase.ok("plan")
    supabase.ok("apply", "--yes")
    assert "no changes" in supabase.ok("plan").out


def test_online_beside_a_trigger_on_the_platforms_table(supabase):
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    supabase.desired(TRIGGER.format(POLICY) + "create index on profiles (bucket);")
    assert supabase.changes("--online") == [
        "CREATE INDEX CONCURRENTLY profiles_bucket_idx ON public.profiles USING btree (bucket)"
    ]


ADMINISTRATOR = """
do $$ begin create role supabase_admin; exception when duplicate_object then null; end $$;
alter default privileges for role supabase_admin in schema public grant select on tables to public;
"""


def test_default_privileges_of_the_platforms_administrator(project):
    """Every project has some in public, and only that role could change them."""
    name = psycopg.conninfo.conninfo_to_dict(project.target)["dbname"]
    with psycopg.connect(project.server.conninfo(name, superuser=True), autocommit=True) as conn:
        install(conn, PRESETS["supabase"], project.server.loader)
    project.settings('preset = "supabase"')
    project.execute("create table t (id int primary key)")
    project.execute(ADMINISTRATOR, superuser=True)
    project.execute("alter default privileges in schema public grant select on tables to public")
    project.ok("pull")
    said = (project.root / "desired/_cluster/default_privileges.sql").read_text()
    assert "supabase_admin" not in said
    assert said.startswith("ALTER DEFAULT PRIVILEGES FOR ROLE ")
    assert "no changes" in project.ok("plan").out


LOST = """
create table auth.ours (id int);
grant select on auth.ours, auth.users to authenticated;
alter table storage.objects enable row level security;
grant usage on schema auth to postgres;
grant select on auth.sessions to authenticated;
revoke execute on function auth.uid() from public;
alter table storage.objects force row level security;
grant select on all tables in schema vault to authenticated;
"""


def test_what_is_said_of_the_platforms_objects_and_not_compared_is_named(supabase):
    """A plan without changes would be a lie else."""
    supabase.desired(LOST)
    for _ in range(2):
        # The second time the files are read from the cache.
        notes = [note["message"] for note in supabase.ok("plan", "--format", "json").json["plan"]["notes"]]
        end = "is not compared, and no plan will do it"
        assert notes == [
            f"what this GRANT says of the platform's auth.sessions {end}",
            f"what this REVOKE says of the platform's auth.uid {end}",
            f"what this ALTER TABLE says of the platform's storage.objects {end}",
            "nor is what 1 more such statement says",
        ]


def test_a_foreign_key_of_a_new_table_locks_the_platforms_table(supabase):
    """Who signs in waits for it."""
    supabase.desired(
        "create table profiles (id uuid primary key references auth.users (id), up uuid references profiles (id));"
    )
    (unit,) = supabase.ok("plan", "--format", "json").json["plan"]["units"]
    locks = {s["address"]["identity"]: s["effects"]["lock"] for s in unit["statements"]}
    assert locks == {
        "public.profiles": "NONE",
        "profiles_id_fkey on public.profiles": "SHARE ROW EXCLUSIVE",
        "profiles_up_fkey on public.profiles": "NONE",
    }
