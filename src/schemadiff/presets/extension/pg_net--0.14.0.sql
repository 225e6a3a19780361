-- What schemas may refer to of pg_net 0.14; a request that is made here is sent nowhere.
create schema net;
grant usage on schema net to public;
create domain net.http_method as text check (value in ('GET', 'POST', 'DELETE'));
create type net.request_status as enum ('PENDING', 'SUCCESS', 'ERROR');
create unlogged table net.http_request_queue (
  id bigserial,
  method net.http_method not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds integer not null
);
create unlogged table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out boolean,
  error_msg text,
  created timestamptz not null default now()
);
create type net.http_response as (status_code integer, headers jsonb, body text);
create type net.http_response_result as (status net.request_status, message text, response net.http_response);

create function net.http_get(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint language sql strict parallel safe as $$ select nextval('net.http_request_queue_id_seq') $$;
create function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{"Content-Type": "application/json"}',
  timeout_milliseconds integer default 5000
) returns bigint language sql parallel safe as $$ select nextval('net.http_request_queue_id_seq') $$;
create function net.http_delete(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000,
  body jsonb default null
) returns bigint language sql parallel safe as $$ select nextval('net.http_request_queue_id_seq') $$;
create function net.http_collect_response(request_id bigint, async boolean default true) returns net.http_response_result
  language sql strict parallel safe as $$ select row('PENDING', '', null)::net.http_response_result $$;
