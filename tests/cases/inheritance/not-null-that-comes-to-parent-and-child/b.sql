CREATE SCHEMA app;
CREATE TABLE app."Plan" (x integer NOT NULL);
CREATE TABLE app."sub plan" () INHERITS (app."Plan");
