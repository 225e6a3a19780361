CREATE SCHEMA app;
CREATE TABLE app.s (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE app.s1 PARTITION OF app.s FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX ON app.s (at);
CREATE TABLE app.p (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id));
CREATE VIEW app.v AS SELECT id FROM app.s;
CREATE VIEW app.w AS SELECT id FROM app.p;
-- And with its partition, which a view asks.
CREATE TABLE app.whole (id serial, at date NOT NULL, x int CHECK (x > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE app.part PARTITION OF app.whole FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE app.other_part PARTITION OF app.whole FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE VIEW app.u AS SELECT id FROM app.part;
-- And one with the one that is to take its place.
CREATE TABLE app.events (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE app.events_new (id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE app.events_new_1 PARTITION OF app.events_new DEFAULT;
CREATE TABLE app.child (id int, at date, FOREIGN KEY (id, at) REFERENCES app.events);
ALTER TABLE app.s RENAME TO spare;
ALTER TABLE app.p RENAME TO s;
ALTER TABLE app.spare RENAME TO p;
ALTER TABLE app.whole RENAME TO spare;
ALTER TABLE app.part RENAME TO whole;
ALTER TABLE app.spare RENAME TO part;
ALTER TABLE app.events RENAME TO spare;
ALTER TABLE app.events_new RENAME TO events;
ALTER TABLE app.spare RENAME TO events_new;
