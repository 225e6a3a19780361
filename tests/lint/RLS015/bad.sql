-- A table that asks itself.
CREATE TABLE members (id bigint PRIMARY KEY, org int, uid uuid);
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
CREATE POLICY colleagues ON members FOR SELECT TO authenticated USING (org IN (SELECT org FROM members)); -- finds: RLS015 error
-- Two that ask each other; it is said once.
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE projects (id int PRIMARY KEY);
ALTER TABLE teams ENABLE ROW LEVEL SECURITY;
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON teams USING (id IN (SELECT id FROM projects));
CREATE POLICY a ON projects USING (id IN (SELECT id FROM teams)); -- finds: RLS015 error
-- A row is checked by a table whose own policy has a subquery, if only one that is asked once.
CREATE TABLE seats (id int PRIMARY KEY, owner uuid);
ALTER TABLE seats ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON seats FOR SELECT TO authenticated USING (owner = (SELECT auth.uid()));
CREATE POLICY few ON seats FOR INSERT TO authenticated WITH CHECK ((SELECT count(*) FROM seats) < 10); -- finds: RLS015 error

-- Through functions, which nobody but the stack ends.
CREATE TABLE circles (id int PRIMARY KEY);
ALTER TABLE circles ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION "My circles"() RETURNS SETOF int LANGUAGE sql STABLE SET search_path = public AS 'SELECT id FROM circles';
CREATE FUNCTION through() RETURNS SETOF int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN QUERY SELECT "My circles"(); END';
CREATE POLICY a ON circles FOR SELECT TO authenticated USING (id IN (SELECT through())); -- finds: RLS015 error
