CREATE TABLE t (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    status text NOT NULL DEFAULT 'new',
    note text,
    nothing text DEFAULT NULL,
    twice int GENERATED ALWAYS AS (1 + 1) STORED
);
-- schemadiff:ignore CON004 -- NULL: not asked yet
CREATE TABLE answers (id bigint PRIMARY KEY, answer text DEFAULT 'yes');
