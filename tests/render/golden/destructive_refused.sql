-- refused: 6 statements for staging, 1 loses data, 1 rewrites a table
-- refused, data loss: table column app.users.age would be dropped with what it holds
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. drop view app.active
-- because: rebuilt: table column app.users.id changes its type
DROP VIEW app.active;

-- 2. drop table column app.users.age
-- loses data: column app.users.age
ALTER TABLE app.users DROP COLUMN age;

-- 3. alter table column app.users.id (desired/app/users.sql:2:5)
ALTER TABLE app.users ALTER COLUMN id SET DATA TYPE bigint;

-- 4. create view app.active (desired/app/views.sql:3)
-- because: rebuilt: table column app.users.id changes its type
CREATE VIEW app.active WITH (security_invoker=true) AS
 SELECT id,
    email
   FROM app.users
  WHERE deleted_at IS NULL;

-- 5. alter comment table column app.users.id (desired/app/users.sql:2)
COMMENT ON COLUMN app.users.id IS 'internal; never shown';

-- 6. create table app.email_sends (desired/app/email_sends.sql:1)
CREATE TABLE app.email_sends (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    member_id uuid NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT email_sends_pkey PRIMARY KEY (id)
);
