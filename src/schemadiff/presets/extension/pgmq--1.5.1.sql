-- What schemas may refer to of pgmq 1.5; queues are noted, and nothing is in them.
create table pgmq.meta (
  queue_name varchar unique not null,
  is_partitioned boolean not null,
  is_unlogged boolean not null,
  created_at timestamptz not null default now()
);
grant usage on schema pgmq to pg_monitor;
grant select on pgmq.meta to pg_monitor;
create type pgmq.message_record as (
  msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb, headers jsonb
);
create type pgmq.queue_record as (
  queue_name varchar, is_partitioned boolean, is_unlogged boolean, created_at timestamptz
);
create type pgmq.metrics_result as (
  queue_name text, queue_length bigint, newest_msg_age_sec integer, oldest_msg_age_sec integer,
  total_messages bigint, scrape_time timestamptz, queue_visible_length bigint
);

create function pgmq."create"(queue_name text) returns void language sql as $$
  insert into pgmq.meta values ($1, false, false) on conflict do nothing
$$;
create function pgmq.create_non_partitioned(queue_name text) returns void language sql as $$ select pgmq."create"($1) $$;
create function pgmq.create_unlogged(queue_name text) returns void language sql as $$
  insert into pgmq.meta values ($1, false, true) on conflict do nothing
$$;
create function pgmq.drop_queue(queue_name text) returns boolean language sql as $$
  with gone as (delete from pgmq.meta m where m.queue_name = $1 returning 1) select exists (select from gone)
$$;
create function pgmq.list_queues() returns setof pgmq.queue_record language sql as $$
  select queue_name, is_partitioned, is_unlogged, created_at from pgmq.meta
$$;
create function pgmq.send(queue_name text, msg jsonb) returns setof bigint language sql as $$ select 1::bigint $$;
create function pgmq.send(queue_name text, msg jsonb, headers jsonb) returns setof bigint language sql as $$ select 1::bigint $$;
create function pgmq.send(queue_name text, msg jsonb, delay integer) returns setof bigint language sql as $$ select 1::bigint $$;
create function pgmq.send(queue_name text, msg jsonb, delay timestamptz) returns setof bigint language sql as $$ select 1::bigint $$;
create function pgmq.send(queue_name text, msg jsonb, headers jsonb, delay integer) returns setof bigint
  language sql as $$ select 1::bigint $$;
create function pgmq.send_batch(queue_name text, msgs jsonb[]) returns setof bigint language sql as $$ select 1::bigint $$;
create function pgmq.send_batch(queue_name text, msgs jsonb[], delay integer) returns setof bigint
  language sql as $$ select 1::bigint $$;
create function pgmq.read(queue_name text, vt integer, qty integer, conditional jsonb default '{}')
  returns setof pgmq.message_record language sql as $$ select null::pgmq.message_record where false $$;
create function pgmq.read_with_poll(
  queue_name text, vt integer, qty integer, max_poll_seconds integer default 5, poll_interval_ms integer default 100,
  conditional jsonb default '{}'
) returns setof pgmq.message_record language sql as $$ select null::pgmq.message_record where false $$;
create function pgmq.pop(queue_name text) returns setof pgmq.message_record
  language sql as $$ select null::pgmq.message_record where false $$;
create function pgmq.set_vt(queue_name text, msg_id bigint, vt integer) returns setof pgmq.message_record
  language sql as $$ select null::pgmq.message_record where false $$;
create function pgmq.delete(queue_name text, msg_id bigint) returns boolean language sql as $$ select false $$;
create function pgmq.delete(queue_name text, msg_ids bigint[]) returns setof bigint
  language sql as $$ select null::bigint where false $$;
create function pgmq.archive(queue_name text, msg_id bigint) returns boolean language sql as $$ select false $$;
create function pgmq.archive(queue_name text, msg_ids bigint[]) returns setof bigint
  language sql as $$ select null::bigint where false $$;
create function pgmq.purge_queue(queue_name text) returns bigint language sql as $$ select 0::bigint $$;
create function pgmq.metrics(queue_name text) returns pgmq.metrics_result
  language sql as $$ select null::pgmq.metrics_result $$;
create function pgmq.metrics_all() returns setof pgmq.metrics_result
  language sql as $$ select null::pgmq.metrics_result where false $$;
