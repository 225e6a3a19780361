CREATE FUNCTION with_path() RETURNS integer LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN 1; END $$;
CREATE FUNCTION definer() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN 1; END $$;
CREATE FUNCTION by_return() RETURNS integer LANGUAGE sql RETURN 1;
CREATE FUNCTION atomic() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
-- PostgreSQL could inline these, and SET would prevent it.
CREATE FUNCTION stable_select(a int) RETURNS integer LANGUAGE sql STABLE AS 'SELECT a';
CREATE FUNCTION immutable_select() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1; $$;
