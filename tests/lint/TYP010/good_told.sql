-- lint: rules = { TYP010 = { against = ["enum"] } }
CREATE TABLE a (id bigint PRIMARY KEY, title varchar(200));
