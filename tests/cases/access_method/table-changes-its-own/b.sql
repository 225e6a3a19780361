CREATE SCHEMA s;
CREATE FUNCTION s.tables(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE FUNCTION s."In; dex"(internal) RETURNS index_am_handler LANGUAGE internal AS 'hashhandler';

CREATE ACCESS METHOD fresh TYPE TABLE HANDLER s.tables;
CREATE TABLE s.u (a integer) USING fresh;
CREATE TABLE s.v (a integer);
