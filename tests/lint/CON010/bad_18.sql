-- since: 18
CREATE TABLE t (id bigint PRIMARY KEY, "A b" int); -- finds: CON010 warning
ALTER TABLE t ADD CONSTRAINT "The one" NOT NULL "A b" NOT VALID;
