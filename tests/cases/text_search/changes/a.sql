CREATE SCHEMA s;

GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TEXT SEARCH DICTIONARY s.options (TEMPLATE = pg_catalog.simple, STOPWORDS = 'english');
CREATE TEXT SEARCH DICTIONARY s.template (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH DICTIONARY s.gone (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION s.c (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION s.c ADD MAPPING FOR asciiword, word WITH s.options, s.template;
ALTER TEXT SEARCH CONFIGURATION s.c ADD MAPPING FOR int, "url" WITH s.gone;
COMMENT ON TEXT SEARCH CONFIGURATION s.c IS 'kept';
COMMENT ON TEXT SEARCH DICTIONARY s.options IS 'kept';
CREATE TABLE s.t (a text);
CREATE INDEX i ON s.t USING gin (to_tsvector('s.c'::regconfig, a));
