CREATE TABLE sends (id uuid, organization_id uuid);
ALTER TABLE sends ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can view sends" ON sends
    FOR SELECT USING (organization_id = ((SELECT auth.jwt()) ->> 'organization_id')::uuid);
CREATE POLICY own ON sends USING (id = auth.uid());
-- Declared below, which is no mismatch.
CREATE POLICY late ON sends USING (is_mine(id));
CREATE FUNCTION is_mine(uuid) RETURNS boolean LANGUAGE sql STABLE RETURN $1 = auth.uid();
