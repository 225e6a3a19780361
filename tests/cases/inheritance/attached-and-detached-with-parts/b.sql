CREATE SCHEMA attach_with_indexes_of_its_own;
SET search_path = attach_with_indexes_of_its_own;
CREATE TABLE t (a int NOT NULL, b int) PARTITION BY LIST (a);
CREATE INDEX t_b ON t (b);
ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY (a);
CREATE TABLE x (a int NOT NULL, b int, CONSTRAINT x_pk PRIMARY KEY (a));
CREATE INDEX x_own ON x (b);
CREATE INDEX x_more ON x (b, a);
ALTER TABLE t ATTACH PARTITION x FOR VALUES IN (1);
COMMENT ON INDEX x_own IS 'own';
COMMENT ON CONSTRAINT x_pk ON x IS 'pk';

CREATE SCHEMA detached_with_fk_and_trigger_and_check;
SET search_path = detached_with_fk_and_trigger_and_check;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE r (id int PRIMARY KEY);
CREATE TABLE t (a int, b int REFERENCES r, CONSTRAINT k CHECK (b > 0)) PARTITION BY LIST (a);
CREATE TABLE x (a int, b int);
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();

CREATE SCHEMA detached_keeps_fk_and_trigger;
SET search_path = detached_keeps_fk_and_trigger;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE r (id int PRIMARY KEY);
CREATE TABLE t (a int, b int CONSTRAINT t_b_fkey REFERENCES r, CONSTRAINT k CHECK (b > 0)) PARTITION BY LIST (a);
CREATE TABLE x (a int, b int CONSTRAINT t_b_fkey REFERENCES r, CONSTRAINT k CHECK (b > 0));
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER tr BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f();

CREATE SCHEMA partitioned_fk_on_partition;
SET search_path = partitioned_fk_on_partition;
CREATE TABLE r (id int PRIMARY KEY);
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
CREATE TABLE x PARTITION OF t DEFAULT;
ALTER TABLE t ADD CONSTRAINT t_fk FOREIGN KEY (b) REFERENCES r ON DELETE CASCADE;
