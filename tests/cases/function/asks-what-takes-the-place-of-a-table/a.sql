CREATE SCHEMA app;
CREATE TABLE app.r2 (c1 bigint, c3 bit varying(8)) PARTITION BY hash (c1);
CREATE FUNCTION app.f1(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' BEGIN ATOMIC SELECT c1::int FROM app.r2; END;
CREATE POLICY "Po 2" ON app.r2 FOR SELECT TO app_reader USING (app.f1(1) > 0);
