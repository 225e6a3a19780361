CREATE TABLE t (
    id bigint PRIMARY KEY,
    a int,
    b text,
    "C, 1" int,
    u int CONSTRAINT u_key UNIQUE
);
ALTER TABLE t ADD CONSTRAINT id_again UNIQUE (id); -- finds: IDX002 warning
CREATE INDEX a1 ON t (a);
CREATE INDEX a2 ON t USING btree (a ASC NULLS LAST); -- finds: IDX002 warning
CREATE INDEX a3 ON t (a) WITH (fillfactor = 70); -- finds: IDX002 warning
CREATE INDEX "Key, 1" ON t (id); -- finds: IDX002 warning
CREATE INDEX u_plain ON t (u); -- finds: IDX002 warning
CREATE UNIQUE INDEX "C unique" ON t ("C, 1");
CREATE INDEX "C plain" ON t ("C, 1"); -- finds: IDX002 warning
CREATE INDEX e1 ON t (lower(b) DESC, a) INCLUDE (u) WHERE b <> ' USING ';
CREATE INDEX e2 ON t (lower(b) DESC, a) INCLUDE (u) WHERE b <> ' USING '; -- finds: IDX002 warning
