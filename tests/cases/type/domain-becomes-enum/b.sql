CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('new', 'done');
CREATE TABLE app.tasks (state app.state DEFAULT 'new', former app.state[]);
CREATE VIEW app.shown AS SELECT state FROM app.tasks;
CREATE DOMAIN app.size AS integer CHECK (VALUE > 0);
CREATE TABLE app.boxes (size app.size);
