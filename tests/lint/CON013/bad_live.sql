CREATE TABLE {schema}.small (id serial PRIMARY KEY, n smallint GENERATED ALWAYS AS IDENTITY);
SELECT setval('{schema}.small_id_seq', 1600000000), setval('{schema}.small_n_seq', 30000);
-- finds: CON013 warning sequence {schema}.small_id_seq
-- finds: CON013 warning sequence {schema}.small_n_seq
-- A sequence of bigint that fills an integer ends with the integer.
CREATE TABLE {schema}.narrow (id int);
CREATE SEQUENCE {schema}."Wide" OWNED BY {schema}.narrow.id;
SELECT setval('{schema}."Wide"', 2000000000);
-- finds: CON013 warning sequence {schema}."Wide"
CREATE SEQUENCE {schema}.down AS smallint INCREMENT -1;
SELECT setval('{schema}.down', -32000);
-- finds: CON013 warning sequence {schema}.down
