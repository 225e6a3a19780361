CREATE TABLE r (id int PRIMARY KEY);
CREATE TABLE t (
    id bigint PRIMARY KEY,
    a int,
    b int NOT NULL,
    "C, 1" int,
    single text UNIQUE, -- finds: CON003 info
    CONSTRAINT "Both, 1" UNIQUE (a, b), -- finds: CON003 warning
    UNIQUE ("C, 1", b) -- finds: CON003 warning
);
CREATE UNIQUE INDEX lone ON t (a); -- finds: CON003 info
CREATE UNIQUE INDEX expressed ON t (b, "C, 1", lower(single)); -- finds: CON003 warning
CREATE UNIQUE INDEX partly ON t (a, "C, 1") WHERE a IS NOT NULL; -- finds: CON003 warning
CREATE UNIQUE INDEX other ON t (a, b) WHERE single <> 'NULLS NOT DISTINCT'; -- finds: CON003 warning
CREATE TABLE heir () INHERITS (t);
CREATE UNIQUE INDEX inherited ON heir (a, b); -- finds: CON003 warning
CREATE TABLE emptied (id bigint PRIMARY KEY, of int REFERENCES r ON DELETE SET NULL, what text);
CREATE UNIQUE INDEX emptied_key ON emptied (of, what); -- finds: CON003 warning
