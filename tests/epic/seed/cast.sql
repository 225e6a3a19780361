-- The repair that the error message suggests, for the two policies that cannot be made as they are written.
create policy "Users can view email_sends for their organization" on public.email_sends for select
  using (organization_id = (auth.jwt() ->> 'organization_id')::uuid);
create policy "Users can view tickets for their organization" on public.event_tickets for select
  using (organization_id = (auth.jwt() ->> 'organization_id')::uuid);
