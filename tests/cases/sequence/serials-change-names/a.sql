CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE t (id serial, x serial);
GRANT SELECT ON SEQUENCE t_id_seq TO app_reader;
CREATE SEQUENCE s START 5 INCREMENT -2 MINVALUE -100 MAXVALUE 10;
CREATE TABLE u (id serial, y int DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY u.y;
