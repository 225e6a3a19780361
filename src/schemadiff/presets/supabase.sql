-- What every Supabase project has before any schema of its own, as far as user schemas refer to it.
-- New projects (since 2026-05-30) grant nothing on new tables, so there are no default privileges here:
-- what desired/ grants is all that is granted.
-- It may run again where an earlier version of it has run: a development database is kept.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role', 'authenticator', 'supabase_auth_admin', 'supabase_storage_admin', 'supabase_realtime_admin'] loop
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
alter table auth.users
  add column if not exists confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
  add column if not exists phone_change text default '',
  add column if not exists phone_change_token varchar(255) default '',
  add column if not exists phone_change_sent_at timestamptz,
  add column if not exists email_change_token_current varchar(255) default '',
  add column if not exists email_change_confirm_status smallint default 0,
  add column if not exists reauthentication_token varchar(255) default '',
  add column if not exists reauthentication_sent_at timestamptz;
alter table auth.users enable row level security;

-- Who signed in how: views, functions and policies of users ask these (a second factor, a session, an identity).
do $$
begin
  if to_regtype('auth.aal_level') is null then
    create type auth.aal_level as enum ('aal1', 'aal2', 'aal3');
    create type auth.factor_type as enum ('totp', 'webauthn', 'phone');
    create type auth.factor_status as enum ('unverified', 'verified');
  end if;
end $$;
create table if not exists auth.identities (
  provider_id text not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  identity_data jsonb not null,
  provider text not null,
  last_sign_in_at timestamptz,
  created_at timestamptz,
  updated_at timestamptz,
  email text generated always as (lower(identity_data ->> 'email')) stored,
  id uuid not null primary key default gen_random_uuid(),
  unique (provider_id, provider)
);
create table if not exists auth.sessions (
  id uuid not null primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz,
  updated_at timestamptz,
  factor_id uuid,
  aal auth.aal_level,
  not_after timestamptz,
  refreshed_at timestamp,
  user_agent text,
  ip inet,
  tag text
);
create table if not exists auth.refresh_tokens (
  instance_id uuid,
  id bigserial primary key,
  token varchar(255) unique,
  user_id varchar(255),
  revoked boolean,
  created_at timestamptz,
  updated_at timestamptz,
  parent varchar(255),
  session_id uuid references auth.sessions (id) on delete cascade
);
create table if not exists auth.mfa_factors (
  id uuid not null primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  friendly_name text,
  factor_type auth.factor_type not null,
  status auth.factor_status not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  secret text,
  phone text,
  last_challenged_at timestamptz unique,
  web_authn_credential jsonb,
  web_authn_aaguid uuid
);
create table if not exists auth.mfa_amr_claims (
  session_id uuid not null references auth.sessions (id) on delete cascade,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  authentication_method text not null,
  id uuid not null primary key,
  unique (session_id, authentication_method)
);
create table if not exists auth.audit_log_entries (
  instance_id uuid,
  id uuid not null primary key,
  payload json,
  created_at timestamptz,
  ip_address varchar(64) not null default ''
);

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
-- Messages of Realtime, with the policies of users on them that say who may listen and who may send.
create schema if not exists realtime;
grant usage on schema realtime to anon, authenticated, service_role;
create table if not exists realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  primary key (id, inserted_at)
) partition by range (inserted_at);
alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;
create or replace function realtime.topic() returns text language sql stable as $$
  select nullif(current_setting('realtime.topic', true), '')::text
$$;
-- Nobody listens here.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void
  language plpgsql as $$ begin end $$;
create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text, new record, old record,
  level text default 'ROW'
) returns void language plpgsql as $$ begin end $$;

-- Webhooks: the trigger function that sends rows away, and does not here.
create schema if not exists supabase_functions;
grant usage on schema supabase_functions to anon, authenticated, service_role;
create or replace function supabase_functions.http_request() returns trigger language plpgsql security definer
  set search_path = supabase_functions as $$ begin return coalesce(new, old); end $$;

-- The vault, without its encryption.
create schema if not exists vault;
create table if not exists vault.secrets (
  id uuid not null primary key default gen_random_uuid(),
  name text,
  description text not null default '',
  secret text not null,
  key_id uuid,
  nonce bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index if not exists secrets_name_idx on vault.secrets (name) where name is not null;
create or replace view vault.decrypted_secrets as
  select id, name, description, secret, secret as decrypted_secret, key_id, nonce, created_at, updated_at from vault.secrets;
create or replace function vault.create_secret(
  new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null
) returns uuid language sql as $$
  insert into vault.secrets (secret, name, description, key_id) values ($1, $2, $3, $4) returning id
$$;
create or replace function vault.update_secret(
  secret_id uuid, new_secret text default null, new_name text default null, new_description text default null,
  new_key_id uuid default null
) returns void language sql as $$
  update vault.secrets set secret = coalesce($2, secret), name = coalesce($3, name),
    description = coalesce($4, description), key_id = coalesce($5, key_id), updated_at = now() where id = $1
$$;

-- Triggers and policies on users, objects and messages are the user's; the platform lets its user make and drop them as if it owned them.
-- Who may not is their owner already.
do $$
begin
  if pg_has_role('supabase_auth_admin', 'member') then
    grant usage, create on schema auth to supabase_auth_admin;
    alter table auth.users owner to supabase_auth_admin;
  end if;
  if pg_has_role('supabase_realtime_admin', 'member') then
    grant usage, create on schema realtime to supabase_realtime_admin;
    alter table realtime.messages owner to supabase_realtime_admin;
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
