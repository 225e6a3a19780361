CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN "Some thing" AS int NOT NULL;
CREATE TABLE t (
    id bigint PRIMARY KEY,
    email email, -- finds: TYP009 info
    emails email[], -- finds: TYP009 info
    "B" "Some thing" -- finds: TYP009 info
);
