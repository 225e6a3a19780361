CREATE SCHEMA app;
CREATE TABLE app.t (a int, b int);
CREATE VIEW app.changes AS SELECT a, b FROM app.t;
CREATE VIEW app."Rebuilt V" AS SELECT a, b FROM app.t;
CREATE VIEW app.goes AS SELECT a FROM app.t;
CREATE SEQUENCE app.moves OWNED BY app.changes.a;
CREATE SEQUENCE app.stays OWNED BY app."Rebuilt V".a;
CREATE SEQUENCE app.outlives OWNED BY app.goes.a;
CREATE SEQUENCE app.free;
