CREATE TABLE t (
    id bigint PRIMARY KEY,
    status text CHECK (status IN ('new', 'old')), -- finds: CON006 info
    a int,
    "B c" int,
    CHECK (a > 0 AND "B c" IS NOT NULL), -- finds: CON006 info
    CONSTRAINT "Both, 1" CHECK (a < "B c") -- finds: CON006 info
);
