CREATE TABLE "T, 1" (id bigint PRIMARY KEY); -- finds: RLS026 warning
ALTER TABLE "T, 1" ENABLE ROW LEVEL SECURITY;
GRANT ALL ON "T, 1" TO anon, authenticated;
CREATE TABLE emptied (id bigint PRIMARY KEY); -- finds: RLS026 warning
ALTER TABLE emptied ENABLE ROW LEVEL SECURITY;
GRANT SELECT, TRUNCATE ON emptied TO PUBLIC;
CREATE TABLE referred (id bigint PRIMARY KEY); -- finds: RLS026 warning
ALTER TABLE referred ENABLE ROW LEVEL SECURITY;
GRANT REFERENCES (id) ON referred TO authenticated;
