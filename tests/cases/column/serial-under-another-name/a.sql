CREATE TABLE w (id serial PRIMARY KEY, x integer);
