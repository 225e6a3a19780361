CREATE SCHEMA s;

CREATE TEXT SEARCH DICTIONARY s."Di; ct" (TEMPLATE = pg_catalog.simple, STOPWORDS = 'english', ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY s.plain (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH DICTIONARY s.stem (TEMPLATE = snowball, LANGUAGE = german, STOPWORDS = german);
CREATE TEXT SEARCH CONFIGURATION s."Co; nf" (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION s."Co; nf" ADD MAPPING FOR asciiword, word WITH s."Di; ct", s.stem;
ALTER TEXT SEARCH CONFIGURATION s."Co; nf" ADD MAPPING FOR int WITH simple;
CREATE TEXT SEARCH CONFIGURATION s.copied (COPY = pg_catalog.english);
COMMENT ON TEXT SEARCH CONFIGURATION s."Co; nf" IS 'odd';
COMMENT ON TEXT SEARCH DICTIONARY s."Di; ct" IS 'it''s';
CREATE TABLE s.t (a text, v tsvector GENERATED ALWAYS AS (to_tsvector('s."Co; nf"'::regconfig, a)) STORED);
CREATE INDEX i ON s.t USING gin (to_tsvector('s.copied'::regconfig, a));
