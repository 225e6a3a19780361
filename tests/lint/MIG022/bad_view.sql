-- since: 15
CREATE TABLE notes (id int PRIMARY KEY, author int);
CREATE VIEW seen WITH (security_invoker = true) AS SELECT id FROM notes;
-- migration
ALTER VIEW seen SET (security_invoker = off); -- finds: MIG022 warning
ALTER VIEW seen RESET (security_invoker); -- finds: MIG022 warning
