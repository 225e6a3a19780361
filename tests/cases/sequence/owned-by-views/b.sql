CREATE SCHEMA app;
CREATE TABLE app.t (a int, b int);
CREATE VIEW app.changes AS SELECT a, b FROM app.t;
CREATE VIEW app."Rebuilt V" AS SELECT a, b::text FROM app.t;
CREATE VIEW app.comes AS SELECT a FROM app.t;
CREATE SEQUENCE app.moves OWNED BY app.changes.b;
CREATE SEQUENCE app.stays OWNED BY app."Rebuilt V".a;
CREATE SEQUENCE app.outlives;
CREATE SEQUENCE app.free OWNED BY app.comes.a;
