-- Compare the global list of one SendGrid (sub)account with ours. The list is [{"email": …, "created": seconds}, …] as SendGrid gives it, all of it;
-- p_listed_at is a time before it was asked for. In doubt nobody gets mail: what is listed is suppressed here, what is
-- suppressed here and not listed is queued again. Only who has opted in since SendGrid wrote the entry is queued for removal.
create function private.reconcile_suppressions(p_subuser text, p_listed jsonb, p_listed_at timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  r            record;
  n_suppressed integer := 0;
  n_removed    integer := 0;
  n_added      integer := 0;
begin
  if jsonb_typeof(p_listed) is distinct from 'array' or p_listed_at is null then
    raise exception 'expected a JSON array of suppressions and the time of the list' using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('private.reconcile_suppressions'), hashtext(coalesce(p_subuser, '')));

  for r in
    with listed as (
      select lower(l.email) as email, max(to_timestamp(l.created)) as created
        from jsonb_to_recordset(p_listed) as l(email text, created double precision)
       where l.email is not null group by 1
    ), known as (
      -- An address is only told to organizations that know it.
      select m.organization_id, lower(m.email) as email, m.id as member_id from public.members m
      union all
      select distinct s.organization_id, lower(s.email_address), null::uuid from public.email_sends s
       where not exists (select from public.members m where m.organization_id = s.organization_id and lower(m.email) = lower(s.email_address))
    )
    select g.id as organization_id, k.email, k.member_id, last.action is not distinct from 'remove_global' and last.created_at > l.created as opted_in
      from public.organizations g
      join known k on k.organization_id = g.id
      join listed l on l.email = k.email
      left join lateral (
        select q.action, q.created_at from private.suppression_outbox q
         where q.organization_id = g.id and q.email_address = k.email and q.action in ('add_global', 'remove_global')
         order by q.id desc limit 1) last on true
     where g.sendgrid_subuser is not distinct from p_subuser
       and not exists (select from public.email_suppressions e
                        where e.organization_id = g.id and e.email_address = k.email and e.scope = 'all')
       and not private.suppression_under_way(g.id, k.email, p_listed_at)
     order by g.id, k.email
  loop
    if r.opted_in then
      insert into private.suppression_outbox (organization_id, email_address, action) values (r.organization_id, r.email, 'remove_global');
      n_removed := n_removed + 1;
    else
      perform private.apply_suppression(r.organization_id, r.email, r.member_id, 'all', 'unsubscribe', true, 'sendgrid');
      n_suppressed := n_suppressed + 1;
    end if;
  end loop;

  with missing as (
    insert into private.suppression_outbox (organization_id, email_address, action)
    select e.organization_id, e.email_address, 'add_global'
      from public.email_suppressions e
      join public.organizations g on g.id = e.organization_id
     where g.sendgrid_subuser is not distinct from p_subuser
       and e.scope = 'all' and e.reason in ('unsubscribe', 'manual') and e.created_at < p_listed_at
       and not exists (select from jsonb_to_recordset(p_listed) as l(email text) where lower(l.email) = e.email_address)
       and not private.suppression_under_way(e.organization_id, e.email_address, p_listed_at)
     order by e.organization_id, e.email_address
    returning 1
  )
  select count(*) into n_added from missing;
  return jsonb_build_object('suppressed', n_suppressed, 'queued_removal', n_removed, 'queued_addition', n_added);
end $$;

-- Whether SendGrid has been or is being told about an address since a list was asked for, so that the list says nothing about it.
create function private.suppression_under_way(p_organization_id uuid, p_email text, p_since timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from private.suppression_outbox q
     where q.organization_id = p_organization_id and q.email_address = p_email and q.action in ('add_global', 'remove_global')
       and (q.status = 'pending' or q.processed_at >= p_since))
$$;
revoke all on function private.reconcile_suppressions(text, jsonb, timestamptz) from public, anon, authenticated, service_role;
revoke all on function private.suppression_under_way(uuid, text, timestamptz) from public, anon, authenticated, service_role;
grant execute on function private.reconcile_suppressions(text, jsonb, timestamptz) to service_role;
grant execute on function private.suppression_under_way(uuid, text, timestamptz) to service_role;
