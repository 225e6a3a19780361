-- Tables that are hard to insert into: everything in schema "given" gets rows, and nothing in "never".
CREATE SCHEMA given;
CREATE SCHEMA never;

CREATE TYPE given.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN given.big AS int NOT NULL CHECK (VALUE > 10);
CREATE DOMAIN given.email AS text CHECK (VALUE ~ '^[^@]+@[^@]+\.[a-z]+$');
CREATE TYPE given.pair AS (a int, b text, c given.mood);
CREATE TYPE given.span AS RANGE (subtype = float8);

CREATE TABLE given.a (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood given.mood NOT NULL, big given.big,
    email given.email NOT NULL UNIQUE, pair given.pair, list int[] NOT NULL, moods given.mood[] NOT NULL,
    bigs given.big[], r int4range, s given.span, m datemultirange, ts tstzrange NOT NULL, EXCLUDE USING gist (ts WITH &&)
);
CREATE TABLE given.b (
    id uuid PRIMARY KEY, a_id bigint NOT NULL REFERENCES given.a, only_a bigint NOT NULL UNIQUE REFERENCES given.a,
    status varchar(10) NOT NULL CHECK (status IN ('draft', 'final')), low int NOT NULL, high int NOT NULL CHECK (high < 1000),
    price numeric(4,2) NOT NULL CHECK (price > 0), part numeric(2,2) NOT NULL,
    total int GENERATED ALWAYS AS (low + high) STORED CHECK (total > 20), CHECK (low < high)
);
CREATE TABLE given.self (id int PRIMARY KEY, parent int NOT NULL REFERENCES given.self, boss int REFERENCES given.self);
CREATE TABLE given.circle_a (id int PRIMARY KEY, other int);
CREATE TABLE given.circle_b (id int PRIMARY KEY, other int NOT NULL REFERENCES given.circle_a);
ALTER TABLE given.circle_a ADD FOREIGN KEY (other) REFERENCES given.circle_b;

CREATE TABLE given.whole (id int, at timestamptz, k text, PRIMARY KEY (id, at, k)) PARTITION BY RANGE (at);
CREATE TABLE given.part_2024 PARTITION OF given.whole FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE given.part_2025 PARTITION OF given.whole FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (k);
CREATE TABLE given.part_2025_xy PARTITION OF given.part_2025 FOR VALUES IN ('x', 'y');
CREATE TABLE given.part_2025_rest PARTITION OF given.part_2025 DEFAULT;
CREATE TABLE given.part_before PARTITION OF given.whole FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE given.to_whole (id int NOT NULL, at timestamptz NOT NULL, k text NOT NULL, FOREIGN KEY (id, at, k) REFERENCES given.whole);
CREATE TABLE given.hashed (id int NOT NULL) PARTITION BY HASH (id);
CREATE TABLE given.hashed_0 PARTITION OF given.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE given.hashed_1 PARTITION OF given.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);

CREATE FUNCTION given.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
CREATE TABLE given.guarded (id int);
CREATE TRIGGER plain BEFORE INSERT ON given.guarded FOR EACH ROW EXECUTE FUNCTION given.refuse();
CREATE TRIGGER always BEFORE INSERT ON given.guarded FOR EACH ROW EXECUTE FUNCTION given.refuse();
ALTER TABLE given.guarded ENABLE ALWAYS TRIGGER always;
CREATE TRIGGER off BEFORE INSERT ON given.guarded FOR EACH ROW EXECUTE FUNCTION given.refuse();
ALTER TABLE given.guarded DISABLE TRIGGER off;
CREATE TRIGGER everywhere BEFORE INSERT ON given.whole FOR EACH ROW EXECUTE FUNCTION given.refuse();
CREATE RULE swallow AS ON INSERT TO given.guarded DO INSTEAD NOTHING;
-- ON CONFLICT is refused for both.
CREATE TABLE given.ruled (id int PRIMARY KEY, v int UNIQUE);
CREATE RULE watch AS ON UPDATE TO given.ruled DO ALSO NOTHING;
CREATE TABLE given.deferred (id int UNIQUE DEFERRABLE INITIALLY DEFERRED, only_one boolean UNIQUE CHECK (only_one), EXCLUDE (id WITH =) DEFERRABLE);
CREATE TABLE given.forced (id int);
ALTER TABLE given.forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE TABLE given.odd ("a ""b" int, "some" int, n int, "row" int NOT NULL, "schemadiff" text, "there" text);
CREATE TABLE given.heir (own int) INHERITS (given.odd);
CREATE TABLE given.empty ();
CREATE TABLE given.one_of (a int, b int, CHECK (num_nonnulls(a, b) = 1));
CREATE TABLE given.about_nothing (a int, CHECK (true));
CREATE TABLE given.lengths (l text NOT NULL CHECK (char_length(l) = 36), j jsonb NOT NULL CHECK (jsonb_typeof(j) = 'array'));
CREATE TABLE given.types (
    a inet, b cidr, c macaddr, d macaddr8, e bit(3), f varbit, g point, h line, i lseg, j box, k path, l polygon,
    m circle, n tsvector, o tsquery, p pg_lsn, q money, r "char", s char(3), t regclass, u interval, v timetz,
    w bytea, x oid, y name, z bool NOT NULL, aa json NOT NULL, bb pg_snapshot NOT NULL, cc jsonpath NOT NULL,
    dd xid8 NOT NULL, ee tid NOT NULL, ff int2vector NOT NULL
);

CREATE TABLE never.nothing (a int CHECK (a IS NOT NULL AND false));
CREATE TABLE never.itself (a int, CHECK (false) NO INHERIT);
CREATE TABLE never.coded (code text NOT NULL CHECK (code ~ '^[A-Z]{2}[0-9]{17}Q$'));
ALTER TABLE never.coded ADD PRIMARY KEY (code);
CREATE TABLE never.below (code text NOT NULL REFERENCES never.coded);
