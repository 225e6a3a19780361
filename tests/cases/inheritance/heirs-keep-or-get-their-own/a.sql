CREATE SCHEMA app;
CREATE TABLE app.p (a int, b int, c text);
CREATE TABLE app.h () INHERITS (app.p);
CREATE TABLE app.g () INHERITS (app.h);
CREATE TABLE app.other () INHERITS (app.p);
ALTER TABLE app.p ADD CONSTRAINT positive CHECK (a > 0);
CREATE TABLE app.both (k int);
CREATE TABLE app.merged (k int) INHERITS (app.both);
CREATE TABLE app.plain (n int);
