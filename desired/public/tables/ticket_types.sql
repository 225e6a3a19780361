create table public.ticket_types (
  id              uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  event_id        uuid not null,
  name            text not null,
  price           numeric(10,2) not null default 0 check (price >= 0),
  currency        text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  quantity_total  integer check (quantity_total > 0), -- schemadiff:ignore CON006 -- null: as many as come
  sales_start_at  timestamptz,
  sales_end_at    timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint ticket_types_event_id_fkey foreign key (event_id, organization_id)
    references public.events (id, organization_id) on delete cascade,
  constraint ticket_types_id_event_id_key unique (id, event_id),
  constraint ticket_types_event_id_name_key unique (event_id, name)
);
create index ticket_types_event_id_idx on public.ticket_types (event_id, organization_id);
create index ticket_types_organization_id_idx on public.ticket_types (organization_id);
create trigger ticket_types_set_updated_at before update on public.ticket_types
  for each row execute function private.set_updated_at();

alter table public.ticket_types enable row level security;
create policy ticket_types_select on public.ticket_types for select to authenticated
  using (organization_id in (select private.current_org_ids()));
create policy ticket_types_insert on public.ticket_types for insert to authenticated
  with check (organization_id in (select private.current_org_ids_with_role('owner', 'admin', 'event_organizer')));
create policy ticket_types_update on public.ticket_types for update to authenticated
  using (organization_id in (select private.current_org_ids_with_role('owner', 'admin', 'event_organizer')))
  with check (organization_id in (select private.current_org_ids_with_role('owner', 'admin', 'event_organizer')));
create policy ticket_types_delete on public.ticket_types for delete to authenticated
  using (organization_id in (select private.current_org_ids_with_role('owner', 'admin', 'event_organizer')));
create policy ticket_types_service on public.ticket_types for all to service_role using (true) with check (true);

revoke all on table public.ticket_types from anon, authenticated, service_role;
grant select, insert, update, delete on table public.ticket_types to authenticated, service_role;
comment on table public.ticket_types is 'The kinds of tickets of an event: a price, and how many there are.';
