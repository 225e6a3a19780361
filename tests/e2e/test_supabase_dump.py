"""The output of `supabase db dump` works as desired/, on a server without Supabase's extensions."""

from __future__ import annotations

from schemadiff.postgres.server import ensure_roles

DUMP = """
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
CREATE EXTENSION IF NOT EXISTS "pg_graphql" WITH SCHEMA "graphql";
CREATE EXTENSION IF NOT EXISTS "pg_stat_statements" WITH SCHEMA "extensions";
CREATE EXTENSION IF NOT EXISTS "pgcrypto" WITH SCHEMA "extensions";
COMMENT ON EXTENSION "pgcrypto" IS 'cryptographic functions';
CREATE EXTENSION IF NOT EXISTS "supabase_vault" WITH SCHEMA "vault";
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA "extensions";
COMMENT ON SCHEMA "public" IS 'standard public schema';
CREATE OR REPLACE FUNCTION "public"."handle_new_user"() RETURNS "trigger" LANGUAGE "plpgsql" SECURITY DEFINER
    SET "search_path" TO 'public' AS $$ begin insert into public.profiles (id) values (new.id); return new; end; $$;
ALTER FUNCTION "public"."handle_new_user"() OWNER TO "postgres";
CREATE TABLE IF NOT EXISTS "public"."profiles" (
    "id" "uuid" DEFAULT "extensions"."uuid_generate_v4"() NOT NULL,
    "token" "bytea" DEFAULT "extensions"."digest"('x'::"text", 'sha256'::"text"),
    "name" "text"
);
ALTER TABLE "public"."profiles" OWNER TO "postgres";
ALTER TABLE ONLY "public"."profiles" ADD CONSTRAINT "profiles_pkey" PRIMARY KEY ("id");
ALTER TABLE ONLY "public"."profiles"
    ADD CONSTRAINT "profiles_id_fkey" FOREIGN KEY ("id") REFERENCES "auth"."users"("id") ON DELETE CASCADE;
CREATE OR REPLACE TRIGGER "on_auth_user_created" AFTER INSERT ON "auth"."users" FOR EACH ROW EXECUTE FUNCTION "public"."handle_new_user"();
CREATE POLICY "Own profile." ON "public"."profiles" FOR SELECT USING ((( SELECT "auth"."uid"() AS "uid") = "id"));
ALTER TABLE "public"."profiles" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Avatars." ON "storage"."objects" FOR SELECT USING (("bucket_id" = 'avatars'::"text"));
ALTER PUBLICATION "supabase_realtime" OWNER TO "postgres";
ALTER PUBLICATION "supabase_realtime" ADD TABLE ONLY "public"."profiles";
GRANT USAGE ON SCHEMA "public" TO "anon";
GRANT ALL ON TABLE "public"."profiles" TO "authenticated";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" IN SCHEMA "public" GRANT SELECT ON TABLES TO "service_role";
RESET ALL;
"""
COLUMN = "ALTER TABLE public.profiles ADD COLUMN seen uuid DEFAULT extensions.uuid_generate_v4()"


def test_the_dump_of_a_project(developing):
    """It is applied, changed, pulled over itself, and pulled anew."""
    developing.settings('preset = "supabase"')
    developing.desired(DUMP)
    first = developing.planned()
    assert "ALTER PUBLICATION supabase_realtime ADD TABLE ONLY public.profiles" in first.out
    assert "EXTENSION" not in first.out
    assert developing.changes() == []

    # A file that sets no path finds what the platform's role finds.
    developing.desired(
        "ALTER TABLE public.profiles ADD COLUMN seen uuid DEFAULT uuid_generate_v4();", "more.sql"
    )
    assert developing.changes() == [COLUMN]
    developing.planned()
    assert developing.ok("pull", "--check").code == 0

    for path in (developing.root / "desired").iterdir():
        path.unlink()
    developing.ok("pull")
    assert developing.changes() == []


MIGRATION = """
create extension if not exists "uuid-ossp";
create extension if not exists pgcrypto with schema extensions;
create extension pg_cron;
create table public.teams (id uuid primary key default uuid_generate_v4(), token text default encode(gen_random_bytes(8), 'hex'));
alter table public.teams enable row level security;
insert into storage.buckets (id, name) values ('avatars', 'avatars');
select cron.schedule('nightly', '0 3 * * *', 'delete from public.teams where false');
select pg_catalog.set_config('app.x', 'y', false);
alter publication supabase_realtime add table public.teams;
"""


def test_the_migrations_of_a_project(developing):
    """Extensions of the platform's and calls of them are named and left out; a service that has a stand-in is not."""
    for path in developing.root.iterdir():
        path.unlink()
    developing.write("supabase/migrations/20240101000000_init.sql", MIGRATION)
    said = developing.ok("init", "--preset", "supabase", "--from-migrations", "supabase/migrations").both
    out = [line for line in said.splitlines() if "skipped, because" in line]
    assert [line.split(": ")[0].rpartition(":")[2] for line in out] == ["2", "3", "8"]
    table = (developing.root / "desired/public/tables/teams.sql").read_text()
    assert "DEFAULT extensions.uuid_generate_v4()" in table
    assert developing.changes()[0].startswith("CREATE TABLE public.teams")


def test_a_target_that_grants_less_than_the_stand_in(project18):
    """The copy of it is what it is: what the stand-in grants on the schema public is not there."""
    project18.settings('preset = "supabase"')
    ensure_roles(project18.server, {"anon", "authenticated", "service_role"})
    project18.desired("CREATE TABLE public.t (a integer); GRANT SELECT ON public.t TO anon;")
    project18.planned()
    project18.desired("CREATE TABLE public.t (a bigint); GRANT SELECT ON public.t TO anon;")
    assert project18.changes() == ["ALTER TABLE public.t ALTER COLUMN a TYPE bigint"]
    project18.desired(
        "CREATE TABLE public.t (a integer); GRANT SELECT ON public.t TO anon; GRANT USAGE ON SCHEMA public TO anon;"
    )
    # Who speaks of the schema's grants means those that every project has as well.
    roles = ("anon", "authenticated", "service_role")
    assert project18.changes() == [f"GRANT USAGE ON SCHEMA public TO {role}" for role in roles]
    project18.planned()
    assert project18.changes() == []


def test_files_that_make_the_publication_themselves(developing):
    """As pg_dump writes it: the stand-in's gives way; the publication is the platform's, and which tables are in it ours."""
    developing.settings('preset = "supabase"')
    text = "CREATE PUBLICATION supabase_realtime WITH (publish = 'insert'); CREATE TABLE public.t (a integer PRIMARY KEY{});"
    text += "ALTER PUBLICATION supabase_realtime ADD TABLE ONLY public.t;"
    developing.desired(text.format(""))
    assert developing.planned().out.count("ALTER PUBLICATION") == 1
    assert developing.changes() == []
    developing.desired(text.format(", b text"))
    assert developing.changes() == ["ALTER TABLE public.t ADD COLUMN b text"]
