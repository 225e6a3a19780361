CREATE TABLE t (id serial PRIMARY KEY);
GRANT USAGE ON SEQUENCE t_id_seq TO PUBLIC;
COMMENT ON SEQUENCE t_id_seq IS 'counts';
-- One that goes to another table, and changes what it counts in.
CREATE SEQUENCE s AS int START 5 INCREMENT -2 MINVALUE -100 MAXVALUE 10 CACHE 3 CYCLE;
CREATE TABLE x (a int DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY x.a;
