-- The tables that the epic takes for granted, with no more than it needs.
create table organizations (id uuid primary key default gen_random_uuid(), name text);
create table members (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organizations (id) on delete cascade,
  user_id uuid,
  email text
);
create table campaigns (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organizations (id) on delete cascade,
  name text,
  stats jsonb default '{}',
  updated_at timestamptz default now()
);
create table events (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organizations (id) on delete cascade,
  title text
);
create table payments (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organizations (id) on delete cascade,
  amount numeric(10, 2)
);
