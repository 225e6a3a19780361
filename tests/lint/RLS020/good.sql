CREATE SCHEMA private;
CREATE TABLE notes (id bigint PRIMARY KEY, author uuid);
CREATE TABLE admins (uid uuid PRIMARY KEY);
CREATE FUNCTION private.is_admin() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
    AS 'SELECT EXISTS (SELECT FROM public.admins WHERE uid = auth.uid())';
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (author = (SELECT auth.uid()));
-- Who is asked for in a table, or in a function of one's own, is not just anybody.
CREATE POLICY b ON notes USING (EXISTS (SELECT FROM admins WHERE uid = (SELECT auth.uid())));
CREATE POLICY c ON notes USING ((SELECT private.is_admin()));
-- TO says for whom, and the others are about other rules.
CREATE POLICY d ON notes FOR SELECT TO authenticated USING (true);
CREATE POLICY e ON notes AS RESTRICTIVE USING (auth.uid() IS NOT NULL);
CREATE POLICY f ON notes FOR SELECT TO service_role USING (auth.role() = 'service_role');
CREATE TABLE private.inside (id int);
ALTER TABLE private.inside ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON private.inside USING (auth.role() = 'authenticated');
