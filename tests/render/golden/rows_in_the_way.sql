-- 2 statements for staging, 2 fail on existing rows, 1 rewrites a table, breaks clients; proven on a clone
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. alter table column app.users.id (desired/app/users.sql:2:5)
ALTER TABLE app.users ALTER COLUMN id SET DATA TYPE bigint;

-- 2. alter comment table column app.users.id (desired/app/users.sql:2)
COMMENT ON COLUMN app.users.id IS 'internal; never shown';
