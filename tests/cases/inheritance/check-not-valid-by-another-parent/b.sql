CREATE TABLE "One" (x int);
CREATE TABLE other (x int);
CREATE TABLE "the child" () INHERITS (other);
ALTER TABLE other ADD CONSTRAINT "x > 0" CHECK (x > 0) NOT VALID;
