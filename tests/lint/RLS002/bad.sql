CREATE TABLE t (id bigint); -- finds: RLS002 error
CREATE POLICY one ON t USING (true);

CREATE TABLE "T ""2""" (id bigint); -- finds: RLS002 error
CREATE POLICY "can view, ""all""" ON "T ""2""" FOR SELECT USING (true);
CREATE POLICY two ON "T ""2""" FOR DELETE USING (false);

CREATE TABLE turned_off (id bigint); -- finds: RLS002 error
ALTER TABLE turned_off ENABLE ROW LEVEL SECURITY;
CREATE POLICY one ON turned_off USING (true);
ALTER TABLE turned_off DISABLE ROW LEVEL SECURITY;
