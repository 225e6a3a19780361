CREATE TABLE a (id bigint PRIMARY KEY, x int, y int, UNIQUE (x, y));
CREATE TABLE b (
    id bigint PRIMARY KEY,
    a bigint CONSTRAINT one REFERENCES a,
    x int,
    "Y z" int,
    CONSTRAINT two FOREIGN KEY (a) REFERENCES a ON DELETE CASCADE, -- finds: CON011 warning
    FOREIGN KEY (x, "Y z") REFERENCES a (x, y) -- finds: CON011 warning
);
