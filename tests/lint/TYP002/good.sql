CREATE TABLE t (
    id bigint PRIMARY KEY,
    payload jsonb,
    json text,
    path jsonpath,
    -- schemadiff:ignore TYP002 -- what they sent, byte by byte
    received json
);
