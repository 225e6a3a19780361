CREATE TABLE {schema}.seldom (id int PRIMARY KEY, a int);
CREATE INDEX seldom_a ON {schema}.seldom (a);
-- finds: IDX005 info index {schema}.seldom_a
