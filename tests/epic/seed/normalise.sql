-- The data step of a migration that gives stats its check: what is lost is kept elsewhere first.
create table public.campaigns_stats_before (campaign_id uuid primary key, stats jsonb);
insert into public.campaigns_stats_before
select id, stats from public.campaigns
 where stats is null or jsonb_typeof(stats) <> 'object'
    or jsonb_path_exists(stats, '$.* ? (@.type() != "number" || @ < 0 || @.floor() != @)');
update public.campaigns c set stats = coalesce((
  select jsonb_object_agg(key, value)
    from jsonb_each(case jsonb_typeof(c.stats) when 'object' then c.stats else '{}' end)
   where case jsonb_typeof(value) when 'number' then value::numeric >= 0 and floor(value::numeric) = value::numeric end), '{}')
 where id in (select campaign_id from public.campaigns_stats_before);
