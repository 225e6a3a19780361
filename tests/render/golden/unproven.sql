-- 2 statements for staging, 1 rewrites a table; not proven
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. create table app.email_sends (desired/app/email_sends.sql:1)
CREATE TABLE app.email_sends (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    member_id uuid NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT email_sends_pkey PRIMARY KEY (id)
);

-- 2. alter table column app.users.id (desired/app/users.sql:2:5)
ALTER TABLE app.users ALTER COLUMN id SET DATA TYPE bigint;
