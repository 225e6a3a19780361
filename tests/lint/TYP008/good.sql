CREATE DOMAIN key AS bigint;
CREATE TABLE a (id bigint PRIMARY KEY, name text UNIQUE, code varchar(10) UNIQUE);
CREATE TABLE b (
    id bigint PRIMARY KEY,
    a_id bigint REFERENCES a,
    k key REFERENCES a,
    name varchar REFERENCES a (name),
    code varchar(10) REFERENCES a (code),
    self bigint REFERENCES b
);
