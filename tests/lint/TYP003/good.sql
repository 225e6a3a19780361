CREATE TABLE t (
    id bigint PRIMARY KEY,
    a text,
    b varchar(10),
    c "char",
    "character(2)" name,
    -- schemadiff:ignore TYP003 -- ISO 3166 codes are always two letters
    country char(2)
);
