CREATE SCHEMA s;
CREATE FUNCTION s.tables(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE FUNCTION s."In; dex"(internal) RETURNS index_am_handler LANGUAGE internal AS 'hashhandler';

CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER s.tables;
CREATE ACCESS METHOD "Ha; sh" TYPE INDEX HANDLER s."In; dex";
COMMENT ON ACCESS METHOD "Ha; sh" IS 'like hash';
CREATE TABLE s.t (a integer) USING heap2;
CREATE OPERATOR CLASS s.ints DEFAULT FOR TYPE integer USING "Ha; sh" AS
    OPERATOR 1 =, FUNCTION 1 hashint4(integer), FUNCTION 2 hashint4extended(integer, bigint);
CREATE INDEX i ON s.t USING "Ha; sh" (a);
