CREATE TABLE t (
    id bigint PRIMARY KEY,
    plain timestamp, -- finds: TYP001 warning
    "Precise, 1" timestamp(3) without time zone, -- finds: TYP001 warning
    zoned timetz, -- finds: TYP001 warning
    many timestamp[] -- finds: TYP001 warning
);
