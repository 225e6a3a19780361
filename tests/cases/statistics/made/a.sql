CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TABLE s."T; t" (a integer, b integer, "C c" text, d date);
