CREATE SCHEMA "In side";
CREATE TABLE "In side".moves (id bigint PRIMARY KEY);
GRANT SELECT ON "In side".moves TO authenticated;
CREATE TABLE kept (id bigint PRIMARY KEY);
CREATE PUBLICATION supabase_realtime FOR TABLE "In side".moves; -- finds: SEC010 error
