-- What every Supabase project has before any schema of its own, as far as user schemas refer to it.
-- New projects (since 2026-05-30) grant nothing on new tables, so there are no default privileges here:
-- what desired/ grants is all that is granted.
-- It may run again where an earlier version of it has run: a development database is kept.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role', 'authenticator', 'supabase_auth_admin', 'supabase_storage_admin'] loop
    if to_regrole(wanted) is null then
      execute format('create role %I noinherit', wanted);
      execute case wanted
        when 'service_role' then 'alter role service_role bypassrls'
        when 'authenticator' then 'grant anon, authenticated, service_role to authenticator'
        else 'set local work_mem to default' end;
    end if;
  end loop;
end $$;

create schema if not exists extensions;
grant usage on schema extensions to anon, authenticated, service_role;

-- Of the extensions that every project has, what user schemas call: the real ones where the server has them, and
-- elsewhere functions of the same names, types and volatility.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['uuid-ossp', 'pgcrypto'] loop
    begin
      if exists (select from pg_available_extensions where name = wanted) then
        execute format('create extension if not exists %I schema extensions', wanted);
      end if;
    exception when insufficient_privilege or duplicate_function then
      null;
    end;
  end loop;
  if not exists (select from pg_extension where extname = 'uuid-ossp') then
    create or replace function extensions.uuid_nil() returns uuid language sql immutable strict parallel safe
      as $f$ select '00000000-0000-0000-0000-000000000000'::uuid $f$;
    create or replace function extensions.uuid_generate_v1() returns uuid language sql volatile strict parallel safe
      as $f$ select gen_random_uuid() $f$;
    create or replace function extensions.uuid_generate_v1mc() returns uuid language sql volatile strict parallel safe
      as $f$ select gen_random_uuid() $f$;
    create or replace function extensions.uuid_generate_v4() returns uuid language sql volatile strict parallel safe
      as $f$ select gen_random_uuid() $f$;
    create or replace function extensions.uuid_generate_v5(namespace uuid, name text) returns uuid language sql immutable strict parallel safe
      as $f$ select md5(namespace::text || name)::uuid $f$;
  end if;
  if not exists (select from pg_extension where extname = 'pgcrypto') then
    create or replace function extensions.gen_random_uuid() returns uuid language sql volatile parallel safe
      as $f$ select pg_catalog.gen_random_uuid() $f$;
    create or replace function extensions.gen_random_bytes(integer) returns bytea language sql volatile strict parallel safe
      as $f$ select substring(decode(string_agg(md5(random()::text || n), ''), 'hex') for $1) from generate_series(0, $1 / 16) n $f$;
    create or replace function extensions.gen_salt(text) returns text language sql volatile strict parallel safe
      as $f$ select md5(random()::text) $f$;
    create or replace function extensions.gen_salt(text, integer) returns text language sql volatile strict parallel safe
      as $f$ select md5(random()::text) $f$;
    create or replace function extensions.crypt(text, text) returns text language sql immutable strict parallel safe
      as $f$ select md5($1 || $2) $f$;
    create or replace function extensions.digest(bytea, text) returns bytea language sql immutable strict parallel safe
      as $f$ select case $2 when 'md5' then decode(md5($1), 'hex') when 'sha224' then sha224($1)
                            when 'sha384' then sha384($1) when 'sha512' then sha512($1) else sha256($1) end $f$;
    create or replace function extensions.digest(text, text) returns bytea language sql immutable strict parallel safe
      as $f$ select extensions.digest(convert_to($1, 'UTF8'), $2) $f$;
    create or replace function extensions.hmac(bytea, bytea, text) returns bytea language sql immutable strict parallel safe
      as $f$ select extensions.digest($2 || $1, $3) $f$;
    create or replace function extensions.hmac(text, text, text) returns bytea language sql immutable strict parallel safe
      as $f$ select extensions.digest($2 || $1, $3) $f$;
    create or replace function extensions.pgp_sym_encrypt(text, text) returns bytea language sql volatile strict parallel safe
      as $f$ select convert_to($1, 'UTF8') $f$;
    create or replace function extensions.pgp_sym_decrypt(bytea, text) returns text language sql immutable strict parallel safe
      as $f$ select convert_from($1, 'UTF8') $f$;
  end if;
end $$;

create schema if not exists auth;
grant usage on schema auth to anon, authenticated, service_role;

create table if not exists auth.users (
  instance_id uuid,
  id uuid not null primary key default gen_random_uuid(),
  aud varchar(255),
  role varchar(255),
  email varchar(255),
  encrypted_password varchar(255),
  email_confirmed_at timestamptz,
  invited_at timestamptz,
  confirmation_token varchar(255),
  confirmation_sent_at timestamptz,
  recovery_token varchar(255),
  recovery_sent_at timestamptz,
  email_change_token_new varchar(255),
  email_change varchar(255),
  email_change_sent_at timestamptz,
  last_sign_in_at timestamptz,
  raw_app_meta_data jsonb,
  raw_user_meta_data jsonb,
  is_super_admin boolean,
  created_at timestamptz,
  updated_at timestamptz,
  phone text unique,
  phone_confirmed_at timestamptz,
  banned_until timestamptz,
  deleted_at timestamptz,
  is_sso_user boolean not null default false,
  is_anonymous boolean not null default false
);
alter table auth.users enable row level security;

-- The claims of the request's token, as the API layer sets them for each transaction.
create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim', true), ''),
                  nullif(current_setting('request.jwt.claims', true), ''))::jsonb
$$;
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
                  nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;
create or replace function auth.role() returns text language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.role', true), ''),
                  nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')::text
$$;
create or replace function auth.email() returns text language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.email', true), ''),
                  nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')::text
$$;

create schema if not exists storage;
grant usage on schema storage to anon, authenticated, service_role;

create table if not exists storage.buckets (
  id text not null primary key,
  name text not null unique,
  owner uuid,
  owner_id text,
  public boolean default false,
  avif_autodetection boolean default false,
  file_size_limit bigint,
  allowed_mime_types text[],
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
create table if not exists storage.objects (
  id uuid not null primary key default gen_random_uuid(),
  bucket_id text references storage.buckets (id),
  name text,
  owner uuid,
  owner_id text,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  version text,
  metadata jsonb,
  user_metadata jsonb,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  last_accessed_at timestamptz default now()
);
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
-- Triggers and policies on these are the user's; the platform lets its user make and drop them as if it owned them.
-- Who may not is their owner already.
do $$
begin
  if pg_has_role('supabase_auth_admin', 'member') then
    grant usage, create on schema auth to supabase_auth_admin;
    alter table auth.users owner to supabase_auth_admin;
  end if;
  if pg_has_role('supabase_storage_admin', 'member') then
    grant usage, create on schema storage to supabase_storage_admin;
    alter table storage.buckets owner to supabase_storage_admin;
    alter table storage.objects owner to supabase_storage_admin;
  end if;
end $$;

create or replace function storage.foldername(name text) returns text[] language sql immutable as $$
  select (string_to_array(name, '/'))[1:array_length(string_to_array(name, '/'), 1) - 1]
$$;
create or replace function storage.filename(name text) returns text language sql immutable as $$
  select (string_to_array(name, '/'))[array_length(string_to_array(name, '/'), 1)]
$$;
create or replace function storage.extension(name text) returns text language sql immutable as $$
  select reverse(split_part(reverse(storage.filename(name)), '.', 1))
$$;

-- Which tables are in it is the user's to say, or Realtime's.
do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
exception when insufficient_privilege then
  null;
end $$;

grant usage on schema public to anon, authenticated, service_role;
