CREATE TABLE "T, 1" (id bigint PRIMARY KEY);
ALTER TABLE "T, 1" ENABLE ROW LEVEL SECURITY;
CREATE VIEW direct AS SELECT * FROM "T, 1"; -- finds: RLS023 error
GRANT SELECT ON direct TO anon;
CREATE VIEW counted AS SELECT count(*) FROM "T, 1"; -- finds: RLS023 error
GRANT SELECT ON counted TO PUBLIC;
CREATE VIEW inner_view AS SELECT * FROM "T, 1";
CREATE VIEW "Through ""it""" AS SELECT * FROM inner_view; -- finds: RLS023 error
GRANT SELECT ON "Through ""it""" TO authenticated;
CREATE VIEW subquery AS SELECT (SELECT max(id) FROM "T, 1") AS top; -- finds: RLS023 error
GRANT SELECT ON subquery TO authenticated;
