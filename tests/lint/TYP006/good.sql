CREATE TABLE t (
    id bigint PRIMARY KEY,
    amount numeric(10, 2),
    amount_paid decimal(10, 2),
    price bigint,
    latitude double precision,
    fee_rate real,
    total_share float8,
    total_count real,
    total_seconds float8,
    coffee real,
    money text
);
