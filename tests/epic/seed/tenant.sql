-- The repair that comes to mind for rows across organizations: keys of two columns, ON DELETE as it was.
alter table public.members add unique (id, organization_id);
alter table public.event_tickets alter organization_id set not null, drop constraint event_tickets_member_id_fkey,
  add foreign key (member_id, organization_id) references public.members (id, organization_id) on delete set null;
