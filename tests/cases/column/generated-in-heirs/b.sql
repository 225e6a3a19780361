CREATE SCHEMA app;
CREATE TABLE app.t (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE app.heir (a int NOT NULL, b int, c int) INHERITS (app.t);
