-- Schemas: the same names in two, types of a third, one that is empty.
-- types: public api Empty
CREATE SCHEMA api;
CREATE SCHEMA internal;
CREATE SCHEMA "Empty";
CREATE TYPE public.state AS ENUM ('a', 'b');
CREATE TYPE api.state AS ENUM ('c', 'd');
CREATE TYPE internal.state AS ENUM ('e', 'f');
CREATE TYPE internal.level AS ENUM ('a label that is rather long', 'another label that is rather long', 'short');
CREATE TYPE internal.shape AS (x int);
CREATE TYPE api.shape AS (y int, s api.state, t public.state, u internal.state);
CREATE TABLE internal.things (id int PRIMARY KEY);
CREATE TABLE public.things (
    id int PRIMARY KEY, s1 public.state, s2 api.state NOT NULL, s3 internal.state, l internal.level NOT NULL,
    ls internal.level[], lsn internal.level[] NOT NULL, sh internal.shape, sh2 api.shape, t internal.things
);
CREATE TABLE api.things (id int PRIMARY KEY REFERENCES public.things, s api.state, t public.things);
CREATE TABLE api.parts (id int REFERENCES api.things, u api.things[], l internal.level DEFAULT 'short' NOT NULL);
CREATE VIEW api.all_things AS SELECT * FROM public.things;
CREATE FUNCTION api.thing(id int) RETURNS public.things LANGUAGE sql AS 'SELECT * FROM public.things';
CREATE FUNCTION api.things_of(public.things) RETURNS SETOF api.things LANGUAGE sql AS 'SELECT * FROM api.things';
CREATE FUNCTION api.parts_of(api.things) RETURNS SETOF api.parts LANGUAGE sql AS 'SELECT * FROM api.parts';
CREATE FUNCTION api.levels(l internal.level DEFAULT 'short') RETURNS internal.level[] LANGUAGE sql AS 'SELECT ARRAY[l]';
CREATE FUNCTION public.shaped(s api.shape) RETURNS internal.shape LANGUAGE sql AS 'SELECT NULL::internal.shape';
