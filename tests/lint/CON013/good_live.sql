CREATE TABLE {schema}.wide (id bigserial PRIMARY KEY);
SELECT setval('{schema}.wide_id_seq', 2000000000);
CREATE SEQUENCE {schema}.rounds AS smallint CYCLE;
SELECT setval('{schema}.rounds', 32000);
CREATE SEQUENCE {schema}.unused AS smallint;
CREATE SEQUENCE {schema}.counts_up AS smallint MINVALUE -100 START -90;
SELECT setval('{schema}.counts_up', -5);
