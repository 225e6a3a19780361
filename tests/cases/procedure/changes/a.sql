CREATE PROCEDURE public.p(a integer) LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE PROCEDURE public.q() LANGUAGE sql AS 'SELECT 1';
COMMENT ON PROCEDURE public.q() IS 'q';
GRANT EXECUTE ON PROCEDURE public.q() TO app_reader;
CREATE PROCEDURE public.pay(a integer, b integer) LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.owe(a integer, OUT b integer) LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.owe(a integer, b integer) LANGUAGE sql AS 'SELECT 1';
COMMENT ON PROCEDURE public.owe(IN a integer, b integer) IS 'two go in';
