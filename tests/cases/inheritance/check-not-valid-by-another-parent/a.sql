CREATE TABLE "One" (x int);
CREATE TABLE other (x int);
CREATE TABLE "the child" () INHERITS ("One");
ALTER TABLE "One" ADD CONSTRAINT "x > 0" CHECK (x > 0) NOT VALID;
