CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('new');
CREATE TABLE app.jobs (id integer, state app.state);
CREATE FUNCTION app.left_over() RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT count(*) FROM app.jobs WHERE state = 'new';
END;
