CREATE TABLE t (
    id bigint PRIMARY KEY,
    code char(2), -- finds: TYP003 warning
    "one Char" char, -- finds: TYP003 warning
    codes character(3)[], -- finds: TYP003 warning
    free bpchar -- finds: TYP003 warning
);
