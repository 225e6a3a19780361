CREATE SCHEMA app;
-- Of the same name, declared by a table two levels below, and by one below that.
CREATE TABLE app.p (a int);
CREATE TABLE app.c () INHERITS (app.p);
CREATE TABLE app.cc (CONSTRAINT nn NOT NULL a) INHERITS (app.c);
CREATE TABLE app.ccc () INHERITS (app.cc);
ALTER TABLE app.p ADD CONSTRAINT nn NOT NULL a NOT VALID;
