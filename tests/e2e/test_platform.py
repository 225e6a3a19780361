"""Preset supabase: the platform is there, is never ours, and what is ours inside it is."""

from __future__ import annotations

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
    assert "platform: auth" in said.out


def test_what_is_no_longer_declared_inside_the_platform_is_left_and_counted(supabase):
    """Nobody can tell it from the platform's own."""
    supabase.desired(TRIGGER.format(POLICY))
    supabase.planned()
    before = supabase.ok("plan", "--format", "json").json["left_out"]
    supabase.desired(TRIGGER.format(POLICY).partition("create policy")[0])
    after = supabase.ok("plan", "--format", "json").json
    assert addresses(after) == []
    assert after["left_out"]["platform: storage"] == before["platform: storage"] + 1


def test_grants_to_the_roles_of_the_platform(supabase):
    supabase.desired(
        "create table t (id int); grant select on t to anon, authenticated; alter table t enable row level security;"
    )
    supabase.planned()
    assert "no changes" in supabase.ok("plan").out


def test_platform_of_a_live_database_that_differs_from_the_stand_in(project):
    """The real one has more than the stand-in: none of it is in a plan, and the clone has what ours refers to."""
    import psycopg  # noqa: PLC0415

    name = psycopg.conninfo.conninfo_to_dict(project.target)["dbname"]
    with psycopg.connect(project.server.conninfo(name, superuser=True), autocommit=True) as conn:
        install(conn, PRESETS["supabase"], project.server.loader)
        conn.execute(
            "CREATE TABLE auth.sessions (id uuid); CREATE SCHEMA vault; CREATE TABLE vault.secrets (id int)"
        )
    project.settings('preset = "supabase"')
    project.desired("create table profiles (id uuid primary key references auth.users (id));")
    project.planned()
    # The dashboard puts tables into it.
    project.execute("ALTER PUBLICATION supabase_realtime ADD TABLE public.profiles")
    said = project.ok("plan").out
    assert "no changes" in said
    assert "1 platform: publication" in said
    project.desired("create table profiles (id uuid primary key references auth.users (id), name text);")
    assert project.changes() == ["ALTER TABLE public.profiles ADD COLUMN name text"]
