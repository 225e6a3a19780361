CREATE TABLE {schema}.valid (id int PRIMARY KEY, a int);
ALTER TABLE {schema}.valid ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
ALTER TABLE {schema}.valid VALIDATE CONSTRAINT positive;
