-- schemadiff: from: 530f6cd7cdc3baca
-- schemadiff: to: eaa225cad46be0bc
-- schemadiff: engine: native
-- schemadiff: server: PostgreSQL 18.4, embedded
-- schemadiff: proof: catalogue agrees, pg_dump agrees
-- schemadiff: loses data: nothing
-- schemadiff: rollback: reversible, but it loses data written after apply: table private.suppression_outbox with all its rows, table private.webhook_events with all its rows, table public.campaigns with all its rows, table public.email_sends with all its rows, table public.email_suppressions with all its rows and 8 more

-- create schema private (desired/private/schema.sql:1:1)
CREATE SCHEMA private;

-- create default acl for role postgres on functions (desired/_cluster/default_privileges.sql:3:1)
ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- create type public.campaign_category (desired/public/types/campaign.sql:1:1)
CREATE DOMAIN public.campaign_category AS text CONSTRAINT campaign_category_check CHECK ((VALUE = ANY (ARRAY['marketing'::text, 'transactional'::text, 'events'::text, 'newsletter'::text])));

-- create type public.campaign_stats (desired/public/types/campaign.sql:5:1)
CREATE DOMAIN public.campaign_stats AS jsonb CONSTRAINT campaign_stats_check CHECK ((NOT jsonb_path_exists(VALUE, 'strict $?(@.type() != "object" || exists (@.*?((@.type() != "number" || @ < 0) || @.floor() != @)))'::jsonpath)));

-- create type public.campaign_status (desired/public/types/campaign.sql:3:1)
CREATE DOMAIN public.campaign_status AS text CONSTRAINT campaign_status_check CHECK ((VALUE = ANY (ARRAY['draft'::text, 'scheduled'::text, 'sending'::text, 'sent'::text, 'archived'::text])));

-- create type public.member_role (desired/public/types/member_role.sql:1:1)
CREATE TYPE public.member_role AS ENUM ('owner', 'admin', 'communications_manager', 'event_organizer', 'member');

-- create function private.apply_campaign_stats(uuid,jsonb) (desired/private/functions/campaign_stats.sql:8:1)
CREATE OR REPLACE FUNCTION private.apply_campaign_stats(p_campaign_id uuid, p_deltas jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_stats jsonb;
  v_bad   text;
begin
  select c.stats into v_stats from public.campaigns c
   where c.id = p_campaign_id for no key update;                     -- the row lock: read-modify-write below is safe
  if not found then
    raise exception 'campaign % does not exist or is not visible', p_campaign_id using errcode = 'no_data_found';
  end if;
  select string_agg(k, ', ') into v_bad from jsonb_object_keys(p_deltas) k where k <> all (private.campaign_stat_names());
  if v_bad is not null then
    raise exception 'unknown campaign stat %', quote_literal(v_bad) using errcode = 'invalid_parameter_value';
  end if;
  update public.campaigns c
     -- not by way of text: jsonb keeps 1.0 as it is, and "1.0" is no bigint
     set stats = v_stats || (select jsonb_object_agg(d.key, coalesce((v_stats -> d.key)::bigint, 0) + d.value::bigint)
                               from jsonb_each(p_deltas) d),
         updated_at = now()
   where c.id = p_campaign_id;
end $function$;

-- create function private.apply_suppression(uuid,text,uuid,text,text,boolean,text) (desired/private/functions/apply_suppression.sql:1:1)
CREATE OR REPLACE FUNCTION private.apply_suppression(p_organization_id uuid, p_email text, p_member_id uuid, p_scope text, p_reason text, p_suppressed boolean, p_source text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_member_id is not null then
    insert into public.notification_preferences as np (member_id, organization_id, category, email_enabled, source)
    values (p_member_id, p_organization_id, p_scope, not p_suppressed, p_source)
    on conflict (member_id, organization_id, category)
    do update set email_enabled = excluded.email_enabled, source = excluded.source
      where np.email_enabled is distinct from excluded.email_enabled;
  end if;
  if p_suppressed then
    insert into public.email_suppressions as s (organization_id, email_address, scope, reason)
    values (p_organization_id, lower(p_email), p_scope, p_reason)
    on conflict (organization_id, email_address, scope) do update set reason = excluded.reason
      where excluded.reason in ('bounce', 'spamreport');
  else
    delete from public.email_suppressions s
     where s.organization_id = p_organization_id and s.email_address = lower(p_email) and s.scope = p_scope;
  end if;
end $function$;

-- create function private.campaign_stat_names() (desired/private/functions/campaign_stats.sql:1:1)
CREATE OR REPLACE FUNCTION private.campaign_stat_names()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select array['sent','delivered','opens','unique_opens','clicks','unique_clicks',
               'bounces','failed','unsubscribes','spam_reports']
$function$;

-- create function private.current_member_ids() (desired/private/functions/tenancy.sql:12:1)
CREATE OR REPLACE FUNCTION private.current_member_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 4
 SET search_path TO ''
AS $function$
  select m.id from public.members m where m.user_id = (select auth.uid())
     and m.organization_id in (select private.current_org_ids())
$function$;

-- create function private.current_org_ids() (desired/private/functions/tenancy.sql:3:1)
CREATE OR REPLACE FUNCTION private.current_org_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 4
 SET search_path TO ''
AS $function$
  select m.organization_id from public.members m
   where m.user_id = (select auth.uid())
     and m.organization_id::text = coalesce(
           (select nullif(auth.jwt() -> 'app_metadata' ->> 'organization_id', '')),
           (select nullif(auth.jwt() ->> 'organization_id', '')), m.organization_id::text)
$function$;

-- create function private.current_org_ids_with_role(public.member_role[]) (desired/private/functions/tenancy.sql:18:1)
CREATE OR REPLACE FUNCTION private.current_org_ids_with_role(VARIADIC p_roles public.member_role[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 4
 SET search_path TO ''
AS $function$
  select m.organization_id from public.members m
   where m.user_id = (select auth.uid()) and m.role = any (p_roles)
     and m.organization_id in (select private.current_org_ids())
$function$;

-- create function private.email_sends_stats() (desired/private/functions/email_sends_stats.sql:2:1)
CREATE OR REPLACE FUNCTION private.email_sends_stats()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  r record;
begin
  if tg_op = 'INSERT' then
    for r in
      select n.campaign_id, jsonb_strip_nulls(jsonb_build_object(
        'sent', nullif(count(n.sent_at), 0), 'delivered', nullif(count(n.delivered_at), 0),
        'opens', nullif(sum(n.open_count), 0), 'unique_opens', nullif(count(n.opened_at), 0),
        'clicks', nullif(sum(n.click_count), 0), 'unique_clicks', nullif(count(n.clicked_at), 0),
        'bounces', nullif(count(n.bounced_at), 0), 'failed', nullif(count(n.failed_at), 0),
        'unsubscribes', nullif(count(n.unsubscribed_at), 0), 'spam_reports', nullif(count(n.spam_reported_at), 0))) as d
      from new_rows n where n.campaign_id is not null group by n.campaign_id order by n.campaign_id
    loop
      if r.d <> '{}' then perform private.apply_campaign_stats(r.campaign_id, r.d); end if;
    end loop;
  else
    for r in
      select n.campaign_id, jsonb_strip_nulls(jsonb_build_object(
        'sent', nullif(count(n.sent_at) - count(o.sent_at), 0),
        'delivered', nullif(count(n.delivered_at) - count(o.delivered_at), 0),
        'opens', nullif(sum(n.open_count - o.open_count), 0),
        'unique_opens', nullif(count(n.opened_at) - count(o.opened_at), 0),
        'clicks', nullif(sum(n.click_count - o.click_count), 0),
        'unique_clicks', nullif(count(n.clicked_at) - count(o.clicked_at), 0),
        'bounces', nullif(count(n.bounced_at) - count(o.bounced_at), 0),
        'failed', nullif(count(n.failed_at) - count(o.failed_at), 0),
        'unsubscribes', nullif(count(n.unsubscribed_at) - count(o.unsubscribed_at), 0),
        'spam_reports', nullif(count(n.spam_reported_at) - count(o.spam_reported_at), 0))) as d
      from new_rows n join old_rows o on o.id = n.id
      where n.campaign_id is not null group by n.campaign_id order by n.campaign_id
    loop
      if r.d <> '{}' then perform private.apply_campaign_stats(r.campaign_id, r.d); end if;
    end loop;
  end if;
  return null;
end $function$;

-- create function private.email_status_rank(text) (desired/private/functions/email_status_rank.sql:2:1)
CREATE OR REPLACE FUNCTION private.email_status_rank(p_status text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select array_position(array['pending','sent','failed','delivered','bounced','opened','clicked'], p_status)
$function$;

-- create function private.enqueue_suppression() (desired/private/functions/preferences_triggers.sql:9:1)
CREATE OR REPLACE FUNCTION private.enqueue_suppression()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_email text;
  v_group integer;
begin
  if new.category = 'transactional'
     or (tg_op = 'INSERT' and new.email_enabled)
     or (tg_op = 'UPDATE' and new.email_enabled = old.email_enabled) then
    return null;
  end if;
  select lower(m.email) into strict v_email from public.members m where m.id = new.member_id;
  if new.email_enabled then
    delete from public.email_suppressions s
     where s.organization_id = new.organization_id and s.email_address = v_email and s.scope = new.category
       and s.reason in ('unsubscribe', 'group_unsubscribe', 'manual');
  else
    insert into public.email_suppressions (organization_id, email_address, scope, reason)
    values (new.organization_id, v_email, new.category, case when new.category = 'all' then 'unsubscribe' else 'group_unsubscribe' end)
    on conflict do nothing;
  end if;
  if new.source <> 'sendgrid' then                       -- SendGrid already knows its own unsubscribes
    if new.category = 'all' then
      insert into private.suppression_outbox (organization_id, email_address, action)
      values (new.organization_id, v_email, case when new.email_enabled then 'remove_global' else 'add_global' end);
    else
      select g.sendgrid_group_id into v_group from public.notification_category_groups g
       where g.organization_id = new.organization_id and g.category = new.category;
      if found then
        insert into private.suppression_outbox (organization_id, email_address, action, sendgrid_group_id)
        values (new.organization_id, v_email, case when new.email_enabled then 'remove_group' else 'add_group' end, v_group);
      end if;
    end if;
  end if;
  return null;
end $function$;

-- create function private.payment_status_rank(text) (desired/public/functions/ingest_stripe_event.sql:1:1)
CREATE OR REPLACE FUNCTION private.payment_status_rank(p_status text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select array_position(array['pending','failed','succeeded','partially_refunded','refunded'], p_status)
$function$;

-- create function private.reconcile_suppressions(text,jsonb,timestamp with time zone,integer) (desired/private/functions/reconcile_suppressions.sql:5:1)
CREATE OR REPLACE FUNCTION private.reconcile_suppressions(p_subuser text, p_listed jsonb, p_listed_at timestamp with time zone, p_group integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
end $function$;

-- create function private.set_updated_at() (desired/private/functions/set_updated_at.sql:1:1)
CREATE OR REPLACE FUNCTION private.set_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.updated_at := now();
  return new;
end $function$;

-- create function private.settle_suppression(bigint,integer,text,text,double precision) (desired/private/functions/settle_suppression.sql:3:1)
CREATE OR REPLACE FUNCTION private.settle_suppression(p_id bigint, p_attempt integer, p_status text, p_error text DEFAULT NULL::text, p_retry_seconds double precision DEFAULT 0)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with settled as (
    update private.suppression_outbox q
       set status = p_status,
           last_error = p_error,
           processed_at = case when p_status = 'done' then now() end,
           not_before = case when p_status = 'pending' then now() + make_interval(secs => p_retry_seconds) else q.not_before end
     where q.id = p_id and q.attempts = p_attempt and q.status = 'pending'
    returning q.id
  )
  select exists (select from settled)
$function$;

-- create function private.stamp_unsubscribed_at() (desired/private/functions/preferences_triggers.sql:1:1)
CREATE OR REPLACE FUNCTION private.stamp_unsubscribed_at()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.unsubscribed_at := case when new.email_enabled then null else coalesce(new.unsubscribed_at, now()) end;
  return new;
end $function$;

-- create function private.stripe_amount(bigint,text) (desired/private/functions/stripe_amount.sql:2:1)
CREATE OR REPLACE FUNCTION private.stripe_amount(p_minor bigint, p_currency text)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select case
    when lower(p_currency) in ('bif','clp','djf','gnf','jpy','kmf','krw','mga','pyg','rwf','ugx','vnd','vuv','xaf','xof','xpf') then p_minor::numeric
    when lower(p_currency) in ('bhd','jod','kwd','omr','tnd') then p_minor / 1000.0
    else p_minor / 100.0 end
$function$;

-- create function private.suppression_under_way(uuid,text,timestamp with time zone,integer) (desired/private/functions/reconcile_suppressions.sql:80:1)
CREATE OR REPLACE FUNCTION private.suppression_under_way(p_organization_id uuid, p_email text, p_since timestamp with time zone, p_group integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select exists (
    select from private.suppression_outbox q
     where q.organization_id = p_organization_id and q.email_address = p_email
       and q.sendgrid_group_id is not distinct from p_group
       and (q.status = 'pending' or q.processed_at >= p_since))
$function$;

-- create function private.try_uuid(text) (desired/private/functions/try_uuid.sql:1:1)
CREATE OR REPLACE FUNCTION private.try_uuid(p_text text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select case when p_text ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then p_text::uuid end
$function$;

-- create function private.unsubscribe_by_token(uuid,text) (desired/private/functions/apply_suppression.sql:24:1)
CREATE OR REPLACE FUNCTION private.unsubscribe_by_token(p_token uuid, p_category text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v public.email_sends;
begin
  update public.email_sends s set unsubscribed_at = coalesce(s.unsubscribed_at, now())
   where s.id = p_token returning s.* into v;
  if not found then return false; end if;
  perform private.apply_suppression(v.organization_id, v.email_address, v.member_id, p_category,
          case when p_category = 'all' then 'unsubscribe' else 'group_unsubscribe' end, true, 'one_click');
  -- Members' preferences queue by a trigger; who is no member has none.
  if v.member_id is null then
    insert into private.suppression_outbox (organization_id, email_address, action, sendgrid_group_id)
    select v.organization_id, lower(v.email_address), 'add_global', null where p_category = 'all'
    union all
    select v.organization_id, lower(v.email_address), 'add_group', g.sendgrid_group_id
      from public.notification_category_groups g
     where g.organization_id = v.organization_id and g.category = p_category;
  end if;
  return true;
end $function$;

-- create function public.can_email_member(uuid,text) (desired/public/functions/notification_preferences_api.sql:57:1)
CREATE OR REPLACE FUNCTION public.can_email_member(p_member_id uuid, p_category text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select exists (select 1 from public.members m where m.id = p_member_id)
     and not exists (
       select 1 from public.members m
         join public.email_suppressions s on s.organization_id = m.organization_id and s.email_address = lower(m.email)
        where m.id = p_member_id
          and (s.reason in ('bounce', 'spamreport') or (p_category <> 'transactional' and s.scope in ('all', p_category))))
     and (p_category = 'transactional' or not exists (
       select 1 from public.notification_preferences np
        where np.member_id = p_member_id and np.category in ('all', p_category) and not np.email_enabled))
$function$;

-- create function public.claim_suppressions(integer,integer) (desired/public/functions/suppression_worker.sql:1:1)
CREATE OR REPLACE FUNCTION public.claim_suppressions(p_limit integer DEFAULT 100, p_lease_seconds integer DEFAULT 60)
 RETURNS TABLE(id bigint, organization_id uuid, sendgrid_subuser text, email_address text, action text, sendgrid_group_id integer, attempts integer)
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with due as (
    select q.id from private.suppression_outbox q
     where q.status = 'pending' and q.not_before <= now()
       -- One after the other for each address: a retried opt-out must not overtake the opt-in that followed it.
       and not exists (select 1 from private.suppression_outbox e
                        where e.status = 'pending' and e.organization_id = q.organization_id
                          and e.email_address = q.email_address and e.id < q.id)
     order by q.id limit p_limit for update skip locked
  ), claimed as (
    update private.suppression_outbox q
       set attempts = q.attempts + 1, not_before = now() + make_interval(secs => p_lease_seconds)
      from due where q.id = due.id returning q.*
  )
  select c.id, c.organization_id, g.sendgrid_subuser, c.email_address, c.action, c.sendgrid_group_id, c.attempts
    from claimed c join public.organizations g on g.id = c.organization_id order by c.id
$function$;

-- create function public.complete_suppression(bigint,text) (desired/public/functions/suppression_worker.sql:21:1)
CREATE OR REPLACE FUNCTION public.complete_suppression(p_id bigint, p_error text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  update private.suppression_outbox q
     set status = case when p_error is null then 'done' when q.attempts >= 10 then 'failed' else 'pending' end,
         last_error = p_error,
         processed_at = case when p_error is null then now() end,
         not_before = case when p_error is null then q.not_before else now() + make_interval(secs => least(3600, 2 ^ q.attempts)) end
   where q.id = p_id and q.status = 'pending'   -- what is done stays done, whoever comes late
$function$;

-- create function public.get_notification_preferences(uuid) (desired/public/functions/notification_preferences_api.sql:1:1)
CREATE OR REPLACE FUNCTION public.get_notification_preferences(p_organization_id uuid)
 RETURNS TABLE(category text, email_enabled boolean, sms_enabled boolean, push_enabled boolean, unsubscribed_at timestamp with time zone, email_effective boolean)
 LANGUAGE sql
 STABLE ROWS 5
 SET search_path TO ''
AS $function$
  with me as (
    select m.id from public.members m where m.organization_id = p_organization_id and m.user_id = (select auth.uid())
  ), mine as (
    select np.* from public.notification_preferences np join me on me.id = np.member_id
  )
  select c.category, coalesce(p.email_enabled, true), coalesce(p.sms_enabled, false), coalesce(p.push_enabled, false),
         p.unsubscribed_at,
         c.category = 'transactional' or (coalesce(p.email_enabled, true)
           and not exists (select 1 from mine a where a.category = 'all' and not a.email_enabled))
  from me cross join unnest(array['marketing','transactional','events','newsletter','all']) with ordinality as c(category, ord)
  left join mine p on p.category = c.category
  order by c.ord
$function$;

-- create function public.increment_campaign_stat(uuid,text,integer) (desired/public/functions/increment_campaign_stat.sql:1:1)
CREATE OR REPLACE FUNCTION public.increment_campaign_stat(p_campaign_id uuid, p_stat_name text, p_increment integer DEFAULT 1)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if p_campaign_id is null or p_stat_name is null or p_increment is null then
    raise exception 'increment_campaign_stat: NULL argument' using errcode = 'null_value_not_allowed';
  end if;
  if p_stat_name <> all (private.campaign_stat_names()) then
    raise exception 'unknown campaign stat %', quote_literal(p_stat_name) using errcode = 'invalid_parameter_value';
  end if;
  -- One UPDATE takes the row lock before it reads: who waited counts on from what the other one has committed.
  update public.campaigns c
     set stats = jsonb_set(c.stats, array[p_stat_name], to_jsonb(coalesce((c.stats -> p_stat_name)::bigint, 0) + p_increment)),
         updated_at = now()
   where c.id = p_campaign_id;
  if not found then
    raise exception 'campaign % does not exist or is not visible', p_campaign_id using errcode = 'no_data_found';
  end if;
end $function$;

-- create function public.ingest_sendgrid_events(jsonb) (desired/public/functions/ingest_sendgrid_events.sql:2:1)
CREATE OR REPLACE FUNCTION public.ingest_sendgrid_events(p_events jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  e          jsonb;
  v          public.email_sends;
  v_type     text;
  v_ts       timestamptz;
  v_mid      text;
  v_email    text;
  v_scope    text;
  a_id       uuid[] := '{}';         -- collected per event, applied by ONE update: one stats write per campaign and batch
  a_type     text[] := '{}';
  a_ts       timestamptz[] := '{}';
  a_mid      text[] := '{}';
  a_reason   text[] := '{}';
  n_applied  integer := 0;
  n_dup      integer := 0;
  n_ignored  integer := 0;
begin
  if jsonb_typeof(p_events) is distinct from 'array' then
    raise exception 'expected a JSON array of events' using errcode = 'invalid_parameter_value';
  end if;
  -- Lock every campaign the batch can touch, in id order: concurrent batches cannot deadlock.
  perform 1 from public.campaigns c
   where c.id in (select private.try_uuid(x ->> 'campaign_id') from jsonb_array_elements(p_events) x
                  union all
                  select s.campaign_id from jsonb_array_elements(p_events) x
                    join public.email_sends s on s.id = private.try_uuid(x ->> 'email_send_id')
                  union all
                  select s.campaign_id from jsonb_array_elements(p_events) x
                    join public.email_sends s on s.sendgrid_message_id = nullif(split_part(x ->> 'sg_message_id', '.', 1), ''))
   order by c.id for no key update;

  -- A time that is none must not stop the batch: it counts as the time of receipt.
  for e, v_ts in
    select x, to_timestamp(case jsonb_typeof(x -> 'timestamp')
                             when 'number' then least(greatest((x ->> 'timestamp')::numeric, 0), 253402300799) end)
      from jsonb_array_elements(p_events) with ordinality as t(x, ord)
     order by 2 nulls last, ord
  loop
    v_type := e ->> 'event';
    if e ->> 'sg_event_id' is null or v_type is null or e ->> 'email' is null then
      n_ignored := n_ignored + 1; continue;
    end if;
    insert into private.webhook_events (provider, event_id, event_type, payload)
    values ('sendgrid', e ->> 'sg_event_id', v_type, e) on conflict do nothing;
    if not found then n_dup := n_dup + 1; continue; end if;

    v_ts := coalesce(v_ts, now());
    v_email := e ->> 'email';
    v_mid := nullif(split_part(e ->> 'sg_message_id', '.', 1), '');     -- X-Message-Id is the prefix
    v := null;
    select s.* into v from public.email_sends s where s.id = private.try_uuid(e ->> 'email_send_id');
    if v.id is null and v_mid is not null then
      select s.* into v from public.email_sends s
       where s.sendgrid_message_id = v_mid and lower(s.email_address) = lower(v_email);
    end if;
    if v.id is null and v_mid is null then
      -- Delayed bounces may come without a message id.
      select s.* into v from public.email_sends s
       where s.campaign_id = private.try_uuid(e ->> 'campaign_id') and s.organization_id = private.try_uuid(e ->> 'organization_id')
         and lower(s.email_address) = lower(v_email)
       order by s.created_at desc, s.id limit 1;
    end if;
    if v.id is null then
      -- Only the organization must be ours: an opt-out counts although the member or the campaign is gone by now.
      insert into public.email_sends (organization_id, campaign_id, member_id, email_address, sendgrid_message_id)
      select g.id, c.id, m.id, v_email, v_mid
        from public.organizations g
        left join public.campaigns c on c.id = private.try_uuid(e ->> 'campaign_id') and c.organization_id = g.id
        left join public.members m on m.id = private.try_uuid(e ->> 'member_id') and m.organization_id = g.id
       where g.id = private.try_uuid(e ->> 'organization_id')
      on conflict (campaign_id, member_id) where campaign_id is not null and member_id is not null
      do update set email_address = excluded.email_address
      returning * into v;
    end if;
    if v.id is null then n_ignored := n_ignored + 1; continue; end if;

    a_id := a_id || v.id; a_type := a_type || v_type; a_ts := a_ts || v_ts; a_mid := a_mid || v_mid;
    a_reason := a_reason || (e ->> 'reason');

    if v_type in ('unsubscribe', 'spamreport') then
      perform private.apply_suppression(v.organization_id, v.email_address, v.member_id, 'all', v_type, true, 'sendgrid');
    elsif v_type = 'bounce' and e ->> 'type' is distinct from 'blocked' then
      perform private.apply_suppression(v.organization_id, v.email_address, null, 'all', 'bounce', true, 'sendgrid');
    elsif v_type in ('group_unsubscribe', 'group_resubscribe') then
      select g.category into v_scope from public.notification_category_groups g
       where g.organization_id = v.organization_id and g.sendgrid_group_id::text = e ->> 'asm_group_id';
      -- The last word counts, not the last one to arrive: SendGrid's own, and what the member said here.
      if found and not exists (
           select 1 from private.webhook_events w
            where w.provider = 'sendgrid' and w.event_type in ('group_unsubscribe', 'group_resubscribe')
              and lower(w.payload ->> 'email') = lower(v_email) and w.payload ->> 'asm_group_id' = e ->> 'asm_group_id'
              and w.payload -> 'timestamp' > e -> 'timestamp')
         and not (v_type = 'group_resubscribe' and exists (
           select 1 from public.notification_preferences np
            where np.member_id = v.member_id and np.category = v_scope and np.source <> 'sendgrid' and np.unsubscribed_at > v_ts))
      then
        perform private.apply_suppression(v.organization_id, v.email_address, v.member_id, v_scope,
                                          'group_unsubscribe', v_type = 'group_unsubscribe', 'sendgrid');
      end if;
    end if;
    n_applied := n_applied + 1;
  end loop;

  perform 1 from public.email_sends s where s.id = any (a_id) order by s.id for no key update;
  update public.email_sends s set
    status = case when private.email_status_rank(a.top) > private.email_status_rank(s.status) then a.top else s.status end,
    sendgrid_message_id = coalesce(s.sendgrid_message_id, a.mid),
    sent_at = least(s.sent_at, a.sent), delivered_at = least(s.delivered_at, a.delivered),
    opened_at = least(s.opened_at, a.opened), open_count = s.open_count + a.opens,
    clicked_at = least(s.clicked_at, a.clicked), click_count = s.click_count + a.clicks,
    bounced_at = least(s.bounced_at, a.bounced), bounce_reason = coalesce(a.reason, s.bounce_reason),
    failed_at = least(s.failed_at, a.failed), unsubscribed_at = least(s.unsubscribed_at, a.unsubscribed),
    spam_reported_at = least(s.spam_reported_at, a.spam)
  from (
    select u.id, max(u.mid) as mid,
           (array_agg(m.status order by private.email_status_rank(m.status) desc nulls last))[1] as top,
           min(u.ts) filter (where u.typ in ('processed', 'delivered', 'open', 'click', 'bounce')) as sent,
           min(u.ts) filter (where u.typ = 'delivered') as delivered,
           min(u.ts) filter (where u.typ = 'open') as opened, (count(*) filter (where u.typ = 'open'))::integer as opens,
           min(u.ts) filter (where u.typ = 'click') as clicked, (count(*) filter (where u.typ = 'click'))::integer as clicks,
           min(u.ts) filter (where u.typ = 'bounce') as bounced, min(u.ts) filter (where u.typ = 'dropped') as failed,
           (array_agg(u.reason order by u.ts desc) filter (where u.typ in ('bounce', 'dropped') and u.reason is not null))[1] as reason,
           min(u.ts) filter (where u.typ in ('unsubscribe', 'group_unsubscribe')) as unsubscribed,
           min(u.ts) filter (where u.typ = 'spamreport') as spam
      from unnest(a_id, a_type, a_ts, a_mid, a_reason) as u(id, typ, ts, mid, reason)
      left join (values ('processed', 'sent'), ('delivered', 'delivered'), ('open', 'opened'), ('click', 'clicked'),
                        ('bounce', 'bounced'), ('dropped', 'failed')) as m(typ, status) on m.typ = u.typ
     group by u.id) a
  where s.id = a.id;
  return jsonb_build_object('applied', n_applied, 'duplicates', n_dup, 'ignored', n_ignored);
end $function$;

-- create function public.ingest_stripe_event(jsonb) (desired/public/functions/ingest_stripe_event.sql:10:1)
CREATE OR REPLACE FUNCTION public.ingest_stripe_event(p_event jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  o         jsonb := p_event -> 'data' -> 'object';
  md        jsonb := coalesce(p_event -> 'data' -> 'object' -> 'metadata', '{}');
  v_type    text := p_event ->> 'type';
  v_pstat   text;
  v_tstat   text;
  v_pay     public.payments;
  v_items   jsonb;
  v_amount  numeric;
  v_list    numeric;
  v_left    numeric;
  v_seats   integer;
  v_seat    integer := 0;
  v_each    numeric;
  v_digits  integer;
  r         record;
begin
  if p_event ->> 'id' is null or v_type is null or o is null then
    raise exception 'not a Stripe event' using errcode = 'invalid_parameter_value';
  end if;
  insert into private.webhook_events (provider, event_id, event_type, payload)
  values ('stripe', p_event ->> 'id', v_type, p_event) on conflict do nothing;
  if not found then return jsonb_build_object('status', 'duplicate'); end if;

  if v_type in ('checkout.session.completed', 'checkout.session.async_payment_succeeded',
                'checkout.session.async_payment_failed', 'checkout.session.expired') then
    if private.try_uuid(md ->> 'organization_id') is null or private.try_uuid(md ->> 'event_id') is null then
      return jsonb_build_object('status', 'ignored', 'reason', 'no ticket metadata');
    end if;
    v_pstat := case
      when v_type = 'checkout.session.async_payment_succeeded' then 'succeeded'
      when v_type = 'checkout.session.completed' and o ->> 'payment_status' in ('paid', 'no_payment_required') then 'succeeded'
      when v_type = 'checkout.session.completed' then 'pending'
      else 'failed' end;
    v_tstat := case v_pstat when 'succeeded' then 'paid' when 'pending' then 'pending' else 'cancelled' end;
    v_amount := private.stripe_amount(coalesce((o ->> 'amount_total')::bigint, 0), coalesce(o ->> 'currency', 'usd'));

    -- ON CONFLICT knows one of the two keys that deliveries at the same moment would both meet.
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('stripe ' || (o ->> 'id'), 0));
    insert into public.payments as p (organization_id, member_id, provider, provider_checkout_id, provider_payment_id, amount, currency, status)
    values ((md ->> 'organization_id')::uuid,
            -- whoever has left in the meantime has paid all the same
            (select m.id from public.members m where m.id = private.try_uuid(md ->> 'member_id')
                and m.organization_id = private.try_uuid(md ->> 'organization_id')), 'stripe', o ->> 'id',
            o ->> 'payment_intent', v_amount, upper(coalesce(o ->> 'currency', 'usd')), v_pstat)
    on conflict (provider, provider_checkout_id) do update
       set provider_payment_id = coalesce(p.provider_payment_id, excluded.provider_payment_id),
           status = case when private.payment_status_rank(excluded.status) > private.payment_status_rank(p.status)
                         then excluded.status else p.status end
    returning p.* into v_pay;

    v_items := coalesce((md ->> 'items')::jsonb, jsonb_build_array(jsonb_build_object(
                 'ticket_type_id', md ->> 'ticket_type_id', 'quantity', coalesce(md ->> 'quantity', '1'))));
    perform 1 from public.ticket_types tt
     where tt.id in (select (i ->> 'ticket_type_id')::uuid from jsonb_array_elements(v_items) i) order by tt.id for update;
    select sum(tt.price * (i ->> 'quantity')::integer), sum((i ->> 'quantity')::integer) into v_list, v_seats
      from jsonb_array_elements(v_items) i
      join public.ticket_types tt on tt.id = (i ->> 'ticket_type_id')::uuid and tt.event_id = (md ->> 'event_id')::uuid;
    if coalesce(v_seats, 0) = 0 then
      raise exception 'checkout % names no ticket type of event %', o ->> 'id', md ->> 'event_id' using errcode = 'no_data_found';
    end if;
    v_left := v_amount;
    v_digits := case when private.stripe_amount(1, coalesce(o ->> 'currency', 'usd')) = 1 then 0 else 2 end;
    for r in
      select tt.id, tt.price, tt.quantity_total, row_number() over (partition by tt.id order by ord) as nth,
             (select count(*) from public.event_tickets t where t.ticket_type_id = tt.id
                 and t.status in ('pending', 'paid', 'checked_in') and t.payment_id is distinct from v_pay.id) as taken
        from jsonb_array_elements(v_items) with ordinality as j(i, ord)
        join public.ticket_types tt on tt.id = (i ->> 'ticket_type_id')::uuid
        cross join generate_series(1, (i ->> 'quantity')::integer)
       order by ord
    loop
      v_seat := v_seat + 1;
      v_each := case when v_seat = v_seats then v_left                       -- the last seat takes the rounding rest
                     when v_list > 0 then least(v_left, round(v_amount * r.price / v_list, v_digits)) else 0 end;
      v_left := v_left - v_each;
      insert into public.event_tickets as t (event_id, member_id, organization_id, ticket_type_id, status, payment_id, seat_no, amount_paid, metadata)
      values ((md ->> 'event_id')::uuid, v_pay.member_id, v_pay.organization_id, r.id, v_tstat, v_pay.id, v_seat, v_each,
              case when r.quantity_total is not null and r.taken + r.nth > r.quantity_total then '{"oversold": true}'::jsonb else '{}'::jsonb end)
      on conflict (payment_id, seat_no) do update
         set status = case when t.status = 'pending' or (t.status = 'cancelled' and excluded.status = 'paid')
                           then excluded.status else t.status end;
    end loop;
    return jsonb_build_object('status', 'applied', 'payment_id', v_pay.id, 'tickets', v_seats);

  elsif v_type = 'charge.refunded' then
    select p.* into v_pay from public.payments p
     where p.provider = 'stripe' and p.provider_payment_id = o ->> 'payment_intent' for update;
    if not found then                                    -- may overtake checkout.session.completed: fail, Stripe retries
      raise exception 'payment % not known yet', o ->> 'payment_intent' using errcode = 'no_data_found';
    end if;
    -- The amount is the sum so far: of two refunds that arrive in the wrong order the greater counts.
    update public.payments p set
      amount_refunded = greatest(p.amount_refunded, least(p.amount, private.stripe_amount((o ->> 'amount_refunded')::bigint, o ->> 'currency'))),
      status = case when (o ->> 'refunded')::boolean or p.status = 'refunded' then 'refunded' else 'partially_refunded' end
    where p.id = v_pay.id;
    if (o ->> 'refunded')::boolean then
      update public.event_tickets t set status = 'refunded' where t.payment_id = v_pay.id and t.status <> 'refunded';
    end if;
    return jsonb_build_object('status', 'applied', 'payment_id', v_pay.id);
  end if;
  return jsonb_build_object('status', 'ignored', 'reason', 'type');
end $function$;

-- create function public.unsubscribe_by_token(uuid,text) (desired/public/functions/notification_preferences_api.sql:52:1)
CREATE OR REPLACE FUNCTION public.unsubscribe_by_token(p_token uuid, p_category text DEFAULT 'all'::text)
 RETURNS boolean
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select private.unsubscribe_by_token(p_token, p_category)
$function$;

-- create table private.suppression_outbox (desired/private/tables/suppression_outbox.sql:1:14)
CREATE TABLE private.suppression_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    organization_id uuid NOT NULL,
    email_address text NOT NULL,
    action text NOT NULL,
    sendgrid_group_id integer,
    status text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    not_before timestamp with time zone DEFAULT now() NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    processed_at timestamp with time zone,
    CONSTRAINT suppression_outbox_action_check CHECK ((action = ANY (ARRAY['add_global'::text, 'remove_global'::text, 'add_group'::text, 'remove_group'::text]))),
    CONSTRAINT suppression_outbox_group_check CHECK (((action = ANY (ARRAY['add_group'::text, 'remove_group'::text])) = (sendgrid_group_id IS NOT NULL))),
    CONSTRAINT suppression_outbox_pkey PRIMARY KEY (id),
    CONSTRAINT suppression_outbox_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'done'::text, 'failed'::text])))
);

-- create table private.suppression_outbox (desired/private/tables/suppression_outbox.sql:1:14)
ALTER TABLE private.suppression_outbox ENABLE ROW LEVEL SECURITY;

-- create table private.webhook_events (desired/private/tables/webhook_events.sql:2:14)
CREATE TABLE private.webhook_events (
    provider text NOT NULL,
    event_id text NOT NULL,
    event_type text NOT NULL,
    payload jsonb NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_events_pkey PRIMARY KEY (provider, event_id),
    CONSTRAINT webhook_events_provider_check CHECK ((provider = ANY (ARRAY['sendgrid'::text, 'stripe'::text])))
);

-- create table private.webhook_events (desired/private/tables/webhook_events.sql:2:14)
ALTER TABLE private.webhook_events ENABLE ROW LEVEL SECURITY;

-- create table public.campaigns (desired/public/tables/campaigns.sql:1:14)
CREATE TABLE public.campaigns (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id uuid NOT NULL,
    name text NOT NULL,
    subject text,
    category public.campaign_category DEFAULT 'marketing'::text NOT NULL,
    status public.campaign_status DEFAULT 'draft'::text NOT NULL,
    stats public.campaign_stats DEFAULT '{}'::jsonb NOT NULL,
    scheduled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT campaigns_id_organization_id_key UNIQUE (id, organization_id),
    CONSTRAINT campaigns_pkey PRIMARY KEY (id)
) WITH (fillfactor='70');

-- create table public.campaigns (desired/public/tables/campaigns.sql:1:14)
ALTER TABLE public.campaigns ENABLE ROW LEVEL SECURITY;

-- create table public.email_sends (desired/public/tables/email_sends.sql:1:14)
CREATE TABLE public.email_sends (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    campaign_id uuid,
    member_id uuid,
    organization_id uuid NOT NULL,
    email_address text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    sendgrid_message_id text,
    sent_at timestamp with time zone,
    delivered_at timestamp with time zone,
    opened_at timestamp with time zone,
    clicked_at timestamp with time zone,
    bounced_at timestamp with time zone,
    bounce_reason text,
    failed_at timestamp with time zone,
    unsubscribed_at timestamp with time zone,
    spam_reported_at timestamp with time zone,
    open_count integer DEFAULT 0 NOT NULL,
    click_count integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT email_sends_click_count_check CHECK ((click_count >= 0)),
    CONSTRAINT email_sends_open_count_check CHECK ((open_count >= 0)),
    CONSTRAINT email_sends_pkey PRIMARY KEY (id),
    CONSTRAINT email_sends_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'delivered'::text, 'opened'::text, 'clicked'::text, 'bounced'::text, 'failed'::text])))
);

-- create table public.email_sends (desired/public/tables/email_sends.sql:1:14)
ALTER TABLE public.email_sends ENABLE ROW LEVEL SECURITY;

-- create table public.email_suppressions (desired/public/tables/email_suppressions.sql:2:14)
CREATE TABLE public.email_suppressions (
    organization_id uuid NOT NULL,
    email_address text NOT NULL,
    scope text NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT email_suppressions_email_address_check CHECK ((email_address = lower(email_address))),
    CONSTRAINT email_suppressions_pkey PRIMARY KEY (organization_id, email_address, scope),
    CONSTRAINT email_suppressions_reason_check CHECK ((reason = ANY (ARRAY['unsubscribe'::text, 'group_unsubscribe'::text, 'bounce'::text, 'spamreport'::text, 'dropped'::text, 'manual'::text]))),
    CONSTRAINT email_suppressions_scope_check CHECK ((scope = ANY (ARRAY['all'::text, 'marketing'::text, 'events'::text, 'newsletter'::text])))
);

-- create table public.email_suppressions (desired/public/tables/email_suppressions.sql:2:14)
ALTER TABLE public.email_suppressions ENABLE ROW LEVEL SECURITY;

-- create table public.event_tickets (desired/public/tables/event_tickets.sql:1:14)
CREATE TABLE public.event_tickets (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    member_id uuid,
    organization_id uuid NOT NULL,
    ticket_type_id uuid NOT NULL,
    ticket_number text DEFAULT ('TKT-'::text || upper(substr(replace((gen_random_uuid())::text, '-'::text, ''::text), 1, 12))) NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    payment_id uuid,
    seat_no integer DEFAULT 1 NOT NULL,
    amount_paid numeric(10,2),
    purchase_date timestamp with time zone DEFAULT now() NOT NULL,
    checked_in_at timestamp with time zone,
    checked_in_by uuid,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT event_tickets_amount_paid_check CHECK ((amount_paid >= (0)::numeric)),
    CONSTRAINT event_tickets_checked_in_check CHECK (((status <> 'checked_in'::text) OR (checked_in_at IS NOT NULL))),
    CONSTRAINT event_tickets_metadata_check CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT event_tickets_paid_check CHECK (((status <> ALL (ARRAY['paid'::text, 'checked_in'::text])) OR (amount_paid IS NOT NULL))),
    CONSTRAINT event_tickets_payment_seat_key UNIQUE (payment_id, seat_no),
    CONSTRAINT event_tickets_pkey PRIMARY KEY (id),
    CONSTRAINT event_tickets_seat_no_check CHECK ((seat_no > 0)),
    CONSTRAINT event_tickets_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'paid'::text, 'cancelled'::text, 'refunded'::text, 'checked_in'::text]))),
    CONSTRAINT event_tickets_ticket_number_key UNIQUE (ticket_number)
);

-- create table public.event_tickets (desired/public/tables/event_tickets.sql:1:14)
ALTER TABLE public.event_tickets ENABLE ROW LEVEL SECURITY;

-- create function public.check_in_ticket(text) (desired/public/functions/check_in_ticket.sql:1:1)
CREATE OR REPLACE FUNCTION public.check_in_ticket(p_ticket_number text)
 RETURNS public.event_tickets
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v public.event_tickets;
begin
  update public.event_tickets t
     set status = 'checked_in', checked_in_at = now(),
         checked_in_by = (select m.id from public.members m
                           where m.organization_id = t.organization_id and m.user_id = (select auth.uid()))
   where t.ticket_number = p_ticket_number and t.status = 'paid'
  returning t.* into v;
  if not found then
    raise sqlstate 'PT409' using message = format('ticket %L cannot be checked in', p_ticket_number);  -- PostgREST: HTTP 409
  end if;
  return v;
end $function$;

-- create table public.events (desired/public/tables/events.sql:1:14)
CREATE TABLE public.events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id uuid NOT NULL,
    title text NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT events_id_organization_id_key UNIQUE (id, organization_id),
    CONSTRAINT events_period_check CHECK (((ends_at IS NULL) OR (starts_at IS NULL) OR (ends_at >= starts_at))),
    CONSTRAINT events_pkey PRIMARY KEY (id)
);

-- create table public.events (desired/public/tables/events.sql:1:14)
ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;

-- create table public.members (desired/public/tables/members.sql:1:14)
CREATE TABLE public.members (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id uuid NOT NULL,
    user_id uuid,
    email text NOT NULL,
    full_name text,
    role public.member_role DEFAULT 'member'::public.member_role NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT members_email_check CHECK ((email ~ '^[^@\s]+@[^@\s]+$'::text)),
    CONSTRAINT members_id_organization_id_key UNIQUE (id, organization_id),
    CONSTRAINT members_organization_id_user_id_key UNIQUE (organization_id, user_id),
    CONSTRAINT members_pkey PRIMARY KEY (id)
);

-- create table public.members (desired/public/tables/members.sql:1:14)
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;

-- create table public.notification_category_groups (desired/public/tables/notification_category_groups.sql:1:14)
CREATE TABLE public.notification_category_groups (
    organization_id uuid NOT NULL,
    category text NOT NULL,
    sendgrid_group_id integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notification_category_groups_category_check CHECK ((category = ANY (ARRAY['marketing'::text, 'events'::text, 'newsletter'::text]))),
    CONSTRAINT notification_category_groups_group_key UNIQUE (organization_id, sendgrid_group_id),
    CONSTRAINT notification_category_groups_pkey PRIMARY KEY (organization_id, category),
    CONSTRAINT notification_category_groups_sendgrid_group_id_check CHECK ((sendgrid_group_id > 0))
);

-- create table public.notification_category_groups (desired/public/tables/notification_category_groups.sql:1:14)
ALTER TABLE public.notification_category_groups ENABLE ROW LEVEL SECURITY;

-- create table public.notification_preferences (desired/public/tables/notification_preferences.sql:1:14)
CREATE TABLE public.notification_preferences (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    member_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    category text NOT NULL,
    email_enabled boolean DEFAULT true NOT NULL,
    sms_enabled boolean DEFAULT false NOT NULL,
    push_enabled boolean DEFAULT false NOT NULL,
    unsubscribed_at timestamp with time zone,
    source text DEFAULT 'member'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notification_preferences_category_check CHECK ((category = ANY (ARRAY['marketing'::text, 'transactional'::text, 'events'::text, 'newsletter'::text, 'all'::text]))),
    CONSTRAINT notification_preferences_member_org_category_key UNIQUE (member_id, organization_id, category),
    CONSTRAINT notification_preferences_pkey PRIMARY KEY (id),
    CONSTRAINT notification_preferences_source_check CHECK ((source = ANY (ARRAY['member'::text, 'admin'::text, 'one_click'::text, 'sendgrid'::text]))),
    CONSTRAINT notification_preferences_unsubscribed_check CHECK ((email_enabled = (unsubscribed_at IS NULL)))
);

-- create table public.notification_preferences (desired/public/tables/notification_preferences.sql:1:14)
ALTER TABLE public.notification_preferences ENABLE ROW LEVEL SECURITY;

-- create function public.set_notification_preference(uuid,text,boolean,boolean,boolean) (desired/public/functions/notification_preferences_api.sql:19:1)
CREATE OR REPLACE FUNCTION public.set_notification_preference(p_organization_id uuid, p_category text, p_email_enabled boolean DEFAULT NULL::boolean, p_sms_enabled boolean DEFAULT NULL::boolean, p_push_enabled boolean DEFAULT NULL::boolean)
 RETURNS public.notification_preferences
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_member uuid;
  v_row public.notification_preferences;
begin
  select m.id into v_member from public.members m
   where m.organization_id = p_organization_id and m.user_id = (select auth.uid());
  if not found then
    raise exception 'not a member of organization %', p_organization_id using errcode = 'insufficient_privilege';
  end if;
  insert into public.notification_preferences as np
         (member_id, organization_id, category, email_enabled, sms_enabled, push_enabled, source)
  values (v_member, p_organization_id, p_category, coalesce(p_email_enabled, true),
          coalesce(p_sms_enabled, false), coalesce(p_push_enabled, false), 'member')
  on conflict (member_id, organization_id, category) do update
     set email_enabled = coalesce(p_email_enabled, np.email_enabled),
         sms_enabled   = coalesce(p_sms_enabled, np.sms_enabled),
         push_enabled  = coalesce(p_push_enabled, np.push_enabled),
         source        = 'member'
  returning np.* into v_row;
  return v_row;
end $function$;

-- create function public.unsubscribe_all(uuid) (desired/public/functions/notification_preferences_api.sql:46:1)
CREATE OR REPLACE FUNCTION public.unsubscribe_all(p_organization_id uuid)
 RETURNS public.notification_preferences
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select public.set_notification_preference(p_organization_id, 'all', false)
$function$;

-- create table public.organizations (desired/public/tables/organizations.sql:1:14)
CREATE TABLE public.organizations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    sendgrid_subuser text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT organizations_pkey PRIMARY KEY (id),
    CONSTRAINT organizations_slug_key UNIQUE (slug)
);

-- create table public.organizations (desired/public/tables/organizations.sql:1:14)
ALTER TABLE public.organizations ENABLE ROW LEVEL SECURITY;

-- create table public.payments (desired/public/tables/payments.sql:1:14)
CREATE TABLE public.payments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id uuid NOT NULL,
    member_id uuid,
    provider text DEFAULT 'stripe'::text NOT NULL,
    provider_checkout_id text,
    provider_payment_id text,
    amount numeric(10,2) NOT NULL,
    amount_refunded numeric(10,2) DEFAULT 0 NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payments_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT payments_amount_refunded_check CHECK ((amount_refunded >= (0)::numeric)),
    CONSTRAINT payments_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT payments_id_organization_id_key UNIQUE (id, organization_id),
    CONSTRAINT payments_pkey PRIMARY KEY (id),
    CONSTRAINT payments_provider_check CHECK ((provider = ANY (ARRAY['stripe'::text, 'manual'::text]))),
    CONSTRAINT payments_provider_checkout_id_key UNIQUE (provider, provider_checkout_id),
    CONSTRAINT payments_provider_payment_id_key UNIQUE (provider, provider_payment_id),
    CONSTRAINT payments_refund_check CHECK ((amount_refunded <= amount)),
    CONSTRAINT payments_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text, 'partially_refunded'::text, 'refunded'::text])))
);

-- create table public.payments (desired/public/tables/payments.sql:1:14)
ALTER TABLE public.payments ENABLE ROW LEVEL SECURITY;

-- create table public.ticket_types (desired/public/tables/ticket_types.sql:1:14)
CREATE TABLE public.ticket_types (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id uuid NOT NULL,
    event_id uuid NOT NULL,
    name text NOT NULL,
    price numeric(10,2) DEFAULT 0 NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    quantity_total integer,
    sales_start_at timestamp with time zone,
    sales_end_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ticket_types_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT ticket_types_event_id_name_key UNIQUE (event_id, name),
    CONSTRAINT ticket_types_id_event_id_key UNIQUE (id, event_id),
    CONSTRAINT ticket_types_pkey PRIMARY KEY (id),
    CONSTRAINT ticket_types_price_check CHECK ((price >= (0)::numeric)),
    CONSTRAINT ticket_types_quantity_total_check CHECK ((quantity_total > 0))
);

-- create table public.ticket_types (desired/public/tables/ticket_types.sql:1:14)
ALTER TABLE public.ticket_types ENABLE ROW LEVEL SECURITY;

-- create table constraint campaigns_organization_id_fkey on public.campaigns (desired/public/tables/campaigns.sql:3:33)
ALTER TABLE public.campaigns ADD CONSTRAINT campaigns_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint email_sends_campaign_id_fkey on public.email_sends (desired/public/tables/email_sends.sql:23:3)
ALTER TABLE public.email_sends ADD CONSTRAINT email_sends_campaign_id_fkey FOREIGN KEY (campaign_id, organization_id) REFERENCES public.campaigns(id, organization_id) ON DELETE CASCADE;

-- create table constraint email_sends_member_id_fkey on public.email_sends (desired/public/tables/email_sends.sql:25:3)
ALTER TABLE public.email_sends ADD CONSTRAINT email_sends_member_id_fkey FOREIGN KEY (member_id, organization_id) REFERENCES public.members(id, organization_id) ON DELETE SET NULL (member_id);

-- create table constraint email_sends_organization_id_fkey on public.email_sends (desired/public/tables/email_sends.sql:5:37)
ALTER TABLE public.email_sends ADD CONSTRAINT email_sends_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint email_suppressions_organization_id_fkey on public.email_suppressions (desired/public/tables/email_suppressions.sql:3:33)
ALTER TABLE public.email_suppressions ADD CONSTRAINT email_suppressions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint event_tickets_checked_in_by_fkey on public.event_tickets (desired/public/tables/event_tickets.sql:31:3)
ALTER TABLE public.event_tickets ADD CONSTRAINT event_tickets_checked_in_by_fkey FOREIGN KEY (checked_in_by, organization_id) REFERENCES public.members(id, organization_id) ON DELETE SET NULL (checked_in_by);

-- create table constraint event_tickets_event_id_fkey on public.event_tickets (desired/public/tables/event_tickets.sql:21:3)
ALTER TABLE public.event_tickets ADD CONSTRAINT event_tickets_event_id_fkey FOREIGN KEY (event_id, organization_id) REFERENCES public.events(id, organization_id) ON DELETE CASCADE;

-- create table constraint event_tickets_member_id_fkey on public.event_tickets (desired/public/tables/event_tickets.sql:23:3)
ALTER TABLE public.event_tickets ADD CONSTRAINT event_tickets_member_id_fkey FOREIGN KEY (member_id, organization_id) REFERENCES public.members(id, organization_id) ON DELETE SET NULL (member_id);

-- create table constraint event_tickets_organization_id_fkey on public.event_tickets (desired/public/tables/event_tickets.sql:5:33)
ALTER TABLE public.event_tickets ADD CONSTRAINT event_tickets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint event_tickets_payment_id_fkey on public.event_tickets (desired/public/tables/event_tickets.sql:29:3)
ALTER TABLE public.event_tickets ADD CONSTRAINT event_tickets_payment_id_fkey FOREIGN KEY (payment_id, organization_id) REFERENCES public.payments(id, organization_id);

-- create table constraint event_tickets_ticket_type_id_fkey on public.event_tickets (desired/public/tables/event_tickets.sql:26:3)
ALTER TABLE public.event_tickets ADD CONSTRAINT event_tickets_ticket_type_id_fkey FOREIGN KEY (ticket_type_id, event_id) REFERENCES public.ticket_types(id, event_id);

-- create table constraint events_organization_id_fkey on public.events (desired/public/tables/events.sql:3:33)
ALTER TABLE public.events ADD CONSTRAINT events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint members_organization_id_fkey on public.members (desired/public/tables/members.sql:3:33)
ALTER TABLE public.members ADD CONSTRAINT members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint members_user_id_fkey on public.members (desired/public/tables/members.sql:4:24)
ALTER TABLE public.members ADD CONSTRAINT members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE SET NULL;

-- create table constraint notification_category_groups_organization_id_fkey on public.notification_category_groups (desired/public/tables/notification_category_groups.sql:2:35)
ALTER TABLE public.notification_category_groups ADD CONSTRAINT notification_category_groups_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint notification_preferences_member_id_fkey on public.notification_preferences (desired/public/tables/notification_preferences.sql:13:3)
ALTER TABLE public.notification_preferences ADD CONSTRAINT notification_preferences_member_id_fkey FOREIGN KEY (member_id, organization_id) REFERENCES public.members(id, organization_id) ON DELETE CASCADE;

-- create table constraint notification_preferences_organization_id_fkey on public.notification_preferences (desired/public/tables/notification_preferences.sql:4:33)
ALTER TABLE public.notification_preferences ADD CONSTRAINT notification_preferences_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint payments_member_id_fkey on public.payments (desired/public/tables/payments.sql:15:3)
ALTER TABLE public.payments ADD CONSTRAINT payments_member_id_fkey FOREIGN KEY (member_id, organization_id) REFERENCES public.members(id, organization_id) ON DELETE SET NULL (member_id);

-- create table constraint payments_organization_id_fkey on public.payments (desired/public/tables/payments.sql:3:40)
ALTER TABLE public.payments ADD CONSTRAINT payments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint suppression_outbox_organization_id_fkey on private.suppression_outbox (desired/private/tables/suppression_outbox.sql:3:35)
ALTER TABLE private.suppression_outbox ADD CONSTRAINT suppression_outbox_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

-- create table constraint ticket_types_event_id_fkey on public.ticket_types (desired/public/tables/ticket_types.sql:13:3)
ALTER TABLE public.ticket_types ADD CONSTRAINT ticket_types_event_id_fkey FOREIGN KEY (event_id, organization_id) REFERENCES public.events(id, organization_id) ON DELETE CASCADE;

-- create view public.event_ticket_summary (desired/public/views/event_ticket_summary.sql:1:1)
CREATE VIEW public.event_ticket_summary WITH (security_invoker='true') AS
 SELECT organization_id,
    event_id,
    ticket_type_id,
    count(*) FILTER (WHERE (status = ANY (ARRAY['paid'::text, 'checked_in'::text]))) AS sold,
    count(*) FILTER (WHERE (status = 'checked_in'::text)) AS checked_in,
    (COALESCE(sum(amount_paid) FILTER (WHERE (status = ANY (ARRAY['paid'::text, 'checked_in'::text]))), (0)::numeric))::numeric(12,2) AS revenue
   FROM public.event_tickets t
  GROUP BY organization_id, event_id, ticket_type_id;

-- create index private.suppression_outbox_due_idx (desired/private/tables/suppression_outbox.sql:15:1)
CREATE INDEX suppression_outbox_due_idx ON private.suppression_outbox USING btree (not_before) WHERE (status = 'pending'::text);

-- create index private.suppression_outbox_organization_id_idx (desired/private/tables/suppression_outbox.sql:16:1)
CREATE INDEX suppression_outbox_organization_id_idx ON private.suppression_outbox USING btree (organization_id);

-- create index private.webhook_events_group_choice_idx (desired/private/tables/webhook_events.sql:12:1)
CREATE INDEX webhook_events_group_choice_idx ON private.webhook_events USING btree (lower((payload ->> 'email'::text))) WHERE (event_type = ANY (ARRAY['group_unsubscribe'::text, 'group_resubscribe'::text]));

-- create index private.webhook_events_received_at_idx (desired/private/tables/webhook_events.sql:10:1)
CREATE INDEX webhook_events_received_at_idx ON private.webhook_events USING btree (received_at);

-- create index public.campaigns_organization_id_idx (desired/public/tables/campaigns.sql:15:1)
CREATE INDEX campaigns_organization_id_idx ON public.campaigns USING btree (organization_id);

-- create index public.email_sends_campaign_id_idx (desired/public/tables/email_sends.sql:28:1)
CREATE INDEX email_sends_campaign_id_idx ON public.email_sends USING btree (campaign_id, organization_id);

-- create index public.email_sends_campaign_member_key (desired/public/tables/email_sends.sql:32:1)
CREATE UNIQUE INDEX email_sends_campaign_member_key ON public.email_sends USING btree (campaign_id, member_id) WHERE ((campaign_id IS NOT NULL) AND (member_id IS NOT NULL));

-- create index public.email_sends_member_id_idx (desired/public/tables/email_sends.sql:29:1)
CREATE INDEX email_sends_member_id_idx ON public.email_sends USING btree (member_id, organization_id);

-- create index public.email_sends_message_recipient_key (desired/public/tables/email_sends.sql:35:1)
CREATE UNIQUE INDEX email_sends_message_recipient_key ON public.email_sends USING btree (sendgrid_message_id, lower(email_address)) WHERE (sendgrid_message_id IS NOT NULL);

-- create index public.email_sends_organization_id_idx (desired/public/tables/email_sends.sql:31:1)
CREATE INDEX email_sends_organization_id_idx ON public.email_sends USING btree (organization_id, created_at DESC);

-- create index public.email_sends_sent_at_idx (desired/public/tables/email_sends.sql:30:1)
CREATE INDEX email_sends_sent_at_idx ON public.email_sends USING btree (sent_at);

-- create index public.event_tickets_checked_in_by_idx (desired/public/tables/event_tickets.sql:43:1)
CREATE INDEX event_tickets_checked_in_by_idx ON public.event_tickets USING btree (checked_in_by, organization_id);

-- create index public.event_tickets_event_id_idx (desired/public/tables/event_tickets.sql:38:1)
CREATE INDEX event_tickets_event_id_idx ON public.event_tickets USING btree (event_id, organization_id);

-- create index public.event_tickets_member_id_idx (desired/public/tables/event_tickets.sql:39:1)
CREATE INDEX event_tickets_member_id_idx ON public.event_tickets USING btree (member_id, organization_id);

-- create index public.event_tickets_organization_id_idx (desired/public/tables/event_tickets.sql:40:1)
CREATE INDEX event_tickets_organization_id_idx ON public.event_tickets USING btree (organization_id);

-- create index public.event_tickets_payment_id_idx (desired/public/tables/event_tickets.sql:42:1)
CREATE INDEX event_tickets_payment_id_idx ON public.event_tickets USING btree (payment_id, organization_id);

-- create index public.event_tickets_ticket_type_id_idx (desired/public/tables/event_tickets.sql:41:1)
CREATE INDEX event_tickets_ticket_type_id_idx ON public.event_tickets USING btree (ticket_type_id, event_id);

-- create index public.events_organization_id_idx (desired/public/tables/events.sql:12:1)
CREATE INDEX events_organization_id_idx ON public.events USING btree (organization_id);

-- create index public.members_organization_id_email_key (desired/public/tables/members.sql:15:1)
CREATE UNIQUE INDEX members_organization_id_email_key ON public.members USING btree (organization_id, lower(email));

-- create index public.members_user_id_idx (desired/public/tables/members.sql:16:1)
CREATE INDEX members_user_id_idx ON public.members USING btree (user_id);

-- create index public.notification_preferences_organization_id_idx (desired/public/tables/notification_preferences.sql:18:1)
CREATE INDEX notification_preferences_organization_id_idx ON public.notification_preferences USING btree (organization_id);

-- create index public.payments_member_id_idx (desired/public/tables/payments.sql:27:1)
CREATE INDEX payments_member_id_idx ON public.payments USING btree (member_id, organization_id);

-- create index public.payments_organization_id_idx (desired/public/tables/payments.sql:26:1)
CREATE INDEX payments_organization_id_idx ON public.payments USING btree (organization_id);

-- create index public.ticket_types_event_id_idx (desired/public/tables/ticket_types.sql:18:1)
CREATE INDEX ticket_types_event_id_idx ON public.ticket_types USING btree (event_id, organization_id);

-- create index public.ticket_types_organization_id_idx (desired/public/tables/ticket_types.sql:19:1)
CREATE INDEX ticket_types_organization_id_idx ON public.ticket_types USING btree (organization_id);

-- create trigger campaigns_set_updated_at on public.campaigns (desired/public/tables/campaigns.sql:17:1)
CREATE TRIGGER campaigns_set_updated_at BEFORE UPDATE ON public.campaigns FOR EACH ROW WHEN ((new.updated_at = old.updated_at)) EXECUTE FUNCTION private.set_updated_at();

-- create trigger email_sends_set_updated_at on public.email_sends (desired/public/tables/email_sends.sql:37:1)
CREATE TRIGGER email_sends_set_updated_at BEFORE UPDATE ON public.email_sends FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create trigger email_sends_stats_insert on public.email_sends (desired/public/tables/email_sends.sql:39:1)
CREATE TRIGGER email_sends_stats_insert AFTER INSERT ON public.email_sends REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.email_sends_stats();

-- create trigger email_sends_stats_update on public.email_sends (desired/public/tables/email_sends.sql:42:1)
CREATE TRIGGER email_sends_stats_update AFTER UPDATE ON public.email_sends REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION private.email_sends_stats();

-- create trigger event_tickets_set_updated_at on public.event_tickets (desired/public/tables/event_tickets.sql:44:1)
CREATE TRIGGER event_tickets_set_updated_at BEFORE UPDATE ON public.event_tickets FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create trigger events_set_updated_at on public.events (desired/public/tables/events.sql:13:1)
CREATE TRIGGER events_set_updated_at BEFORE UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create trigger members_set_updated_at on public.members (desired/public/tables/members.sql:17:1)
CREATE TRIGGER members_set_updated_at BEFORE UPDATE ON public.members FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create trigger notification_preferences_enqueue on public.notification_preferences (desired/public/tables/notification_preferences.sql:23:1)
CREATE TRIGGER notification_preferences_enqueue AFTER INSERT OR UPDATE OF email_enabled ON public.notification_preferences FOR EACH ROW EXECUTE FUNCTION private.enqueue_suppression();

-- create trigger notification_preferences_set_updated_at on public.notification_preferences (desired/public/tables/notification_preferences.sql:19:1)
CREATE TRIGGER notification_preferences_set_updated_at BEFORE UPDATE ON public.notification_preferences FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create trigger notification_preferences_stamp on public.notification_preferences (desired/public/tables/notification_preferences.sql:21:1)
CREATE TRIGGER notification_preferences_stamp BEFORE INSERT OR UPDATE ON public.notification_preferences FOR EACH ROW EXECUTE FUNCTION private.stamp_unsubscribed_at();

-- create trigger organizations_set_updated_at on public.organizations (desired/public/tables/organizations.sql:9:1)
CREATE TRIGGER organizations_set_updated_at BEFORE UPDATE ON public.organizations FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create trigger payments_set_updated_at on public.payments (desired/public/tables/payments.sql:28:1)
CREATE TRIGGER payments_set_updated_at BEFORE UPDATE ON public.payments FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create trigger ticket_types_set_updated_at on public.ticket_types (desired/public/tables/ticket_types.sql:20:1)
CREATE TRIGGER ticket_types_set_updated_at BEFORE UPDATE ON public.ticket_types FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

-- create policy campaigns_delete on public.campaigns (desired/public/tables/campaigns.sql:28:1)
CREATE POLICY campaigns_delete on public.campaigns FOR DELETE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)));

-- create policy campaigns_insert on public.campaigns (desired/public/tables/campaigns.sql:23:1)
CREATE POLICY campaigns_insert on public.campaigns FOR INSERT TO authenticated
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'communications_manager'::public.member_role]) AS current_org_ids_with_role)));

-- create policy campaigns_select on public.campaigns (desired/public/tables/campaigns.sql:21:1)
CREATE POLICY campaigns_select on public.campaigns FOR SELECT TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids() AS current_org_ids)));

-- create policy campaigns_service on public.campaigns (desired/public/tables/campaigns.sql:30:1)
CREATE POLICY campaigns_service on public.campaigns FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy campaigns_update on public.campaigns (desired/public/tables/campaigns.sql:25:1)
CREATE POLICY campaigns_update on public.campaigns FOR UPDATE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'communications_manager'::public.member_role]) AS current_org_ids_with_role)))
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'communications_manager'::public.member_role]) AS current_org_ids_with_role)));

-- create policy email_sends_select on public.email_sends (desired/public/tables/email_sends.sql:47:1)
CREATE POLICY email_sends_select on public.email_sends FOR SELECT TO authenticated
    USING (((member_id IN ( SELECT private.current_member_ids() AS current_member_ids)) OR (organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'communications_manager'::public.member_role]) AS current_org_ids_with_role))));

-- create policy email_sends_service on public.email_sends (desired/public/tables/email_sends.sql:50:1)
CREATE POLICY email_sends_service on public.email_sends FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy email_suppressions_select on public.email_suppressions (desired/public/tables/email_suppressions.sql:11:1)
CREATE POLICY email_suppressions_select on public.email_suppressions FOR SELECT TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'communications_manager'::public.member_role]) AS current_org_ids_with_role)));

-- create policy email_suppressions_service on public.email_suppressions (desired/public/tables/email_suppressions.sql:13:1)
CREATE POLICY email_suppressions_service on public.email_suppressions FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy event_tickets_select on public.event_tickets (desired/public/tables/event_tickets.sql:48:1)
CREATE POLICY event_tickets_select on public.event_tickets FOR SELECT TO authenticated
    USING (((member_id IN ( SELECT private.current_member_ids() AS current_member_ids)) OR (organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role))));

-- create policy event_tickets_service on public.event_tickets (desired/public/tables/event_tickets.sql:54:1)
CREATE POLICY event_tickets_service on public.event_tickets FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy event_tickets_update on public.event_tickets (desired/public/tables/event_tickets.sql:51:1)
CREATE POLICY event_tickets_update on public.event_tickets FOR UPDATE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)))
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)));

-- create policy events_delete on public.events (desired/public/tables/events.sql:24:1)
CREATE POLICY events_delete on public.events FOR DELETE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)));

-- create policy events_insert on public.events (desired/public/tables/events.sql:19:1)
CREATE POLICY events_insert on public.events FOR INSERT TO authenticated
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)));

-- create policy events_select on public.events (desired/public/tables/events.sql:17:1)
CREATE POLICY events_select on public.events FOR SELECT TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids() AS current_org_ids)));

-- create policy events_service on public.events (desired/public/tables/events.sql:26:1)
CREATE POLICY events_service on public.events FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy events_update on public.events (desired/public/tables/events.sql:21:1)
CREATE POLICY events_update on public.events FOR UPDATE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)))
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)));

-- create policy members_delete on public.members (desired/public/tables/members.sql:29:1)
CREATE POLICY members_delete on public.members FOR DELETE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)));

-- create policy members_insert on public.members (desired/public/tables/members.sql:24:1)
CREATE POLICY members_insert on public.members FOR INSERT TO authenticated
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)));

-- create policy members_select on public.members (desired/public/tables/members.sql:21:1)
CREATE POLICY members_select on public.members FOR SELECT TO authenticated
    USING (((user_id = ( SELECT auth.uid() AS uid)) OR (organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'communications_manager'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role))));

-- create policy members_service on public.members (desired/public/tables/members.sql:31:1)
CREATE POLICY members_service on public.members FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy members_update on public.members (desired/public/tables/members.sql:26:1)
CREATE POLICY members_update on public.members FOR UPDATE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)))
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)));

-- create policy notification_category_groups_select on public.notification_category_groups (desired/public/tables/notification_category_groups.sql:12:1)
CREATE POLICY notification_category_groups_select on public.notification_category_groups FOR SELECT TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids() AS current_org_ids)));

-- create policy notification_category_groups_service on public.notification_category_groups (desired/public/tables/notification_category_groups.sql:14:1)
CREATE POLICY notification_category_groups_service on public.notification_category_groups FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy notification_preferences_insert on public.notification_preferences (desired/public/tables/notification_preferences.sql:30:1)
CREATE POLICY notification_preferences_insert on public.notification_preferences FOR INSERT TO authenticated
    WITH CHECK (((member_id IN ( SELECT private.current_member_ids() AS current_member_ids)) AND (source = 'member'::text)));

-- create policy notification_preferences_select on public.notification_preferences (desired/public/tables/notification_preferences.sql:27:1)
CREATE POLICY notification_preferences_select on public.notification_preferences FOR SELECT TO authenticated
    USING (((member_id IN ( SELECT private.current_member_ids() AS current_member_ids)) OR (organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role))));

-- create policy notification_preferences_service on public.notification_preferences (desired/public/tables/notification_preferences.sql:35:1)
CREATE POLICY notification_preferences_service on public.notification_preferences FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy notification_preferences_update on public.notification_preferences (desired/public/tables/notification_preferences.sql:32:1)
CREATE POLICY notification_preferences_update on public.notification_preferences FOR UPDATE TO authenticated
    USING ((member_id IN ( SELECT private.current_member_ids() AS current_member_ids)))
    WITH CHECK (((member_id IN ( SELECT private.current_member_ids() AS current_member_ids)) AND (source = 'member'::text)));

-- create policy organizations_select on public.organizations (desired/public/tables/organizations.sql:13:1)
CREATE POLICY organizations_select on public.organizations FOR SELECT TO authenticated
    USING ((id IN ( SELECT private.current_org_ids() AS current_org_ids)));

-- create policy organizations_service on public.organizations (desired/public/tables/organizations.sql:18:1)
CREATE POLICY organizations_service on public.organizations FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy organizations_update on public.organizations (desired/public/tables/organizations.sql:15:1)
CREATE POLICY organizations_update on public.organizations FOR UPDATE TO authenticated
    USING ((id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)))
    WITH CHECK ((id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role]) AS current_org_ids_with_role)));

-- create policy payments_select on public.payments (desired/public/tables/payments.sql:32:1)
CREATE POLICY payments_select on public.payments FOR SELECT TO authenticated
    USING (((member_id IN ( SELECT private.current_member_ids() AS current_member_ids)) OR (organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role))));

-- create policy payments_service on public.payments (desired/public/tables/payments.sql:35:1)
CREATE POLICY payments_service on public.payments FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy suppression_outbox_service on private.suppression_outbox (desired/private/tables/suppression_outbox.sql:18:1)
CREATE POLICY suppression_outbox_service on private.suppression_outbox FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy ticket_types_delete on public.ticket_types (desired/public/tables/ticket_types.sql:31:1)
CREATE POLICY ticket_types_delete on public.ticket_types FOR DELETE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)));

-- create policy ticket_types_insert on public.ticket_types (desired/public/tables/ticket_types.sql:26:1)
CREATE POLICY ticket_types_insert on public.ticket_types FOR INSERT TO authenticated
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)));

-- create policy ticket_types_select on public.ticket_types (desired/public/tables/ticket_types.sql:24:1)
CREATE POLICY ticket_types_select on public.ticket_types FOR SELECT TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids() AS current_org_ids)));

-- create policy ticket_types_service on public.ticket_types (desired/public/tables/ticket_types.sql:33:1)
CREATE POLICY ticket_types_service on public.ticket_types FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create policy ticket_types_update on public.ticket_types (desired/public/tables/ticket_types.sql:28:1)
CREATE POLICY ticket_types_update on public.ticket_types FOR UPDATE TO authenticated
    USING ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)))
    WITH CHECK ((organization_id IN ( SELECT private.current_org_ids_with_role(VARIADIC ARRAY['owner'::public.member_role, 'admin'::public.member_role, 'event_organizer'::public.member_role]) AS current_org_ids_with_role)));

-- create policy webhook_events_service on private.webhook_events (desired/private/tables/webhook_events.sql:15:1)
CREATE POLICY webhook_events_service on private.webhook_events FOR ALL TO service_role
    USING (true)
    WITH CHECK (true);

-- create privilege anon on function private.unsubscribe_by_token(uuid,text) (desired/private/functions/apply_suppression.sql:46:1)
GRANT EXECUTE ON FUNCTION private.unsubscribe_by_token(uuid,text) TO anon;

-- create privilege anon on function public.unsubscribe_by_token(uuid,text) (desired/public/functions/notification_preferences_api.sql:73:1)
GRANT EXECUTE ON FUNCTION public.unsubscribe_by_token(uuid,text) TO anon;

-- create privilege anon on schema private (desired/private/schema.sql:3:1)
GRANT USAGE ON SCHEMA private TO anon;

-- create privilege authenticated on function private.campaign_stat_names() (desired/private/functions/campaign_stats.sql:31:1)
GRANT EXECUTE ON FUNCTION private.campaign_stat_names() TO authenticated;

-- create privilege authenticated on function private.current_member_ids() (desired/private/functions/tenancy.sql:26:1)
GRANT EXECUTE ON FUNCTION private.current_member_ids() TO authenticated;

-- create privilege authenticated on function private.current_org_ids() (desired/private/functions/tenancy.sql:25:1)
GRANT EXECUTE ON FUNCTION private.current_org_ids() TO authenticated;

-- create privilege authenticated on function private.current_org_ids_with_role(public.member_role[]) (desired/private/functions/tenancy.sql:27:1)
GRANT EXECUTE ON FUNCTION private.current_org_ids_with_role(public.member_role[]) TO authenticated;

-- create privilege authenticated on function private.unsubscribe_by_token(uuid,text) (desired/private/functions/apply_suppression.sql:46:1)
GRANT EXECUTE ON FUNCTION private.unsubscribe_by_token(uuid,text) TO authenticated;

-- create privilege authenticated on function public.check_in_ticket(text) (desired/public/functions/check_in_ticket.sql:17:1)
GRANT EXECUTE ON FUNCTION public.check_in_ticket(text) TO authenticated;

-- create privilege authenticated on function public.get_notification_preferences(uuid) (desired/public/functions/notification_preferences_api.sql:70:1)
GRANT EXECUTE ON FUNCTION public.get_notification_preferences(uuid) TO authenticated;

-- create privilege authenticated on function public.set_notification_preference(uuid,text,boolean,boolean,boolean) (desired/public/functions/notification_preferences_api.sql:71:1)
GRANT EXECUTE ON FUNCTION public.set_notification_preference(uuid,text,boolean,boolean,boolean) TO authenticated;

-- create privilege authenticated on function public.unsubscribe_all(uuid) (desired/public/functions/notification_preferences_api.sql:72:1)
GRANT EXECUTE ON FUNCTION public.unsubscribe_all(uuid) TO authenticated;

-- create privilege authenticated on function public.unsubscribe_by_token(uuid,text) (desired/public/functions/notification_preferences_api.sql:73:1)
GRANT EXECUTE ON FUNCTION public.unsubscribe_by_token(uuid,text) TO authenticated;

-- create privilege authenticated on schema private (desired/private/schema.sql:3:1)
GRANT USAGE ON SCHEMA private TO authenticated;

-- create privilege authenticated on table public.campaigns (desired/public/tables/campaigns.sql:32:1)
GRANT DELETE, SELECT, INSERT (category, name, organization_id, scheduled_at, status, subject), UPDATE (category, name, scheduled_at, status, subject) ON TABLE public.campaigns TO authenticated;

-- create privilege authenticated on table public.email_sends (desired/public/tables/email_sends.sql:52:1)
GRANT SELECT ON TABLE public.email_sends TO authenticated;

-- create privilege authenticated on table public.email_suppressions (desired/public/tables/email_suppressions.sql:14:1)
GRANT SELECT ON TABLE public.email_suppressions TO authenticated;

-- create privilege authenticated on table public.event_tickets (desired/public/tables/event_tickets.sql:56:1)
GRANT SELECT, UPDATE (checked_in_at, checked_in_by, status) ON TABLE public.event_tickets TO authenticated;

-- create privilege authenticated on table public.events (desired/public/tables/events.sql:28:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.events TO authenticated;

-- create privilege authenticated on table public.members (desired/public/tables/members.sql:33:1)
GRANT DELETE, INSERT, SELECT, UPDATE (email, full_name, role) ON TABLE public.members TO authenticated;

-- create privilege authenticated on table public.notification_category_groups (desired/public/tables/notification_category_groups.sql:16:1)
GRANT SELECT ON TABLE public.notification_category_groups TO authenticated;

-- create privilege authenticated on table public.notification_preferences (desired/public/tables/notification_preferences.sql:38:1)
GRANT SELECT, INSERT (category, email_enabled, member_id, organization_id, push_enabled, sms_enabled, source), UPDATE (email_enabled, push_enabled, sms_enabled, source) ON TABLE public.notification_preferences TO authenticated;

-- create privilege authenticated on table public.organizations (desired/public/tables/organizations.sql:20:1)
GRANT SELECT, UPDATE (name) ON TABLE public.organizations TO authenticated;

-- create privilege authenticated on table public.payments (desired/public/tables/payments.sql:37:1)
GRANT SELECT ON TABLE public.payments TO authenticated;

-- create privilege authenticated on table public.ticket_types (desired/public/tables/ticket_types.sql:35:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.ticket_types TO authenticated;

-- create privilege authenticated on view public.event_ticket_summary (desired/public/views/event_ticket_summary.sql:8:1)
GRANT SELECT ON TABLE public.event_ticket_summary TO authenticated;

-- create privilege service_role on function private.apply_campaign_stats(uuid,jsonb) (desired/private/functions/campaign_stats.sql:32:1)
GRANT EXECUTE ON FUNCTION private.apply_campaign_stats(uuid,jsonb) TO service_role;

-- create privilege service_role on function private.apply_suppression(uuid,text,uuid,text,text,boolean,text) (desired/private/functions/apply_suppression.sql:45:1)
GRANT EXECUTE ON FUNCTION private.apply_suppression(uuid,text,uuid,text,text,boolean,text) TO service_role;

-- create privilege service_role on function private.campaign_stat_names() (desired/private/functions/campaign_stats.sql:31:1)
GRANT EXECUTE ON FUNCTION private.campaign_stat_names() TO service_role;

-- create privilege service_role on function private.current_member_ids() (desired/private/functions/tenancy.sql:26:1)
GRANT EXECUTE ON FUNCTION private.current_member_ids() TO service_role;

-- create privilege service_role on function private.current_org_ids() (desired/private/functions/tenancy.sql:25:1)
GRANT EXECUTE ON FUNCTION private.current_org_ids() TO service_role;

-- create privilege service_role on function private.current_org_ids_with_role(public.member_role[]) (desired/private/functions/tenancy.sql:27:1)
GRANT EXECUTE ON FUNCTION private.current_org_ids_with_role(public.member_role[]) TO service_role;

-- create privilege service_role on function private.email_status_rank(text) (desired/private/functions/email_status_rank.sql:6:1)
GRANT EXECUTE ON FUNCTION private.email_status_rank(text) TO service_role;

-- create privilege service_role on function private.payment_status_rank(text) (desired/public/functions/ingest_stripe_event.sql:5:1)
GRANT EXECUTE ON FUNCTION private.payment_status_rank(text) TO service_role;

-- create privilege service_role on function private.reconcile_suppressions(text,jsonb,timestamp with time zone,integer) (desired/private/functions/reconcile_suppressions.sql:88:1)
GRANT EXECUTE ON FUNCTION private.reconcile_suppressions(text,jsonb,timestamp with time zone,integer) TO service_role;

-- create privilege service_role on function private.settle_suppression(bigint,integer,text,text,double precision) (desired/private/functions/settle_suppression.sql:18:1)
GRANT EXECUTE ON FUNCTION private.settle_suppression(bigint,integer,text,text,double precision) TO service_role;

-- create privilege service_role on function private.stripe_amount(bigint,text) (desired/private/functions/stripe_amount.sql:9:1)
GRANT EXECUTE ON FUNCTION private.stripe_amount(bigint,text) TO service_role;

-- create privilege service_role on function private.suppression_under_way(uuid,text,timestamp with time zone,integer) (desired/private/functions/reconcile_suppressions.sql:89:1)
GRANT EXECUTE ON FUNCTION private.suppression_under_way(uuid,text,timestamp with time zone,integer) TO service_role;

-- create privilege service_role on function private.try_uuid(text) (desired/private/functions/try_uuid.sql:5:1)
GRANT EXECUTE ON FUNCTION private.try_uuid(text) TO service_role;

-- create privilege service_role on function private.unsubscribe_by_token(uuid,text) (desired/private/functions/apply_suppression.sql:46:1)
GRANT EXECUTE ON FUNCTION private.unsubscribe_by_token(uuid,text) TO service_role;

-- create privilege service_role on function public.can_email_member(uuid,text) (desired/public/functions/notification_preferences_api.sql:74:1)
GRANT EXECUTE ON FUNCTION public.can_email_member(uuid,text) TO service_role;

-- create privilege service_role on function public.claim_suppressions(integer,integer) (desired/public/functions/suppression_worker.sql:30:1)
GRANT EXECUTE ON FUNCTION public.claim_suppressions(integer,integer) TO service_role;

-- create privilege service_role on function public.complete_suppression(bigint,text) (desired/public/functions/suppression_worker.sql:31:1)
GRANT EXECUTE ON FUNCTION public.complete_suppression(bigint,text) TO service_role;

-- create privilege service_role on function public.increment_campaign_stat(uuid,text,integer) (desired/public/functions/increment_campaign_stat.sql:21:1)
GRANT EXECUTE ON FUNCTION public.increment_campaign_stat(uuid,text,integer) TO service_role;

-- create privilege service_role on function public.ingest_sendgrid_events(jsonb) (desired/public/functions/ingest_sendgrid_events.sql:135:1)
GRANT EXECUTE ON FUNCTION public.ingest_sendgrid_events(jsonb) TO service_role;

-- create privilege service_role on function public.ingest_stripe_event(jsonb) (desired/public/functions/ingest_stripe_event.sql:115:1)
GRANT EXECUTE ON FUNCTION public.ingest_stripe_event(jsonb) TO service_role;

-- create privilege service_role on function public.unsubscribe_by_token(uuid,text) (desired/public/functions/notification_preferences_api.sql:73:1)
GRANT EXECUTE ON FUNCTION public.unsubscribe_by_token(uuid,text) TO service_role;

-- create privilege service_role on schema private (desired/private/schema.sql:3:1)
GRANT USAGE ON SCHEMA private TO service_role;

-- create privilege service_role on table private.suppression_outbox (desired/private/tables/suppression_outbox.sql:19:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE private.suppression_outbox TO service_role;

-- create privilege service_role on table private.webhook_events (desired/private/tables/webhook_events.sql:16:1)
GRANT DELETE, INSERT, SELECT ON TABLE private.webhook_events TO service_role;

-- create privilege service_role on table public.campaigns (desired/public/tables/campaigns.sql:32:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.campaigns TO service_role;

-- create privilege service_role on table public.email_sends (desired/public/tables/email_sends.sql:52:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.email_sends TO service_role;

-- create privilege service_role on table public.email_suppressions (desired/public/tables/email_suppressions.sql:14:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.email_suppressions TO service_role;

-- create privilege service_role on table public.event_tickets (desired/public/tables/event_tickets.sql:56:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.event_tickets TO service_role;

-- create privilege service_role on table public.events (desired/public/tables/events.sql:28:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.events TO service_role;

-- create privilege service_role on table public.members (desired/public/tables/members.sql:33:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.members TO service_role;

-- create privilege service_role on table public.notification_category_groups (desired/public/tables/notification_category_groups.sql:16:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.notification_category_groups TO service_role;

-- create privilege service_role on table public.notification_preferences (desired/public/tables/notification_preferences.sql:38:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.notification_preferences TO service_role;

-- create privilege service_role on table public.organizations (desired/public/tables/organizations.sql:20:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.organizations TO service_role;

-- create privilege service_role on table public.payments (desired/public/tables/payments.sql:37:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.payments TO service_role;

-- create privilege service_role on table public.ticket_types (desired/public/tables/ticket_types.sql:35:1)
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.ticket_types TO service_role;

-- create privilege service_role on view public.event_ticket_summary (desired/public/views/event_ticket_summary.sql:8:1)
GRANT SELECT ON TABLE public.event_ticket_summary TO service_role;

-- create comment function public.can_email_member(uuid,text) (desired/public/functions/notification_preferences_api.sql:84:1)
COMMENT ON FUNCTION public.can_email_member(uuid,text) IS 'Whether a member may be sent e-mail of a category. Ask before each send.';

-- create comment function public.check_in_ticket(text) (desired/public/functions/check_in_ticket.sql:19:1)
COMMENT ON FUNCTION public.check_in_ticket(text) IS 'Checks a paid ticket in, once: the second time is an error (PT409).';

-- create comment function public.claim_suppressions(integer,integer) (desired/public/functions/suppression_worker.sql:34:1)
COMMENT ON FUNCTION public.claim_suppressions(integer,integer) IS 'Takes entries of the outbox for a time, in which no other worker gets them.';

-- create comment function public.complete_suppression(bigint,text) (desired/public/functions/suppression_worker.sql:35:1)
COMMENT ON FUNCTION public.complete_suppression(bigint,text) IS 'Says how it went with an entry: done, or to be tried again later.';

-- create comment function public.get_notification_preferences(uuid) (desired/public/functions/notification_preferences_api.sql:80:1)
COMMENT ON FUNCTION public.get_notification_preferences(uuid) IS 'What the caller gets from an organization, category by category, chosen or by default.';

-- create comment function public.increment_campaign_stat(uuid,text,integer) (desired/public/functions/increment_campaign_stat.sql:19:1)
COMMENT ON FUNCTION public.increment_campaign_stat(uuid,text,integer) IS 'Atomic counter. Row lock (FOR NO KEY UPDATE), unknown campaign/stat and NULLs raise. service_role only: clients get the counts through email_sends triggers.';

-- create comment function public.ingest_sendgrid_events(jsonb) (desired/public/functions/ingest_sendgrid_events.sql:137:1)
COMMENT ON FUNCTION public.ingest_sendgrid_events(jsonb) IS 'Takes a batch of SendGrid''s event webhook, in any order and as often as it comes, and says how many of each there were.';

-- create comment function public.ingest_stripe_event(jsonb) (desired/public/functions/ingest_stripe_event.sql:117:1)
COMMENT ON FUNCTION public.ingest_stripe_event(jsonb) IS 'Takes an event of Stripe''s webhook, in any order and as often as it comes: payments, and the tickets that they buy.';

-- create comment function public.set_notification_preference(uuid,text,boolean,boolean,boolean) (desired/public/functions/notification_preferences_api.sql:81:1)
COMMENT ON FUNCTION public.set_notification_preference(uuid,text,boolean,boolean,boolean) IS 'Says what the caller wants to get. What is not said stays as it is.';

-- create comment function public.unsubscribe_all(uuid) (desired/public/functions/notification_preferences_api.sql:82:1)
COMMENT ON FUNCTION public.unsubscribe_all(uuid) IS 'Ends all e-mail of an organization to the caller.';

-- create comment function public.unsubscribe_by_token(uuid,text) (desired/public/functions/notification_preferences_api.sql:83:1)
COMMENT ON FUNCTION public.unsubscribe_by_token(uuid,text) IS 'One-click unsubscribe, without a login: the token is the id of the e-mail.';

-- create comment schema private (desired/private/schema.sql:2:1)
COMMENT ON SCHEMA private IS 'Not exposed by the Data API: RLS helpers, webhook inbox, suppression outbox.';

-- create comment table column public.email_sends.campaign_id (desired/public/tables/email_sends.sql:57:1)
COMMENT ON COLUMN public.email_sends.campaign_id IS 'None: transactional mail.';

-- create comment table column public.email_sends.id (desired/public/tables/email_sends.sql:56:1)
COMMENT ON COLUMN public.email_sends.id IS 'Unguessable: it is the token of one-click unsubscribe as well.';

-- create comment table column public.email_sends.member_id (desired/public/tables/email_sends.sql:58:1)
COMMENT ON COLUMN public.email_sends.member_id IS 'None: not a member, or not any more.';

-- create comment table column public.email_sends.sendgrid_message_id (desired/public/tables/email_sends.sql:59:1)
COMMENT ON COLUMN public.email_sends.sendgrid_message_id IS 'X-Message-Id, the same for all recipients of one API call.';

-- create comment table column public.email_sends.status (desired/public/tables/email_sends.sql:60:1)
COMMENT ON COLUMN public.email_sends.status IS 'The furthest that was told, in whatever order it came.';

-- create comment table private.suppression_outbox (desired/private/tables/suppression_outbox.sql:20:1)
COMMENT ON TABLE private.suppression_outbox IS 'What SendGrid is to be told about who wants no mail; a worker takes entries by lease.';

-- create comment table private.webhook_events (desired/private/tables/webhook_events.sql:17:1)
COMMENT ON TABLE private.webhook_events IS 'Every webhook event that was taken, by its own id: what comes again changes nothing.';

-- create comment table public.campaigns (desired/public/tables/campaigns.sql:36:1)
COMMENT ON TABLE public.campaigns IS 'Mailings to the members of an organization, with what was counted about each.';

-- create comment table public.email_sends (desired/public/tables/email_sends.sql:55:1)
COMMENT ON TABLE public.email_sends IS 'One e-mail to one recipient, from the first attempt to the last click. Campaigns count by it.';

-- create comment table public.email_suppressions (desired/public/tables/email_suppressions.sql:17:1)
COMMENT ON TABLE public.email_suppressions IS 'Addresses that SendGrid does not deliver to, as its webhook and its lists tell.';

-- create comment table public.event_tickets (desired/public/tables/event_tickets.sql:59:1)
COMMENT ON TABLE public.event_tickets IS 'A seat at an event: who has it, what was paid for it, and whether they came.';

-- create comment table public.events (desired/public/tables/events.sql:30:1)
COMMENT ON TABLE public.events IS 'What tickets are sold for.';

-- create comment table public.members (desired/public/tables/members.sql:36:1)
COMMENT ON TABLE public.members IS 'People of an organization, and what they may do in it. One without a user has not signed up yet.';

-- create comment table public.notification_category_groups (desired/public/tables/notification_category_groups.sql:9:1)
COMMENT ON TABLE public.notification_category_groups IS 'Maps a preference category to a SendGrid unsubscribe group (asm_group_id).';

-- create comment table public.notification_preferences (desired/public/tables/notification_preferences.sql:42:1)
COMMENT ON TABLE public.notification_preferences IS 'What a member wants to get, by category. The category ''all'' stands above the others.';

-- create comment table public.organizations (desired/public/tables/organizations.sql:23:1)
COMMENT ON TABLE public.organizations IS 'A tenant: nothing of one is seen by another.';

-- create comment table public.payments (desired/public/tables/payments.sql:40:1)
COMMENT ON TABLE public.payments IS 'What was paid, as Stripe tells it.';

-- create comment table public.ticket_types (desired/public/tables/ticket_types.sql:37:1)
COMMENT ON TABLE public.ticket_types IS 'The kinds of tickets of an event: a price, and how many there are.';

-- create comment type public.campaign_stats (desired/public/types/campaign.sql:8:1)
COMMENT ON TYPE public.campaign_stats IS 'An object of whole numbers from 0 on.';

-- create comment view public.event_ticket_summary (desired/public/views/event_ticket_summary.sql:10:1)
COMMENT ON VIEW public.event_ticket_summary IS 'Seats and revenue of each ticket type, of the organizations that one sees.';
