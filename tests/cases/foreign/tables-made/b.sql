CREATE SCHEMA s;

CREATE SERVER a FOREIGN DATA WRAPPER w;
CREATE SERVER b FOREIGN DATA WRAPPER w;
CREATE FUNCTION s.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TABLE s.parent (id integer NOT NULL, kind text);
CREATE TABLE s.whole (id integer, at date NOT NULL) PARTITION BY LIST (id);
GRANT CREATE ON SCHEMA s TO app_writer;
GRANT USAGE ON FOREIGN SERVER a TO app_writer;

CREATE FOREIGN TABLE s."Ta; ble" (
    id integer NOT NULL,
    "Co; l" text OPTIONS (column_name 'it''s', "Od; d" 'x') COLLATE "C" DEFAULT 'd',
    g integer GENERATED ALWAYS AS (id + 1) STORED,
    n numeric(10, 2),
    CONSTRAINT positive CHECK (id > 0),
    CHECK (n IS NOT NULL) NO INHERIT
) SERVER a OPTIONS (table_name 'x', "Opt; ion" 'it''s');
COMMENT ON FOREIGN TABLE s."Ta; ble" IS 'far';
COMMENT ON COLUMN s."Ta; ble"."Co; l" IS 'column';
COMMENT ON CONSTRAINT positive ON s."Ta; ble" IS 'check';
ALTER FOREIGN TABLE s."Ta; ble" ALTER COLUMN id SET STATISTICS 50;
ALTER FOREIGN TABLE s."Ta; ble" ALTER COLUMN id SET (n_distinct = 5);
ALTER FOREIGN TABLE s."Ta; ble" ALTER COLUMN "Co; l" SET STORAGE EXTERNAL;
GRANT SELECT, INSERT (id) ON s."Ta; ble" TO app_reader;
CREATE TRIGGER fire AFTER INSERT ON s."Ta; ble" FOR EACH ROW EXECUTE FUNCTION s.fire();
CREATE FOREIGN TABLE s.empty () SERVER b;
CREATE FOREIGN TABLE s.child (extra integer) INHERITS (s.parent) SERVER a;
CREATE FOREIGN TABLE s.part PARTITION OF s.whole FOR VALUES IN (1, 2) SERVER a OPTIONS (table_name 'p');
CREATE FOREIGN TABLE s.rest PARTITION OF s.whole (at DEFAULT '2020-01-01') DEFAULT SERVER a;
CREATE FOREIGN TABLE s.owned (id integer) SERVER a;
ALTER FOREIGN TABLE s.owned OWNER TO app_writer;
CREATE VIEW s.v AS SELECT id FROM s."Ta; ble";
