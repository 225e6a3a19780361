CREATE SCHEMA app;
CREATE TABLE app."Plan" (old integer);
CREATE TABLE app."sub plan" (old integer);
