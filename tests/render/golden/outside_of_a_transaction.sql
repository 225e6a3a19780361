-- 3 statements for staging, 1 runs outside of a transaction; proven on a clone
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. alter table app.email_sends (desired/app/email_sends.sql:8)
ALTER TABLE app.email_sends ENABLE ROW LEVEL SECURITY;

-- schemadiff:unit no-transaction

-- 2. create index app.email_sends_member_id_idx (desired/app/email_sends.sql:14)
CREATE INDEX CONCURRENTLY email_sends_member_id_idx ON app.email_sends USING btree (member_id);

-- schemadiff:unit

-- 3. create policy "members read their own" on app.email_sends (desired/app/email_sends.sql:10)
CREATE POLICY "members read their own" ON app.email_sends AS PERMISSIVE FOR SELECT TO authenticated USING ((member_id = ( SELECT auth.uid() AS uid)));
