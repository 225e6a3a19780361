CREATE PROCEDURE public.p(a integer, INOUT b text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS 'BEGIN COMMIT; END';
CREATE PROCEDURE public.q() LANGUAGE sql AS 'SELECT 2';
COMMENT ON PROCEDURE public.q() IS 'new';
REVOKE EXECUTE ON PROCEDURE public.q() FROM PUBLIC;
CREATE FUNCTION public.now_a_function() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.pay(a integer, b integer) LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.pay(a integer, OUT b integer) LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON PROCEDURE public.pay(IN a integer) TO app_reader;
CREATE PROCEDURE public.owe(a integer, OUT b integer) LANGUAGE sql AS 'SELECT 1';
