create domain public.campaign_category as text
  check (value in ('marketing', 'transactional', 'events', 'newsletter'));
create domain public.campaign_status as text
  check (value in ('draft', 'scheduled', 'sending', 'sent', 'archived'));
create domain public.campaign_stats as jsonb
  check (not jsonb_path_exists(value,
    'strict $ ? (@.type() != "object" || exists (@.* ? (@.type() != "number" || @ < 0 || @.floor() != @)))'));
comment on domain public.campaign_stats is 'An object of whole numbers from 0 on.';
