-- refused: 2 statements for staging, 1 rewrites a table
-- refused, proof: a statement of migra's fails on the clone
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. drop view app.active
-- because: rebuilt: table column app.users.id changes its type
-- engine: native, completes migra's script
DROP VIEW app.active;

-- 2. alter table column app.users.id (desired/app/users.sql:2:5)
-- engine: native, completes migra's script
ALTER TABLE app.users ALTER COLUMN id SET DATA TYPE bigint;
