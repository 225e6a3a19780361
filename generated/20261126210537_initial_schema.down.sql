-- schemadiff: from: eaa225cad46be0bc
-- schemadiff: to: 530f6cd7cdc3baca
-- schemadiff: engine: native
-- schemadiff: server: PostgreSQL 18.4, embedded
-- schemadiff: proof: catalogue agrees, pg_dump agrees
-- schemadiff: loses data: table private.suppression_outbox with all its rows; table private.webhook_events with all its rows; table public.campaigns with all its rows; table public.email_sends with all its rows; table public.email_suppressions with all its rows; table public.events with all its rows; table public.members with all its rows; table public.notification_category_groups with all its rows; table public.organizations with all its rows; table public.payments with all its rows; table public.ticket_types with all its rows; table public.event_tickets with all its rows; table public.notification_preferences with all its rows
-- schemadiff: rollback: reversible, but it loses data written after apply: table private.suppression_outbox with all its rows, table private.webhook_events with all its rows, table public.campaigns with all its rows, table public.email_sends with all its rows, table public.email_suppressions with all its rows and 8 more

-- drop view public.event_ticket_summary
DROP VIEW public.event_ticket_summary;

-- drop table constraint campaigns_organization_id_fkey on public.campaigns
ALTER TABLE public.campaigns DROP CONSTRAINT campaigns_organization_id_fkey;

-- drop table constraint email_sends_campaign_id_fkey on public.email_sends
ALTER TABLE public.email_sends DROP CONSTRAINT email_sends_campaign_id_fkey;

-- drop table constraint email_sends_member_id_fkey on public.email_sends
ALTER TABLE public.email_sends DROP CONSTRAINT email_sends_member_id_fkey;

-- drop table constraint email_sends_organization_id_fkey on public.email_sends
ALTER TABLE public.email_sends DROP CONSTRAINT email_sends_organization_id_fkey;

-- drop table constraint email_suppressions_organization_id_fkey on public.email_suppressions
ALTER TABLE public.email_suppressions DROP CONSTRAINT email_suppressions_organization_id_fkey;

-- drop table constraint event_tickets_checked_in_by_fkey on public.event_tickets
ALTER TABLE public.event_tickets DROP CONSTRAINT event_tickets_checked_in_by_fkey;

-- drop table constraint event_tickets_event_id_fkey on public.event_tickets
ALTER TABLE public.event_tickets DROP CONSTRAINT event_tickets_event_id_fkey;

-- drop table constraint event_tickets_member_id_fkey on public.event_tickets
ALTER TABLE public.event_tickets DROP CONSTRAINT event_tickets_member_id_fkey;

-- drop table constraint event_tickets_organization_id_fkey on public.event_tickets
ALTER TABLE public.event_tickets DROP CONSTRAINT event_tickets_organization_id_fkey;

-- drop table constraint event_tickets_payment_id_fkey on public.event_tickets
ALTER TABLE public.event_tickets DROP CONSTRAINT event_tickets_payment_id_fkey;

-- drop table constraint event_tickets_ticket_type_id_fkey on public.event_tickets
ALTER TABLE public.event_tickets DROP CONSTRAINT event_tickets_ticket_type_id_fkey;

-- drop table constraint events_organization_id_fkey on public.events
ALTER TABLE public.events DROP CONSTRAINT events_organization_id_fkey;

-- drop table constraint members_organization_id_fkey on public.members
ALTER TABLE public.members DROP CONSTRAINT members_organization_id_fkey;

-- drop table constraint members_user_id_fkey on public.members
ALTER TABLE public.members DROP CONSTRAINT members_user_id_fkey;

-- drop table constraint notification_category_groups_organization_id_fkey on public.notification_category_groups
ALTER TABLE public.notification_category_groups DROP CONSTRAINT notification_category_groups_organization_id_fkey;

-- drop table constraint notification_preferences_member_id_fkey on public.notification_preferences
ALTER TABLE public.notification_preferences DROP CONSTRAINT notification_preferences_member_id_fkey;

-- drop table constraint notification_preferences_organization_id_fkey on public.notification_preferences
ALTER TABLE public.notification_preferences DROP CONSTRAINT notification_preferences_organization_id_fkey;

-- drop table constraint payments_member_id_fkey on public.payments
ALTER TABLE public.payments DROP CONSTRAINT payments_member_id_fkey;

-- drop table constraint payments_organization_id_fkey on public.payments
ALTER TABLE public.payments DROP CONSTRAINT payments_organization_id_fkey;

-- drop table constraint suppression_outbox_organization_id_fkey on private.suppression_outbox
ALTER TABLE private.suppression_outbox DROP CONSTRAINT suppression_outbox_organization_id_fkey;

-- drop table constraint ticket_types_event_id_fkey on public.ticket_types
ALTER TABLE public.ticket_types DROP CONSTRAINT ticket_types_event_id_fkey;

-- drop table private.suppression_outbox
-- loses data: table private.suppression_outbox with all its rows
DROP TABLE private.suppression_outbox;

-- drop table private.webhook_events
-- loses data: table private.webhook_events with all its rows
DROP TABLE private.webhook_events;

-- drop table public.campaigns
-- loses data: table public.campaigns with all its rows
DROP TABLE public.campaigns;

-- drop table public.email_sends
-- loses data: table public.email_sends with all its rows
DROP TABLE public.email_sends;

-- drop table public.email_suppressions
-- loses data: table public.email_suppressions with all its rows
DROP TABLE public.email_suppressions;

-- drop table public.events
-- loses data: table public.events with all its rows
DROP TABLE public.events;

-- drop table public.members
-- loses data: table public.members with all its rows
DROP TABLE public.members;

-- drop table public.notification_category_groups
-- loses data: table public.notification_category_groups with all its rows
DROP TABLE public.notification_category_groups;

-- drop table public.organizations
-- loses data: table public.organizations with all its rows
DROP TABLE public.organizations;

-- drop table public.payments
-- loses data: table public.payments with all its rows
DROP TABLE public.payments;

-- drop table public.ticket_types
-- loses data: table public.ticket_types with all its rows
DROP TABLE public.ticket_types;

-- drop function private.apply_campaign_stats(uuid,jsonb)
DROP FUNCTION private.apply_campaign_stats(uuid,jsonb);

-- drop function private.apply_suppression(uuid,text,uuid,text,text,boolean,text)
DROP FUNCTION private.apply_suppression(uuid,text,uuid,text,text,boolean,text);

-- drop function private.campaign_stat_names()
DROP FUNCTION private.campaign_stat_names();

-- drop function private.current_org_ids()
DROP FUNCTION private.current_org_ids();

-- drop function private.email_sends_stats()
DROP FUNCTION private.email_sends_stats();

-- drop function private.email_status_rank(text)
DROP FUNCTION private.email_status_rank(text);

-- drop function private.payment_status_rank(text)
DROP FUNCTION private.payment_status_rank(text);

-- drop function private.reconcile_suppressions(text,jsonb,timestamp with time zone,integer)
DROP FUNCTION private.reconcile_suppressions(text,jsonb,timestamp with time zone,integer);

-- drop function private.settle_suppression(bigint,integer,text,text,double precision)
DROP FUNCTION private.settle_suppression(bigint,integer,text,text,double precision);

-- drop function private.stripe_amount(bigint,text)
DROP FUNCTION private.stripe_amount(bigint,text);

-- drop function private.suppression_under_way(uuid,text,timestamp with time zone,integer)
DROP FUNCTION private.suppression_under_way(uuid,text,timestamp with time zone,integer);

-- drop function private.try_uuid(text)
DROP FUNCTION private.try_uuid(text);

-- drop function private.unsubscribe_by_token(uuid,text)
DROP FUNCTION private.unsubscribe_by_token(uuid,text);

-- drop function public.can_email_member(uuid,text)
DROP FUNCTION public.can_email_member(uuid,text);

-- drop function public.check_in_ticket(text)
DROP FUNCTION public.check_in_ticket(text);

-- drop table public.event_tickets
-- loses data: table public.event_tickets with all its rows
DROP TABLE public.event_tickets;

-- drop function public.claim_suppressions(integer,integer)
DROP FUNCTION public.claim_suppressions(integer,integer);

-- drop function public.complete_suppression(bigint,text)
DROP FUNCTION public.complete_suppression(bigint,text);

-- drop function public.get_notification_preferences(uuid)
DROP FUNCTION public.get_notification_preferences(uuid);

-- drop function public.increment_campaign_stat(uuid,text,integer)
DROP FUNCTION public.increment_campaign_stat(uuid,text,integer);

-- drop function public.ingest_sendgrid_events(jsonb)
DROP FUNCTION public.ingest_sendgrid_events(jsonb);

-- drop function public.ingest_stripe_event(jsonb)
DROP FUNCTION public.ingest_stripe_event(jsonb);

-- drop function public.set_notification_preference(uuid,text,boolean,boolean,boolean)
DROP FUNCTION public.set_notification_preference(uuid,text,boolean,boolean,boolean);

-- drop function public.unsubscribe_all(uuid)
DROP FUNCTION public.unsubscribe_all(uuid);

-- drop table public.notification_preferences
-- loses data: table public.notification_preferences with all its rows
DROP TABLE public.notification_preferences;

-- drop function private.current_member_ids()
DROP FUNCTION private.current_member_ids();

-- drop function private.current_org_ids_with_role(public.member_role[])
DROP FUNCTION private.current_org_ids_with_role(public.member_role[]);

-- drop function private.enqueue_suppression()
DROP FUNCTION private.enqueue_suppression();

-- drop function private.set_updated_at()
DROP FUNCTION private.set_updated_at();

-- drop function private.stamp_unsubscribed_at()
DROP FUNCTION private.stamp_unsubscribed_at();

-- drop function public.unsubscribe_by_token(uuid,text)
DROP FUNCTION public.unsubscribe_by_token(uuid,text);

-- drop type public.campaign_category
DROP DOMAIN public.campaign_category;

-- drop type public.campaign_stats
DROP DOMAIN public.campaign_stats;

-- drop type public.campaign_status
DROP DOMAIN public.campaign_status;

-- drop type public.member_role
DROP TYPE public.member_role;

-- drop default acl for role postgres on functions
ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

-- drop schema private
DROP SCHEMA private;
