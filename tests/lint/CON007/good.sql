CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (id bigint PRIMARY KEY, updated_at timestamptz);
CREATE TRIGGER "Touch it" BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE p (id bigint PRIMARY KEY, updated_at timestamptz) PARTITION BY RANGE (id);
CREATE TRIGGER touch BEFORE UPDATE OF id ON p FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE q PARTITION OF p DEFAULT;
CREATE TABLE u (id bigint PRIMARY KEY, created_at timestamptz, last_updated_at timestamptz);
CREATE TABLE app (
    id bigint PRIMARY KEY,
    updated_at timestamptz -- schemadiff:ignore CON007 -- the application sets it
);
