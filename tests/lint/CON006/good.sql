CREATE TABLE t (
    id bigint PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('new', 'old')),
    a int CHECK (a IS NULL OR a > 0),
    b int,
    c int,
    CHECK (coalesce(b, 0) >= 0),
    CHECK (num_nonnulls(b, c) = 1),
    CHECK (b IS DISTINCT FROM c),
    CHECK ((b > 1) IS TRUE),
    CHECK ((a IS NULL) = (b IS NULL))
);
