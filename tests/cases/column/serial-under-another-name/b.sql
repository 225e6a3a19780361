CREATE TABLE w (id serial PRIMARY KEY, x integer);
-- The sequence and, since 18, the NOT NULL keep their names.
ALTER TABLE w RENAME COLUMN id TO n1;
