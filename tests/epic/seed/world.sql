-- The same people and rows as in ours, as far as the epic has columns for them.
insert into auth.users (id) values ('{user_alice}'), ('{user_carol}'), ('{user_otto}'), ('{user_olivia}');
insert into organizations (id, name) values ('{A}', 'Org A'), ('{B}', 'Org B');
insert into members (id, organization_id, user_id, email) values
  ('{alice}', '{A}', '{user_alice}', 'alice@a.example'), ('{carol}', '{A}', '{user_carol}', 'carol@a.example'),
  ('{otto}', '{A}', '{user_otto}', 'otto@a.example'), ('{olivia}', '{A}', '{user_olivia}', 'olivia@a.example'),
  ('{bob}', '{B}', null, 'bob@b.example');
insert into campaigns (id, organization_id, name) values ('{campaign}', '{A}', 'Spring'), ('{campaign_b}', '{B}', 'Spring');
insert into events (id, organization_id, title) values ('{gala}', '{A}', 'Gala');
insert into payments (id, organization_id, amount) values ('{paid_alice}', '{A}', 50);
insert into event_tickets (id, organization_id, event_id, member_id, payment_id, ticket_number, status, amount_paid) values
  ('{ticket_alice}', '{A}', '{gala}', '{alice}', '{paid_alice}', 'TKT-ALICE', 'paid', 50);
insert into email_sends (id, organization_id, campaign_id, member_id, email_address, sendgrid_message_id) values
  ('{send_alice}', '{A}', '{campaign}', '{alice}', 'alice@a.example', 'msg-a'),
  ('{send_carol}', '{A}', '{campaign}', '{carol}', 'carol@a.example', 'msg-a'),
  ('{send_guest}', '{A}', '{campaign}', null, 'guest@elsewhere.example', 'msg-a');
insert into notification_preferences (member_id, organization_id, category, email_enabled) values
  ('{carol}', '{A}', 'newsletter', false);
