-- What is in a database that has lived with the epic's own SQL: nothing was checked, so everything is there.
insert into organizations (id, name) values
  ('{A}', 'Chess Club'), ('{B}', 'Go Club'), ('00000000-0000-4000-8000-00000000000c', null);
insert into members (id, organization_id, email) values
  ('{alice}', '{A}', 'alice@a.example'), ('{carol}', '{A}', 'ALICE@a.example'), ('{bob}', '{B}', 'bob@b.example'),
  ('{bea}', '{B}', null), ('{adam}', null, 'adam@nowhere.example');
-- The eight shapes of old statistics.
insert into campaigns (id, organization_id, name, stats) values
  ('00000000-0000-4000-8000-000000000c01', '{A}', 'Spring', null),
  ('00000000-0000-4000-8000-000000000c02', '{A}', 'Summer', '{}'),
  ('00000000-0000-4000-8000-000000000c03', '{A}', 'Autumn', '{"opens": 3}'),
  ('00000000-0000-4000-8000-000000000c04', '{B}', 'Winter', '{"opens": "n/a"}'),
  ('00000000-0000-4000-8000-000000000c05', '{B}', 'Spring', '{"opens": 3, "open_rate": 0.25}'),
  ('00000000-0000-4000-8000-000000000c06', '{B}', 'Summer', '{"opens": {"total": 3}}'),
  ('00000000-0000-4000-8000-000000000c07', '{A}', null, '[]'),
  ('00000000-0000-4000-8000-000000000c08', '{A}', 'Fall', '{"opens": -1, "clicks": 2}');
insert into events (id, organization_id, title) values ('{gala}', '{A}', 'Gala');
insert into payments (id, organization_id, amount) values ('{paid_alice}', '{A}', 50), ('{paid_guest}', '{A}', -1);
-- An opt-out of nobody's, twice; one without a time; one of somebody of another organization, neither yes nor no.
insert into notification_preferences (id, member_id, organization_id, category, email_enabled) values
  ('00000000-0000-4000-8000-000000000901', null, '{A}', 'all', false),
  ('00000000-0000-4000-8000-000000000902', null, '{A}', 'all', false),
  ('00000000-0000-4000-8000-000000000903', '{alice}', '{A}', 'newsletter', false),
  ('00000000-0000-4000-8000-000000000904', '{bob}', '{A}', 'events', null);
-- One message to one address twice, a send across organizations without a status, and an orphan.
insert into email_sends (id, campaign_id, member_id, organization_id, email_address, status, sendgrid_message_id) values
  ('00000000-0000-4000-8000-000000000701', '00000000-0000-4000-8000-000000000c03', '{alice}', '{A}', 'alice@a.example', 'sent', 'msg-1'),
  ('00000000-0000-4000-8000-000000000702', '00000000-0000-4000-8000-000000000c03', '{alice}', '{A}', 'Alice@a.example', 'sent', 'msg-1'),
  ('00000000-0000-4000-8000-000000000703', '00000000-0000-4000-8000-000000000c04', '{alice}', '{A}', 'alice@a.example', null, 'msg-2'),
  ('00000000-0000-4000-8000-000000000704', null, null, null, 'lost@nowhere.example', 'pending', null);
-- Types that there never were, and somebody who came at no time.
insert into event_tickets (id, event_id, member_id, organization_id, ticket_type_id, ticket_number, status, payment_id, amount_paid) values
  ('{ticket_alice}', '{gala}', '{alice}', '{A}', null, 'T-1', 'paid', '{paid_alice}', 50),
  ('{ticket_b}', '{gala}', '{bob}', '{A}', '00000000-0000-4000-8000-0000000000ff', 'T-2', 'checked_in', null, null);
