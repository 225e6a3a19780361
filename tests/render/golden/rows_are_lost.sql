-- refused: 1 statement for staging, 1 rewrites a table
-- refused, proof: rows would be lost
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. alter table column app.users.id (desired/app/users.sql:2:5)
ALTER TABLE app.users ALTER COLUMN id SET DATA TYPE bigint;
