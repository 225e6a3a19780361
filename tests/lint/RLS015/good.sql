CREATE SCHEMA private;
CREATE TABLE members (id bigint PRIMARY KEY, org int, uid uuid);
CREATE TABLE organizations (id int PRIMARY KEY);
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
-- A function with the rights of its owner is no way back, and neither is a view of the owner's.
CREATE FUNCTION private.mine() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
    AS 'SELECT org FROM public.members WHERE uid = auth.uid()';
CREATE POLICY a ON members FOR SELECT USING (org IN (SELECT private.mine()));
CREATE POLICY b ON organizations USING (id IN (SELECT org FROM members));
CREATE TABLE rooms (id int PRIMARY KEY);
ALTER TABLE rooms ENABLE ROW LEVEL SECURITY;
CREATE VIEW all_rooms AS SELECT id FROM rooms;
CREATE POLICY a ON rooms FOR SELECT USING (id IN (SELECT id FROM all_rooms));
-- The way leads on for another role, or for another command.
CREATE TABLE left_side (id int PRIMARY KEY);
CREATE TABLE right_side (id int PRIMARY KEY);
ALTER TABLE left_side ENABLE ROW LEVEL SECURITY;
ALTER TABLE right_side ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON left_side TO anon USING (id IN (SELECT id FROM right_side));
CREATE POLICY a ON right_side TO authenticated USING (id IN (SELECT id FROM left_side));
CREATE TABLE up (id int PRIMARY KEY);
CREATE TABLE down (id int PRIMARY KEY);
ALTER TABLE up ENABLE ROW LEVEL SECURITY;
ALTER TABLE down ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON up FOR SELECT USING (id IN (SELECT id FROM down));
CREATE POLICY a ON down FOR INSERT WITH CHECK (id IN (SELECT id FROM up));
-- What the check of a row meets has no subquery, and ends there.
CREATE TABLE seats (id int PRIMARY KEY, owner uuid);
ALTER TABLE seats ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON seats FOR SELECT USING (owner = auth.uid());
CREATE POLICY few ON seats FOR INSERT WITH CHECK ((SELECT count(*) FROM seats) < 10);

CREATE TABLE circles (id int PRIMARY KEY);
ALTER TABLE circles ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION "My circles"() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS 'SELECT id FROM circles';
CREATE FUNCTION asking() RETURNS SETOF int LANGUAGE sql STABLE AS 'SELECT id FROM public.circles';
CREATE POLICY a ON circles FOR SELECT TO authenticated USING (id IN (SELECT "My circles"()));
-- Who changes a row meets this one, and reads by the other.
CREATE POLICY b ON circles FOR UPDATE TO authenticated USING (id IN (SELECT asking()));
