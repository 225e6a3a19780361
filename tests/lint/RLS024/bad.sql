CREATE TABLE notes (id bigint PRIMARY KEY, author uuid);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE VIEW recent AS SELECT * FROM notes;
CREATE MATERIALIZED VIEW direct AS SELECT author, count(*) FROM notes GROUP BY author; -- finds: RLS024 warning
CREATE MATERIALIZED VIEW indirect AS SELECT * FROM recent; -- finds: RLS024 warning
CREATE MATERIALIZED VIEW by_column AS SELECT * FROM notes; -- finds: RLS024 warning
GRANT SELECT ON direct, indirect TO authenticated;
GRANT SELECT (id) ON by_column TO anon;
