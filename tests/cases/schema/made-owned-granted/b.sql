CREATE SCHEMA "Two; --";
COMMENT ON SCHEMA "Two; --" IS 'two';
GRANT USAGE ON SCHEMA "Two; --" TO app_reader;
GRANT CREATE, USAGE ON SCHEMA "Two; --" TO app_writer WITH GRANT OPTION;
ALTER SCHEMA "Two; --" OWNER TO app_writer;
CREATE TABLE "Two; --".t (id integer);
