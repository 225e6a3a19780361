CREATE SCHEMA one;
CREATE TABLE one.t (id integer);
