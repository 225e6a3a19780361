CREATE TABLE t (
    id bigint PRIMARY KEY,
    status text DEFAULT 'new', -- finds: CON004 info
    "Made at" timestamptz DEFAULT now()
);
CREATE TABLE u (
    id bigint PRIMARY KEY
);
ALTER TABLE u ADD COLUMN n int DEFAULT 0; -- finds: CON004 info
