CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('new', 'done');
CREATE TABLE app.tasks (id integer, state app.state);
CREATE FUNCTION app.left_over() RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT count(*) FROM app.tasks WHERE state = 'new';
END;
