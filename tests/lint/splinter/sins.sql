-- One sin, or two, for each of splinter's lints. Every table has no other sin than those it is named for.
CREATE EXTENSION vector SCHEMA public;  -- 0014
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;

CREATE TABLE parents (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner uuid NOT NULL);
ALTER TABLE parents ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON parents (owner);
GRANT SELECT ON parents TO authenticated;
CREATE POLICY own ON parents FOR SELECT TO authenticated USING (owner = (SELECT auth.uid()));

-- 0001
CREATE TABLE children (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint NOT NULL REFERENCES parents);
ALTER TABLE children ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON children FOR SELECT TO authenticated USING (false);
-- 0002: it shows everybody's address to everybody.
CREATE VIEW people AS SELECT id, email FROM auth.users;
GRANT SELECT ON people TO anon;
-- 0003
CREATE TABLE per_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner uuid NOT NULL);
ALTER TABLE per_row ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON per_row (owner);
CREATE POLICY own ON per_row FOR SELECT TO authenticated USING (owner = auth.uid());
-- 0003, where it is done right: the call is the argument of a subselect.
CREATE TABLE wrapped (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id uuid NOT NULL);
ALTER TABLE wrapped ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON wrapped (tenant_id);
CREATE POLICY own ON wrapped FOR SELECT TO authenticated
    USING (tenant_id = (SELECT coalesce(auth.uid(), '00000000-0000-0000-0000-000000000000')));
-- 0003, half done.
CREATE TABLE half_wrapped (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner uuid NOT NULL, other uuid NOT NULL);
ALTER TABLE half_wrapped ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON half_wrapped (owner);
CREATE INDEX ON half_wrapped (other);
CREATE POLICY own ON half_wrapped FOR SELECT TO authenticated USING (owner = (SELECT auth.uid()) OR other = auth.uid());
-- 0004
CREATE TABLE keyless (id bigint NOT NULL);
ALTER TABLE keyless ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON keyless FOR SELECT TO authenticated USING (false);
-- 0006
CREATE TABLE twice (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner uuid NOT NULL, other uuid NOT NULL);
ALTER TABLE twice ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON twice (owner);
CREATE INDEX ON twice (other);
CREATE POLICY one ON twice FOR SELECT TO authenticated USING (owner = (SELECT auth.uid()));
CREATE POLICY two ON twice FOR SELECT TO authenticated USING (other = (SELECT auth.uid()));
GRANT SELECT ON twice TO authenticated;
-- 0007 and 0013
CREATE TABLE asleep (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE POLICY nobody ON asleep FOR SELECT TO authenticated USING (false);
GRANT SELECT ON asleep TO authenticated;
-- 0008
CREATE TABLE closed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
ALTER TABLE closed ENABLE ROW LEVEL SECURITY;
-- 0009
CREATE TABLE indexed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner uuid NOT NULL);
ALTER TABLE indexed ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON indexed FOR SELECT TO authenticated USING (false);
CREATE INDEX indexed_one ON indexed (owner);
CREATE INDEX indexed_two ON indexed (owner);
-- 0010
CREATE VIEW past_policies AS SELECT id FROM parents;
GRANT SELECT ON past_policies TO authenticated;
-- 0011
CREATE FUNCTION bent() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN count(*) FROM public.parents; END';
REVOKE ALL ON FUNCTION bent() FROM PUBLIC;
-- 0011, where PostgreSQL could put the query in the place of the call.
CREATE FUNCTION inlined() RETURNS SETOF bigint LANGUAGE sql STABLE AS 'SELECT id FROM public.parents';
REVOKE ALL ON FUNCTION inlined() FROM PUBLIC;
-- 0011, where there is no path to bend: names were resolved when it was made.
CREATE FUNCTION straight() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM public.parents; END;
REVOKE ALL ON FUNCTION straight() FROM PUBLIC;
-- 0013
CREATE TABLE open (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
GRANT SELECT ON open TO anon;
-- 0013, partitioned
CREATE TABLE open_parts (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
GRANT SELECT ON open_parts TO anon;
-- 0013, granted to nobody.
CREATE TABLE unreached (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- 0015
CREATE TABLE believed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant text NOT NULL);
ALTER TABLE believed ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON believed (tenant);
CREATE POLICY own ON believed FOR SELECT TO authenticated USING (tenant = (SELECT auth.jwt() -> 'user_metadata' ->> 'tenant'));
-- 0016
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS many FROM parents;
GRANT SELECT ON counted TO anon;
-- 0017
CREATE FOREIGN TABLE elsewhere (id bigint) SERVER nowhere;
GRANT SELECT ON elsewhere TO anon;
-- 0023
CREATE TABLE secrets (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, password text NOT NULL);
GRANT SELECT ON secrets TO anon;
-- 0024
CREATE TABLE anybodys (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
ALTER TABLE anybodys ENABLE ROW LEVEL SECURITY;
CREATE POLICY "all" ON anybodys FOR ALL TO authenticated USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON anybodys TO authenticated;
-- 0024, but it lets nothing through: an INSERT without WITH CHECK is none.
CREATE TABLE denied (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
ALTER TABLE denied ENABLE ROW LEVEL SECURITY;
CREATE POLICY nothing ON denied FOR INSERT TO authenticated WITH CHECK (NULL);
GRANT INSERT ON denied TO authenticated;
