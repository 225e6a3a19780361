CREATE SCHEMA s;
GRANT ALL ON SCHEMA s TO app_reader, app_writer;
CREATE FUNCTION s.mine(a int, owner text) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> owner THEN
        RAISE EXCEPTION 'called by %', current_user;
    END IF;
    RETURN a;
END $$;
CREATE TABLE s.passed_on (a int);
ALTER TABLE s.passed_on OWNER TO app_writer;
CREATE INDEX passed_on_idx ON s.passed_on (a) WHERE a > s.mine(10, 'app_writer');
