-- Two clubs of one platform, and people in them: what the demonstration starts with.
insert into auth.users (id, email) values
  ('00000000-0000-4000-8000-000000000101', 'alice@sailing.example'),
  ('00000000-0000-4000-8000-000000000102', 'olivia@sailing.example'),
  ('00000000-0000-4000-8000-000000000103', 'bob@chess.example');
insert into public.organizations (id, name, slug, sendgrid_subuser) values
  ('00000000-0000-4000-8000-00000000000a', 'Sailing Club', 'sailing', 'sailing'),
  ('00000000-0000-4000-8000-00000000000b', 'Chess Club', 'chess', null);
insert into public.members (id, organization_id, user_id, email, full_name, role) values
  ('00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000101',
   'alice@sailing.example', 'Alice', 'member'),
  ('00000000-0000-4000-8000-000000000202', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000102',
   'olivia@sailing.example', 'Olivia', 'owner'),
  ('00000000-0000-4000-8000-000000000203', '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-000000000103',
   'bob@chess.example', 'Bob', 'owner');
insert into public.notification_category_groups (organization_id, category, sendgrid_group_id) values
  ('00000000-0000-4000-8000-00000000000a', 'newsletter', 101), ('00000000-0000-4000-8000-00000000000a', 'marketing', 102);
insert into public.campaigns (id, organization_id, name, subject, category, status) values
  ('00000000-0000-4000-8000-000000000301', '00000000-0000-4000-8000-00000000000a', 'Spring letter', 'The boats are out', 'newsletter', 'sent');
insert into public.email_sends (id, organization_id, campaign_id, member_id, email_address, sendgrid_message_id) values
  ('00000000-0000-4000-8000-000000000701', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000301',
   '00000000-0000-4000-8000-000000000201', 'alice@sailing.example', 'spring'),
  ('00000000-0000-4000-8000-000000000702', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000301',
   '00000000-0000-4000-8000-000000000202', 'olivia@sailing.example', 'spring');
insert into public.events (id, organization_id, title) values
  ('00000000-0000-4000-8000-000000000401', '00000000-0000-4000-8000-00000000000a', 'Regatta');
insert into public.ticket_types (id, organization_id, event_id, name, price, quantity_total) values
  ('00000000-0000-4000-8000-000000000501', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000401', 'Quay', 15, 100),
  ('00000000-0000-4000-8000-000000000502', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000401', 'On board', 60, 8);
