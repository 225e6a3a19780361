-- Two organizations and what they have; every count in the matrix is a count of these rows.
insert into auth.users (id, email) values
  ('{user_alice}', 'alice@a.example'), ('{user_carol}', 'carol@a.example'), ('{user_otto}', 'otto@a.example'),
  ('{user_adam}', 'adam@a.example'), ('{user_olivia}', 'olivia@a.example'), ('{user_bob}', 'bob@b.example'),
  ('{user_nobody}', 'nobody@nowhere.example');
insert into public.organizations (id, name, slug, sendgrid_subuser) values ('{A}', 'Org A', 'a', 'sub-a'), ('{B}', 'Org B', 'b', null);
-- bea has never signed in
insert into public.members (id, organization_id, user_id, email, role) values
  ('{alice}', '{A}', '{user_alice}', 'Alice@a.example', 'member'),
  ('{carol}', '{A}', '{user_carol}', 'carol@a.example', 'communications_manager'),
  ('{otto}', '{A}', '{user_otto}', 'otto@a.example', 'event_organizer'),
  ('{adam}', '{A}', '{user_adam}', 'adam@a.example', 'admin'),
  ('{olivia}', '{A}', '{user_olivia}', 'olivia@a.example', 'owner'),
  ('{bob}', '{B}', '{user_bob}', 'bob@b.example', 'owner'),
  ('{bea}', '{B}', null, 'bea@b.example', 'member');
insert into public.campaigns (id, organization_id, name, category) values
  ('{campaign}', '{A}', 'Spring', 'newsletter'), ('{campaign2}', '{A}', 'Summer', 'marketing'), ('{campaign_b}', '{B}', 'Spring', 'newsletter');
insert into public.events (id, organization_id, title) values ('{gala}', '{A}', 'Gala'), ('{gala_b}', '{B}', 'Gala');
insert into public.ticket_types (id, organization_id, event_id, name, price, quantity_total) values
  ('{seat}', '{A}', '{gala}', 'Seat', 50, null), ('{vip}', '{A}', '{gala}', 'VIP', 120, 2), ('{seat_b}', '{B}', '{gala_b}', 'Seat', 50, null);
insert into public.payments (id, organization_id, member_id, provider_checkout_id, provider_payment_id, amount, status) values
  ('{paid_alice}', '{A}', '{alice}', 'cs_alice', 'pi_alice', 50, 'succeeded'),
  ('{paid_guest}', '{A}', null, 'cs_guest', 'pi_guest', 50, 'succeeded'),
  ('{paid_b}', '{B}', '{bob}', 'cs_b', 'pi_b', 50, 'succeeded');
insert into public.event_tickets (id, organization_id, event_id, ticket_type_id, member_id, payment_id, ticket_number, status, amount_paid) values
  ('{ticket_alice}', '{A}', '{gala}', '{seat}', '{alice}', '{paid_alice}', 'TKT-ALICE', 'paid', 50),
  ('{ticket_adam}', '{A}', '{gala}', '{vip}', '{adam}', null, 'TKT-ADAM', 'paid', 0),
  ('{ticket_b}', '{B}', '{gala_b}', '{seat_b}', '{bob}', '{paid_b}', 'TKT-B', 'paid', 50);
insert into public.email_sends (id, organization_id, campaign_id, member_id, email_address, sendgrid_message_id) values
  ('{send_alice}', '{A}', '{campaign}', '{alice}', 'alice@a.example', 'msg-a'),
  ('{send_carol}', '{A}', '{campaign}', '{carol}', 'carol@a.example', 'msg-a'),
  ('{send_guest}', '{A}', '{campaign}', null, 'guest@elsewhere.example', 'msg-a'),
  ('{send_b}', '{B}', '{campaign_b}', '{bob}', 'bob@b.example', 'msg-b');
insert into public.notification_category_groups (organization_id, category, sendgrid_group_id) values
  ('{A}', 'newsletter', 101), ('{A}', 'marketing', 102), ('{B}', 'newsletter', 101);
-- Each opt-out brings a row in the mirror and one in the outbox with it.
insert into public.notification_preferences (member_id, organization_id, category, email_enabled) values
  ('{carol}', '{A}', 'newsletter', false), ('{otto}', '{A}', 'events', true), ('{bob}', '{B}', 'all', false);
insert into private.webhook_events (provider, event_id, event_type, payload) values
  ('sendgrid', 'seen', 'open', '[]'), ('stripe', 'evt_seen', 'ping', '[]');
