CREATE TABLE t (
    id bigint PRIMARY KEY,
    a regclass,
    b regtype,
    c regrole,
    d oid,
    regproc text,
    e regclass[]
);
