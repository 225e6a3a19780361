CREATE TABLE t (
    id bigint PRIMARY KEY,
    active boolean, -- finds: CON005 warning
    "Is it" boolean DEFAULT true
);
