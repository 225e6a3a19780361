CREATE TABLE parent (id bigint PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE child (
    key_id bigint PRIMARY KEY REFERENCES parent (id) ON DELETE CASCADE,
    unique_id bigint UNIQUE REFERENCES parent (id) ON DELETE CASCADE,
    prefix_id bigint REFERENCES parent (id) ON DELETE CASCADE,
    plain_id bigint REFERENCES parent (id),
    hashed_id bigint REFERENCES parent (id),
    partial_id bigint REFERENCES parent (id) ON DELETE SET NULL,
    "Odd, ""name""" bigint REFERENCES parent (id),
    a int,
    b int,
    x bigint,
    FOREIGN KEY (a, b) REFERENCES parent (a, b),
    UNIQUE (prefix_id, x)
);
CREATE INDEX ON child (plain_id DESC, x);
CREATE INDEX ON child USING hash (hashed_id);
CREATE INDEX ON child (partial_id) WHERE partial_id IS NOT NULL;
CREATE INDEX ON child ("Odd, ""name""");
CREATE INDEX ON child (b, a, x) WHERE b IS NOT NULL AND a IS NOT NULL;

CREATE TABLE heir () INHERITS (child);
ALTER TABLE heir ADD FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE CASCADE;
CREATE INDEX ON heir (a, b);

-- An index on the partitioned table is one on each partition, and so is the foreign key.
CREATE TABLE parted (id bigint, parent_id bigint REFERENCES parent (id)) PARTITION BY RANGE (id);
CREATE INDEX ON parted (parent_id);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2);
CREATE TABLE attached (id bigint, parent_id bigint);
ALTER TABLE parted ATTACH PARTITION attached FOR VALUES FROM (2) TO (3);
