CREATE TABLE t (
    id bigint PRIMARY KEY,
    moment timestamptz,
    "Precise, 1" timestamptz(3)[],
    day date,
    opens time,
    named text DEFAULT 'timestamp without time zone'
);
