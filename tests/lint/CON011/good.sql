CREATE TABLE a (id bigint PRIMARY KEY, x int, y int, UNIQUE (x, y), UNIQUE (y));
CREATE TABLE b (
    id bigint PRIMARY KEY,
    one bigint REFERENCES a,
    two bigint REFERENCES a,
    x int,
    y int,
    tenant int NOT NULL,
    seat int,
    FOREIGN KEY (x, y) REFERENCES a (x, y) MATCH FULL,
    FOREIGN KEY (y) REFERENCES a (y),
    FOREIGN KEY (tenant, seat) REFERENCES a (x, y)
);
CREATE TABLE all_or_none (
    x int,
    "Y" int,
    v int,
    w int,
    CHECK ((x IS NULL) = ("Y" IS NULL)),
    CHECK (num_nonnulls(v, w) IN (0, 2)),
    FOREIGN KEY (x, "Y") REFERENCES a (x, y),
    FOREIGN KEY (v, w) REFERENCES a (x, y)
);
