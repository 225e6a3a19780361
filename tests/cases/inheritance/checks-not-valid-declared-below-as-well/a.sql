-- Parent and child table both declare a check that is NOT VALID.
CREATE TABLE kept (a int);
ALTER TABLE kept ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
CREATE TABLE attached (a int);
CREATE TABLE "odd Parent" (a int);
ALTER TABLE "odd Parent" ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
CREATE TABLE own (a int);
ALTER TABLE own ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
