CREATE SCHEMA app;
GRANT USAGE, CREATE ON SCHEMA app TO app_reader, app_writer;
CREATE TABLE app.t (a int);
ALTER TABLE app.t OWNER TO app_reader;
CREATE TABLE app.u (a int);
ALTER TABLE app.u OWNER TO app_reader;
GRANT SELECT ON app.u TO app_writer WITH GRANT OPTION;
REVOKE CREATE ON SCHEMA app FROM app_reader, app_writer;
REVOKE USAGE ON SCHEMA app FROM app_writer;
