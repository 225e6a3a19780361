CREATE SCHEMA app;
-- Tables whose rows columns hold, inside of each other and of arrays.
CREATE TABLE app.one (a int PRIMARY KEY, b text);
CREATE TABLE app.two (c date, h app.one);
CREATE TABLE app.three (x app.two, y app.one[]);
CREATE VIEW app.v AS SELECT (x).h AS h, y FROM app.three;
CREATE FUNCTION app.f(app.one) RETURNS SETOF app.two LANGUAGE sql AS 'SELECT * FROM app.two';
-- Some columns are alike, and domains are over them.
CREATE TABLE app.like_one (a int PRIMARY KEY, b text);
CREATE TABLE app.like_two (a int PRIMARY KEY, b text, c int);
CREATE DOMAIN app.of_one AS app.like_one;
CREATE DOMAIN app.of_two AS app.like_two;
CREATE TABLE app.likes (x app.like_two, y app.like_one[], z app.of_one, zz app.of_two);
-- Types.
CREATE TYPE app.pair AS (a int, b text);
CREATE TYPE app.moment AS (c date);
CREATE TABLE app.of_types (x app.moment, y app.pair[]);
