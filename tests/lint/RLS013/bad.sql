CREATE TABLE sends (id uuid, organization_id uuid, "Group" integer);
ALTER TABLE sends ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can view sends, ""theirs""" ON sends
    FOR SELECT USING (organization_id = auth.jwt() ->> 'organization_id'); -- finds: RLS013 error
CREATE POLICY in_check ON sends FOR INSERT WITH CHECK (
    id = auth.jwt() ->> 'sub' -- finds: RLS013 error
);
CREATE POLICY no_function ON sends USING (is_mine("Group")); -- finds: RLS013 error
CREATE POLICY no_column ON sends USING (missing); -- finds: RLS013 error
CREATE POLICY no_boolean ON sends USING ("Group"); -- finds: RLS013 error
CREATE POLICY literal ON sends USING (id = 'me'); -- finds: RLS013 error
CREATE POLICY "no sense (" ON sends FOR INSERT TO PUBLIC
    WITH CHECK (id = = 'me'); -- finds: RLS013 error
CREATE POLICY open ON sends USING (id IN (SELECT 1; -- finds: RLS013 error
CREATE TABLE others (id int PRIMARY KEY);
