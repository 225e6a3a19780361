CREATE SCHEMA app;
CREATE TABLE app.p (a int, b int, c text);
CREATE TABLE app.h () INHERITS (app.p);
CREATE TABLE app.g () INHERITS (app.h);
CREATE TABLE app.other () INHERITS (app.p);
ALTER TABLE app.p ADD CONSTRAINT positive CHECK (a > 0);
CREATE TABLE app.both (k int);
CREATE TABLE app.merged (k int) INHERITS (app.both);
CREATE TABLE app.plain (n int);

CREATE SCHEMA column_with_settings_added_above;
SET search_path = column_with_settings_added_above;
CREATE TABLE p (a int);
CREATE TABLE h () INHERITS (p);
CREATE TABLE own (b text) INHERITS (p);
CREATE TABLE q (a int) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q DEFAULT;
