CREATE TABLE t (
    id bigint PRIMARY KEY,
    active boolean NOT NULL DEFAULT true,
    flags boolean[],
    later boolean GENERATED ALWAYS AS (true) STORED
);
CREATE TABLE answers (
    id bigint PRIMARY KEY,
    agreed boolean -- schemadiff:ignore CON005 -- NULL: has not answered
);
