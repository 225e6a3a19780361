CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (
    id bigint PRIMARY KEY,
    a1 bigint REFERENCES a, -- finds: CON009 info
    "A 2" bigint REFERENCES a ON UPDATE CASCADE -- finds: CON009 info
);
