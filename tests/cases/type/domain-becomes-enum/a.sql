CREATE SCHEMA app;
CREATE DOMAIN app.state AS text NOT NULL CHECK (VALUE IN ('new', 'done'));
CREATE TABLE app.tasks (state app.state DEFAULT 'new', former app.state[]);
CREATE VIEW app.shown AS SELECT state FROM app.tasks;
CREATE TYPE app.size AS ENUM ('1', '2');
CREATE TABLE app.boxes (size app.size);
