-- What the user stories ask for beside the SQL, done to the letter: a trigger that updates campaign statistics
-- (US-01.1), and webhook code that calls the statistics function (US-01.3) and writes the event into the status.
create function public.email_sends_stats() returns trigger language plpgsql as $$
begin
  if new.opened_at is not null and old.opened_at is null then
    perform public.increment_campaign_stat(new.campaign_id, 'opens');
  end if;
  return new;
end $$;
create trigger email_sends_stats after update on public.email_sends for each row execute function public.email_sends_stats();
create function public.ingest_sendgrid_events(p_events jsonb) returns jsonb language plpgsql as $$
declare
  e jsonb;
begin
  for e in select jsonb_array_elements(p_events) loop
    update public.email_sends set
      status = case e ->> 'event' when 'open' then 'opened' when 'unsubscribe' then 'unsubscribed' else e ->> 'event' end,
      opened_at = case when e ->> 'event' = 'open' then now() else opened_at end
    where id = (e ->> 'email_send_id')::uuid;
    if e ->> 'event' = 'open' then
      perform public.increment_campaign_stat((e ->> 'campaign_id')::uuid, 'opens');
    end if;
  end loop;
  return '{}';
end $$;
