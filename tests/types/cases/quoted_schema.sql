-- A schema whose name needs quotes. Written by the rules: postgres-meta 0.99.0 finds no columns of its foreign keys,
-- and prints null for them.
-- types: public Quoted
CREATE SCHEMA "Quoted";
CREATE TABLE "Quoted".a (id int PRIMARY KEY);
CREATE TABLE "Quoted".b (id int PRIMARY KEY REFERENCES "Quoted".a);
CREATE VIEW "Quoted".v AS SELECT * FROM "Quoted".b;
CREATE FUNCTION "Quoted".f("Quoted".a) RETURNS SETOF "Quoted".b LANGUAGE sql AS 'SELECT * FROM "Quoted".b';
