CREATE SCHEMA s;

CREATE TEXT SEARCH PARSER s."Pa; rs" (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE FUNCTION s.lexize(internal, internal, internal, internal) RETURNS internal LANGUAGE internal STRICT AS 'dsimple_lexize';
CREATE TEXT SEARCH TEMPLATE s.one (INIT = dsimple_init, LEXIZE = s.lexize);
CREATE TEXT SEARCH TEMPLATE s."Te; mp" (LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY s.d (TEMPLATE = s.one);
COMMENT ON TEXT SEARCH PARSER s."Pa; rs" IS 'kept';
COMMENT ON TEXT SEARCH TEMPLATE s."Te; mp" IS 'odd';
CREATE TEXT SEARCH CONFIGURATION s.c (PARSER = s."Pa; rs");
ALTER TEXT SEARCH CONFIGURATION s.c ADD MAPPING FOR asciiword WITH s.d;
CREATE TEXT SEARCH CONFIGURATION s.other (PARSER = s."Pa; rs");
ALTER TEXT SEARCH CONFIGURATION s.other ADD MAPPING FOR asciiword WITH s.d;
