-- Written by hand: what is in the way is kept as it was, and then made to fit.
CREATE SCHEMA legacy;
CREATE TABLE legacy.organizations AS TABLE public.organizations;
CREATE TABLE legacy.members AS TABLE public.members;
CREATE TABLE legacy.campaigns AS TABLE public.campaigns;
CREATE TABLE legacy.payments AS TABLE public.payments;
CREATE TABLE legacy.notification_preferences AS TABLE public.notification_preferences;
CREATE TABLE legacy.email_sends AS TABLE public.email_sends;
CREATE TABLE legacy.event_tickets AS TABLE public.event_tickets;

ALTER TABLE public.organizations ADD COLUMN slug text;
UPDATE public.organizations SET name = coalesce(name, 'Unnamed'), slug = 'org-' || right(id::text, 4);

DELETE FROM public.members WHERE organization_id IS NULL;
UPDATE public.members m SET email = 'member-' || right(m.id::text, 4) || '@invalid.example'
WHERE m.email IS NULL OR EXISTS (
    SELECT FROM public.members o
    WHERE o.organization_id = m.organization_id AND lower(o.email) = lower(m.email) AND o.id < m.id);

UPDATE public.campaigns SET name = coalesce(name, 'Untitled');
UPDATE public.campaigns c SET stats = coalesce((
    SELECT jsonb_object_agg(key, value)
    FROM jsonb_each(CASE jsonb_typeof(c.stats) WHEN 'object' THEN c.stats ELSE '{}' END)
    WHERE CASE jsonb_typeof(value) WHEN 'number' THEN value::numeric >= 0 AND floor(value::numeric) = value::numeric END), '{}');

UPDATE public.payments SET amount = 0 WHERE amount < 0;

DELETE FROM public.notification_preferences p
WHERE NOT EXISTS (SELECT FROM public.members m WHERE m.id = p.member_id AND m.organization_id = p.organization_id);
UPDATE public.notification_preferences SET unsubscribed_at = updated_at WHERE NOT email_enabled AND unsubscribed_at IS NULL;

DELETE FROM public.email_sends WHERE organization_id IS NULL;
DELETE FROM public.email_sends s USING public.email_sends o
WHERE o.sendgrid_message_id = s.sendgrid_message_id AND lower(o.email_address) = lower(s.email_address) AND o.id < s.id;
UPDATE public.email_sends SET status = coalesce(status, 'pending');
UPDATE public.email_sends s SET campaign_id = NULL
WHERE NOT EXISTS (SELECT FROM public.campaigns c WHERE c.id = s.campaign_id AND c.organization_id = s.organization_id);

CREATE TABLE public.ticket_types (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid NOT NULL,
    event_id uuid NOT NULL,
    name text NOT NULL
);
UPDATE public.event_tickets SET ticket_type_id = event_id WHERE ticket_type_id IS NULL;
INSERT INTO public.ticket_types SELECT DISTINCT ticket_type_id, organization_id, event_id, 'Ticket ' || ticket_type_id FROM public.event_tickets;
UPDATE public.event_tickets SET checked_in_at = updated_at, amount_paid = coalesce(amount_paid, 0) WHERE status = 'checked_in';
UPDATE public.event_tickets t SET member_id = NULL
WHERE NOT EXISTS (SELECT FROM public.members m WHERE m.id = t.member_id AND m.organization_id = t.organization_id);
