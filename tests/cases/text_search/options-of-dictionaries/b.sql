CREATE SCHEMA s;

CREATE TEXT SEARCH DICTIONARY s.other_order (TEMPLATE = pg_catalog.simple, ACCEPT = false, STOPWORDS = 'english');
CREATE TEXT SEARCH DICTIONARY s.loses_one (TEMPLATE = snowball, LANGUAGE = german);
CREATE TEXT SEARCH DICTIONARY s.loses_all (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH DICTIONARY s."Gets; ""some""" (TEMPLATE = pg_catalog.simple, STOPWORDS = 'german', ACCEPT = false);

CREATE TEXT SEARCH CONFIGURATION s.c (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION s.c ADD MAPPING FOR asciiword WITH s.other_order, s.loses_one;
CREATE TABLE s.t (a text, v tsvector GENERATED ALWAYS AS (to_tsvector('s.c'::regconfig, a)) STORED);
CREATE INDEX i ON s.t USING gin (to_tsvector('s.c'::regconfig, a));
