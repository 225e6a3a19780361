-- Checks of child tables that are called as a NO INHERIT one above, which they do not inherit.
CREATE TABLE "Above" (n date, CONSTRAINT "c 2" CHECK (n > '2001-01-01') NO INHERIT);
CREATE TABLE stays (CONSTRAINT "c 2" CHECK (n >= '2009-01-01')) INHERITS ("Above");
COMMENT ON CONSTRAINT "c 2" ON stays IS 'kept';
CREATE TABLE goes (n date, m int, CONSTRAINT "c 2" CHECK (false) NO INHERIT);
CREATE TABLE "loses its column" (CONSTRAINT "c 2" CHECK (n >= '2009-01-01')) INHERITS (goes);
CREATE TABLE moves (n date, CONSTRAINT "c 2" CHECK (n >= '2009-01-01')) INHERITS ("Above");
CREATE TABLE below () INHERITS (moves);
CREATE TABLE other (n date);
