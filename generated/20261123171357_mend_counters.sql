-- schemadiff: from: 644f867da50ce1a9
-- schemadiff: to: b109dc8d221a1e7d
-- schemadiff: engine: native
-- schemadiff: server: PostgreSQL 18.4, embedded
-- schemadiff: proof: catalogue agrees, pg_dump agrees, rows survive
-- schemadiff: loses data: nothing
-- schemadiff: way back: reversible

-- alter function private.apply_campaign_stats(uuid,jsonb) (desired/private/functions/campaign_stats.sql:8:1)
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
     -- by way of numeric: jsonb keeps 1.0 as it is, and the text "1.0" is no bigint
     set stats = v_stats || (select jsonb_object_agg(d.key, coalesce((v_stats ->> d.key)::numeric::bigint, 0) + d.value::bigint)
                               from jsonb_each_text(p_deltas) d)
   where c.id = p_campaign_id;
end $function$;

-- alter function public.claim_suppressions(integer,integer) (desired/public/functions/suppression_worker.sql:1:1)
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

-- alter function public.ingest_sendgrid_events(jsonb) (desired/public/functions/ingest_sendgrid_events.sql:2:1)
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

-- alter function public.ingest_stripe_event(jsonb) (desired/public/functions/ingest_stripe_event.sql:10:1)
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

-- create index private.webhook_events_group_choice_idx (desired/private/tables/webhook_events.sql:12:1)
CREATE INDEX webhook_events_group_choice_idx ON private.webhook_events USING btree (lower((payload ->> 'email'::text))) WHERE (event_type = ANY (ARRAY['group_unsubscribe'::text, 'group_resubscribe'::text]));
