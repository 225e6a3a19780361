CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE "part; 1" (a int CONSTRAINT own NOT NULL, b int);
CREATE TABLE part_2 (a int, b int);
CREATE TABLE valid (a int NOT NULL, b int);
CREATE TABLE kid (a int NOT NULL);
CREATE TABLE retyped (a int);
CREATE TABLE unlike (a int NOT NULL, b int);
CREATE TABLE alike (a int NOT NULL, b int);
