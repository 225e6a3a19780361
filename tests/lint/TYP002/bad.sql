CREATE TABLE t (
    id bigint PRIMARY KEY,
    payload json, -- finds: TYP002 warning
    "More, json" json[] -- finds: TYP002 warning
);
