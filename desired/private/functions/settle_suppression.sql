-- How a call of SendGrid's ended, from a worker that chooses itself when to try again or to give up. The attempt is the number that
-- claiming gave: who has lost the lease in the meantime settles nothing, and hears so.
create function private.settle_suppression(
  p_id bigint, p_attempt integer, p_status text, p_error text default null, p_retry_seconds double precision default 0
) returns boolean
language sql set search_path = '' as $$
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
$$;
revoke all on function private.settle_suppression(bigint, integer, text, text, double precision) from public, anon, authenticated, service_role;
grant execute on function private.settle_suppression(bigint, integer, text, text, double precision) to service_role;
