CREATE SCHEMA app;
CREATE TABLE app.plan (old integer);
CREATE TABLE app."sub plan" (old integer);
