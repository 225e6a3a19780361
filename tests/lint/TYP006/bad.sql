CREATE TABLE t (
    id bigint PRIMARY KEY,
    a money, -- finds: TYP006 warning
    "b money" money[], -- finds: TYP006 warning
    total real, -- finds: TYP006 warning
    amount_paid float8, -- finds: TYP006 warning
    "unitPrice" double precision -- finds: TYP006 warning
);
