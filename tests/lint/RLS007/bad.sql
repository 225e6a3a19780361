CREATE SCHEMA private;
CREATE FUNCTION private."My Org"() RETURNS uuid LANGUAGE sql STABLE RETURN auth.uid();
CREATE FUNCTION private.any_org() RETURNS uuid LANGUAGE sql VOLATILE RETURN auth.uid();
CREATE TABLE "T, 1" (id uuid PRIMARY KEY, owner uuid, x text);
ALTER TABLE "T, 1" ENABLE ROW LEVEL SECURITY;
CREATE POLICY plain ON "T, 1" USING (owner = auth.uid()); -- finds: RLS007 warning
CREATE POLICY claims ON "T, 1" USING (x = (auth.jwt() ->> 'org')); -- finds: RLS007 warning
CREATE POLICY own_function ON "T, 1" USING (owner = private."My Org"()); -- finds: RLS007 warning
CREATE POLICY volatile ON "T, 1" USING (owner = private.any_org()); -- finds: RLS007 warning
CREATE POLICY half ON "T, 1" USING ((SELECT auth.uid()) = owner OR auth.uid() = id); -- finds: RLS007 warning
CREATE POLICY "in check" ON "T, 1" FOR INSERT WITH CHECK (owner = auth.uid()); -- finds: RLS007 warning
CREATE POLICY setting ON "T, 1" USING (x = current_setting('app.x', true)); -- finds: RLS007 warning
CREATE POLICY inside ON "T, 1" -- finds: RLS007 warning
    USING (EXISTS (SELECT FROM auth.users u WHERE u.id = auth.uid() AND u.id = "T, 1".owner));
CREATE POLICY correlated ON "T, 1" -- finds: RLS007 warning
    USING (owner = (SELECT coalesce("T, 1".id, auth.uid())));
CREATE POLICY nested ON "T, 1" USING (owner = coalesce(auth.uid(), auth.uid())); -- finds: RLS007 warning
