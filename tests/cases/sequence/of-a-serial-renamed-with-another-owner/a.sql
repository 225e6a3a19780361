CREATE SCHEMA s;
GRANT CREATE ON SCHEMA s TO app_reader;
CREATE TABLE s.t (a serial);
ALTER TABLE s.t OWNER TO app_reader;
