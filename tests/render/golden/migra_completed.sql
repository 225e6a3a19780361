-- 3 statements for staging; proven on a clone
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. create table app.email_sends (desired/app/email_sends.sql:1)
CREATE TABLE app.email_sends (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    member_id uuid NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT email_sends_pkey PRIMARY KEY (id)
);

-- 2. alter table app.email_sends (desired/app/email_sends.sql:8)
ALTER TABLE app.email_sends ENABLE ROW LEVEL SECURITY;

-- 3. alter comment table column app.users.id (desired/app/users.sql:2)
-- engine: native, completes migra's script
COMMENT ON COLUMN app.users.id IS 'internal; never shown';
