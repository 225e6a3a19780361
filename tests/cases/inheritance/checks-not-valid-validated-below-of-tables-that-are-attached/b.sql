CREATE TABLE "Pl; ain" (n int);
CREATE TABLE heir () INHERITS ("Pl; ain");
CREATE TABLE "he ir" (m int) INHERITS (heir);
ALTER TABLE "Pl; ain" ADD CONSTRAINT "o; ld" CHECK (n > 0) NOT VALID;
ALTER TABLE heir VALIDATE CONSTRAINT "o; ld";
