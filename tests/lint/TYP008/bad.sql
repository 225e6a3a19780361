CREATE TABLE a (
    id bigint PRIMARY KEY,
    code varchar(10) UNIQUE,
    kind text,
    number numeric(10, 2),
    UNIQUE (kind, number)
);
CREATE TABLE b (
    id bigint PRIMARY KEY,
    a_id int REFERENCES a, -- finds: TYP008 warning
    "A code" varchar(20) REFERENCES a (code), -- finds: TYP008 warning
    kind text,
    number numeric(12, 2), -- finds: TYP008 warning
    FOREIGN KEY (kind, number) REFERENCES a (kind, number)
);
ALTER TABLE b ADD COLUMN other smallint; -- finds: TYP008 warning
ALTER TABLE b ADD FOREIGN KEY (other) REFERENCES a;
CREATE TABLE narrow (id serial PRIMARY KEY);
CREATE TABLE wide (id bigint PRIMARY KEY REFERENCES narrow); -- finds: TYP008 warning
