-- What the text of a key says of its index stands before WHERE and DEFERRABLE, whatever these contain.
CREATE TABLE keys (a int, b int, c int,
    CONSTRAINT " WHERE (a)" PRIMARY KEY (a) INCLUDE (b) WITH (fillfactor = 70, deduplicate_items = off) USING INDEX TABLESPACE "odd ""Space""; --" DEFERRABLE,
    CONSTRAINT "k DEFERRABLE" UNIQUE (b) WITH (fillfactor = 71) USING INDEX TABLESPACE spare DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT alone UNIQUE (c, b) USING INDEX TABLESPACE spare,
    CONSTRAINT x EXCLUDE USING btree (c WITH =, (a + b) WITH =) WITH (fillfactor = 72) USING INDEX TABLESPACE spare
        WHERE (a > 0 AND b BETWEEN 1 AND 2 AND c IN (1, 2)) DEFERRABLE INITIALLY DEFERRED);

-- Partitions have their parts where the parent has its own, unless they are elsewhere.
CREATE TABLE parts (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (a);
CREATE TABLE parts_21 PARTITION OF parts_2 FOR VALUES FROM (10) TO (20);
ALTER TABLE parts ADD CONSTRAINT k UNIQUE (a) WITH (fillfactor = 70) USING INDEX TABLESPACE spare DEFERRABLE;
ALTER TABLE parts ADD PRIMARY KEY (a, b) USING INDEX TABLESPACE spare;
ALTER INDEX parts_1_pkey SET TABLESPACE "odd ""Space""; --";
ALTER INDEX parts_21_pkey SET TABLESPACE pg_default;
ALTER INDEX parts_21_pkey SET (fillfactor = 50);
CREATE TABLE parts_3 PARTITION OF parts FOR VALUES FROM (20) TO (30);

CREATE TABLE wanders (a int, CONSTRAINT wanders_pkey PRIMARY KEY (a) WITH (fillfactor = 80),
    EXCLUDE USING btree (a WITH =) WITH (fillfactor = 80) WHERE (a > 0));
