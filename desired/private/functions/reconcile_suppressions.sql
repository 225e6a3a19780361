-- Compare a list of one SendGrid (sub)account with ours: the global one, or that of a group. It is [{"email": …, "created": seconds}, …],
-- all of it, without "created" where SendGrid does not say since when (it does not for groups); p_listed_at is a time before it was asked for.
-- In doubt nobody gets mail: what is listed is suppressed here, what is suppressed here and not listed is queued again.
-- Only who is known to have opted in since SendGrid wrote the entry is queued for removal.
create function private.reconcile_suppressions(p_subuser text, p_listed jsonb, p_listed_at timestamptz, p_group integer default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  r            record;
  n_suppressed integer := 0;
  n_removed    integer := 0;
  n_added      integer := 0;
  v_list       text := case when p_group is null then 'global' else 'group' end;
begin
  if jsonb_typeof(p_listed) is distinct from 'array' or p_listed_at is null then
    raise exception 'expected a JSON array of suppressions and the time of the list' using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('private.reconcile_suppressions'), hashtext(coalesce(p_subuser, '')));

  for r in
    with ours as (
      select g.id, coalesce(c.category, 'all') as scope
        from public.organizations g
        left join public.notification_category_groups c on c.organization_id = g.id and c.sendgrid_group_id = p_group
       where g.sendgrid_subuser is not distinct from p_subuser and (p_group is null or c.category is not null)
    ), listed as (
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
    select g.id as organization_id, g.scope, k.email, k.member_id, last.action = 'remove_' || v_list and last.created_at > l.created as opted_in
      from ours g
      join known k on k.organization_id = g.id
      join listed l on l.email = k.email
      left join lateral (
        select q.action, q.created_at from private.suppression_outbox q
         where q.organization_id = g.id and q.email_address = k.email and q.action in ('add_' || v_list, 'remove_' || v_list)
           and q.sendgrid_group_id is not distinct from p_group
         order by q.id desc limit 1) last on true
     where not exists (select from public.email_suppressions e
                        where e.organization_id = g.id and e.email_address = k.email and e.scope = g.scope)
       and not private.suppression_under_way(g.id, k.email, p_listed_at, p_group)
     order by g.id, k.email
  loop
    if r.opted_in then
      insert into private.suppression_outbox (organization_id, email_address, action, sendgrid_group_id)
      values (r.organization_id, r.email, 'remove_' || v_list, p_group);
      n_removed := n_removed + 1;
    else
      perform private.apply_suppression(r.organization_id, r.email, r.member_id, r.scope,
              case when p_group is null then 'unsubscribe' else 'group_unsubscribe' end, true, 'sendgrid');
      n_suppressed := n_suppressed + 1;
    end if;
  end loop;

  with missing as (
    insert into private.suppression_outbox (organization_id, email_address, action, sendgrid_group_id)
    select e.organization_id, e.email_address, 'add_' || v_list, p_group
      from public.email_suppressions e
      join public.organizations g on g.id = e.organization_id
      left join public.notification_category_groups c on c.organization_id = g.id and c.sendgrid_group_id = p_group
     where g.sendgrid_subuser is not distinct from p_subuser
       and e.scope = case when p_group is null then 'all' else c.category end
       and e.reason in ('unsubscribe', 'group_unsubscribe', 'manual') and e.created_at < p_listed_at
       and not exists (select from jsonb_to_recordset(p_listed) as l(email text) where lower(l.email) = e.email_address)
       and not private.suppression_under_way(e.organization_id, e.email_address, p_listed_at, p_group)
     order by e.organization_id, e.email_address
    returning 1
  )
  select count(*) into n_added from missing;
  return jsonb_build_object('suppressed', n_suppressed, 'queued_removal', n_removed, 'queued_addition', n_added);
end $$;

-- Whether SendGrid has been or is being told about an address since a list was asked for, so that the list says nothing about it.
create function private.suppression_under_way(p_organization_id uuid, p_email text, p_since timestamptz, p_group integer) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from private.suppression_outbox q
     where q.organization_id = p_organization_id and q.email_address = p_email
       and q.sendgrid_group_id is not distinct from p_group
       and (q.status = 'pending' or q.processed_at >= p_since))
$$;
revoke all on function private.reconcile_suppressions(text, jsonb, timestamptz, integer) from public, anon, authenticated, service_role;
revoke all on function private.suppression_under_way(uuid, text, timestamptz, integer) from public, anon, authenticated, service_role;
grant execute on function private.reconcile_suppressions(text, jsonb, timestamptz, integer) to service_role;
grant execute on function private.suppression_under_way(uuid, text, timestamptz, integer) to service_role;
