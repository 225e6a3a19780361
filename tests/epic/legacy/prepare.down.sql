-- Written by hand: everything as it was. What was written since stays.
DROP TABLE public.ticket_types;
ALTER TABLE public.organizations DROP COLUMN slug;
UPDATE public.organizations o SET name = b.name FROM legacy.organizations b WHERE b.id = o.id;
INSERT INTO public.members SELECT * FROM legacy.members b WHERE NOT EXISTS (SELECT FROM public.members m WHERE m.id = b.id);
UPDATE public.members m SET email = b.email FROM legacy.members b WHERE b.id = m.id;
UPDATE public.campaigns c SET name = b.name, stats = b.stats FROM legacy.campaigns b WHERE b.id = c.id;
UPDATE public.payments p SET amount = b.amount FROM legacy.payments b WHERE b.id = p.id;
INSERT INTO public.notification_preferences
SELECT * FROM legacy.notification_preferences b WHERE NOT EXISTS (SELECT FROM public.notification_preferences p WHERE p.id = b.id);
UPDATE public.notification_preferences p SET unsubscribed_at = b.unsubscribed_at FROM legacy.notification_preferences b WHERE b.id = p.id;
INSERT INTO public.email_sends SELECT * FROM legacy.email_sends b WHERE NOT EXISTS (SELECT FROM public.email_sends s WHERE s.id = b.id);
UPDATE public.email_sends s SET status = b.status, campaign_id = b.campaign_id FROM legacy.email_sends b WHERE b.id = s.id;
UPDATE public.event_tickets t
SET ticket_type_id = b.ticket_type_id, checked_in_at = b.checked_in_at, amount_paid = b.amount_paid, member_id = b.member_id
FROM legacy.event_tickets b WHERE b.id = t.id;
DROP SCHEMA legacy CASCADE;
