CREATE SCHEMA app;
CREATE TABLE app.plain (a int);
