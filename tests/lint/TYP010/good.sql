CREATE TABLE a (id bigint PRIMARY KEY, title text CHECK (length(title) <= 200), author uuid, n varchar);
CREATE TABLE b (id bigint PRIMARY KEY, author text, code char(2));
CREATE TABLE c (id bigint PRIMARY KEY, made_by uuid DEFAULT gen_random_uuid());
-- A domain joins as what it is over.
CREATE DOMAIN state AS text CHECK (VALUE IN ('open', 'shut'));
CREATE TABLE d (id bigint PRIMARY KEY, state state);
CREATE TABLE e (id bigint PRIMARY KEY, state text);
CREATE TABLE f (id bigint PRIMARY KEY, state text);
