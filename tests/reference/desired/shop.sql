-- What a reference page has to get right: every kind, and names that are markup.
CREATE SCHEMA shop;
COMMENT ON SCHEMA shop IS 'Everything for sale. See #12, @somebody and <script>alert(1)</script>.';

CREATE TYPE shop.colour AS ENUM ('red', 'it''s | green', '`blue`');
COMMENT ON TYPE shop.colour IS '# No heading';
CREATE DOMAIN shop.price AS numeric(10, 2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE >= 0);
CREATE TYPE shop.box AS (width int, "deep | wide" text, hue shop.colour);
CREATE TYPE shop.span AS RANGE (subtype = numeric);
CREATE SEQUENCE shop.numbers START 7;

CREATE TABLE shop.makers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    parent bigint REFERENCES shop.makers
);
COMMENT ON TABLE shop.makers IS '- no list
| no | table |';
CREATE TABLE shop."Odd | `Name`; ""q"" 日本" (
    "id|1" uuid DEFAULT gen_random_uuid(),
    maker bigint NOT NULL,
    hue shop.colour DEFAULT 'red',
    cost shop.price,
    twice numeric GENERATED ALWAYS AS (cost::numeric * 2) STORED,
    boxes shop.box[],
    CONSTRAINT "p|k" PRIMARY KEY ("id|1"),
    CONSTRAINT made_by FOREIGN KEY (maker) REFERENCES shop.makers ON DELETE CASCADE,
    CONSTRAINT one_each UNIQUE (maker),
    CONSTRAINT "`tick`" CHECK (hue <> 'it''s | green')
);
COMMENT ON COLUMN shop."Odd | `Name`; ""q"" 日本".hue IS 'Bold **or** not, | or *not* _either_';
COMMENT ON CONSTRAINT "`tick`" ON shop."Odd | `Name`; ""q"" 日本" IS 'Nobody likes green.';
CREATE INDEX by_hue ON shop."Odd | `Name`; ""q"" 日本" (hue) WHERE cost > 1;
COMMENT ON INDEX shop.by_hue IS 'For the shelf.';
CREATE STATISTICS shop.guess ON maker, hue FROM shop."Odd | `Name`; ""q"" 日本";
ALTER TABLE shop."Odd | `Name`; ""q"" 日本" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "a | b" ON shop."Odd | `Name`; ""q"" 日本" AS RESTRICTIVE FOR UPDATE TO app_reader
    USING (maker > 0) WITH CHECK (maker > 1);
COMMENT ON POLICY "a | b" ON shop."Odd | `Name`; ""q"" 日本" IS 'Only what was made.';
GRANT SELECT, UPDATE (hue, cost) ON shop."Odd | `Name`; ""q"" 日本" TO app_reader;
GRANT INSERT ON shop."Odd | `Name`; ""q"" 日本" TO app_writer WITH GRANT OPTION;
GRANT USAGE ON SCHEMA shop TO app_reader;

CREATE TABLE shop.sales (at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE TABLE shop.sales_2030 PARTITION OF shop.sales FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
CREATE UNLOGGED TABLE shop.old_sales () INHERITS (shop.makers) WITH (fillfactor = 50);

CREATE VIEW shop.cheap WITH (security_invoker) AS SELECT id, name FROM shop.makers;
COMMENT ON VIEW shop.cheap IS 'What one can afford.';
COMMENT ON COLUMN shop.cheap.name IS 'As on the door.';
CREATE MATERIALIZED VIEW shop.counted AS SELECT count(*) AS many, 'red'::shop.colour IS NULL AS odd FROM shop.makers WHERE false;
CREATE INDEX ON shop.counted (many);

CREATE FUNCTION shop.price_of(what bigint, VARIADIC hues shop.colour[] DEFAULT '{}') RETURNS shop.price
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
COMMENT ON FUNCTION shop.price_of(bigint, shop.colour[]) IS 'In euros.';
CREATE FUNCTION shop.price_of(text) RETURNS SETOF shop.makers LANGUAGE sql AS 'SELECT * FROM shop.makers';
REVOKE ALL ON FUNCTION shop.price_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.price_of(text) TO app_reader, app_writer;
CREATE FUNCTION shop.split(INOUT a int, OUT b text) LANGUAGE sql AS 'SELECT 1, ''x''';
CREATE FUNCTION shop.rows_of() RETURNS TABLE (x int, y text) LANGUAGE sql AS 'SELECT 1, ''x''';
CREATE PROCEDURE shop.tidy(INOUT done boolean DEFAULT NULL) LANGUAGE sql AS 'SELECT true';
CREATE AGGREGATE shop.total(numeric) (SFUNC = numeric_add, STYPE = numeric, INITCOND = '0');
CREATE FUNCTION shop.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "on | it" BEFORE INSERT OR UPDATE OF name ON shop.makers FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION shop.stamp();
COMMENT ON TRIGGER "on | it" ON shop.makers IS 'Stamps it.';
