CREATE SCHEMA s;
CREATE FUNCTION s.tables(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE FUNCTION s."In; dex"(internal) RETURNS index_am_handler LANGUAGE internal AS 'hashhandler';

CREATE ACCESS METHOD gone TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE s.u (a integer);
CREATE TABLE s.v (a integer) USING gone;
