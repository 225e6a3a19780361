CREATE SCHEMA s;
CREATE FUNCTION s.tables(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE FUNCTION s."In; dex"(internal) RETURNS index_am_handler LANGUAGE internal AS 'hashhandler';

CREATE ACCESS METHOD "Ha; sh" TYPE INDEX HANDLER s."In; dex";
COMMENT ON ACCESS METHOD "Ha; sh" IS 'one';
CREATE TABLE s.t (a integer);
CREATE OPERATOR CLASS s.ints DEFAULT FOR TYPE integer USING "Ha; sh" AS
    OPERATOR 1 =, FUNCTION 1 hashint4(integer), FUNCTION 2 hashint4extended(integer, bigint);
CREATE INDEX i ON s.t USING "Ha; sh" (a);
