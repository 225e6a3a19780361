CREATE SCHEMA s;
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TABLE s.t (id integer);
ALTER TABLE s.t OWNER TO app_writer;
