CREATE SCHEMA app;
CREATE TABLE app.parted (a int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE app.part PARTITION OF app.parted FOR VALUES IN (1);
CREATE TABLE app.parent (a int);
CREATE TABLE app.heir () INHERITS (app.parent);
CREATE TABLE app.unlogged (a int);
CREATE TABLE app.below () INHERITS (app.unlogged);
