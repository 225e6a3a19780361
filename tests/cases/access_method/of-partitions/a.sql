CREATE SCHEMA s;
CREATE ACCESS METHOD "O; ther" TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE s.changes (a integer) PARTITION BY LIST (a) USING heap;
CREATE TABLE s.forgets (a integer) PARTITION BY LIST (a) USING "O; ther";
CREATE TABLE s.stays (a integer) PARTITION BY LIST (a);
