CREATE TABLE one (x integer);
CREATE TABLE two (x integer NOT NULL);
CREATE TABLE "Three; 3" (x integer NOT NULL);
CREATE TABLE heir () INHERITS (one, two, "Three; 3");
