-- refused: 1 statement for staging, 1 loses data
-- refused, data loss: table column app.users.age would be dropped
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. drop table column app.users.age
-- loses data: column app.users.age
ALTER TABLE app.users DROP COLUMN age;
