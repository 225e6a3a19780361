CREATE SCHEMA private;
CREATE TABLE campaigns (id uuid PRIMARY KEY, n int);
CREATE FUNCTION reads() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM campaigns';
CREATE FUNCTION own_table() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TEMP TABLE t (n int); INSERT INTO t VALUES (1); END $$;
CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM campaigns; RETURN NULL; END $$;
CREATE FUNCTION private.hidden() RETURNS void LANGUAGE sql AS 'DELETE FROM campaigns';
CREATE FUNCTION signed_in() RETURNS void LANGUAGE sql AS 'DELETE FROM campaigns';
REVOKE EXECUTE ON FUNCTION signed_in() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION signed_in() TO authenticated;
-- SEC003 speaks of this one.
CREATE FUNCTION definer() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'DELETE FROM public.campaigns';
