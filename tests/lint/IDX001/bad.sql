CREATE TABLE parent (id bigint PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE child (
    id bigint PRIMARY KEY,
    none_id bigint REFERENCES parent (id), -- finds: IDX001 warning
    restrict_id bigint REFERENCES parent (id) ON DELETE RESTRICT, -- finds: IDX001 warning
    cascade_id bigint REFERENCES parent (id) ON DELETE CASCADE, -- finds: IDX001 error
    null_id bigint REFERENCES parent (id) ON DELETE SET NULL, -- finds: IDX001 error
    default_id bigint DEFAULT 1 REFERENCES parent (id) ON DELETE SET DEFAULT, -- finds: IDX001 error
    update_id bigint REFERENCES parent (id) ON UPDATE CASCADE, -- finds: IDX001 error
    "Odd, ""name""" bigint REFERENCES parent (id), -- finds: IDX001 warning
    a int,
    b int,
    c int,
    CONSTRAINT "multi on x" FOREIGN KEY (a, b) REFERENCES parent (a, b) -- finds: IDX001 warning
);

-- None of these serves a lookup by the whole foreign key.
CREATE INDEX ON child (c, none_id);
CREATE INDEX ON child (restrict_id) WHERE c = 1;
CREATE INDEX ON child USING brin (cascade_id);
CREATE INDEX ON child (null_id) WHERE null_id > 0;
CREATE INDEX ON child ((default_id + 1));
CREATE INDEX ON child (c) INCLUDE (update_id);
CREATE INDEX ON child (a, c, b);
CREATE INDEX ON child (a);
CREATE INDEX ON child (b);

CREATE TABLE "Self" (
    id bigint PRIMARY KEY,
    up bigint,
    FOREIGN KEY (up) REFERENCES "Self" ON DELETE CASCADE -- finds: IDX001 error
);

ALTER TABLE child ADD COLUMN late_id bigint REFERENCES parent (id); -- finds: IDX001 warning

CREATE TABLE heir () INHERITS (child);
ALTER TABLE heir
    ADD CONSTRAINT heir_key FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE CASCADE; -- finds: IDX001 error

CREATE TABLE parted (id bigint, parent_id bigint REFERENCES parent (id)) -- finds: IDX001 warning
    PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2);

-- An index on the parent alone is not valid before each partition has one.
CREATE TABLE parted_only (id bigint, parent_id bigint REFERENCES parent (id)) -- finds: IDX001 warning
    PARTITION BY RANGE (id);
CREATE TABLE part_only PARTITION OF parted_only FOR VALUES FROM (1) TO (2);
CREATE INDEX ON ONLY parted_only (parent_id);
