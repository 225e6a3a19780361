CREATE TABLE "Above" (n date, CONSTRAINT "c 2" CHECK (n > '2001-01-01') NO INHERIT);
CREATE TABLE stays (n date, CONSTRAINT "c 2" CHECK (n >= '2009-01-01'));
COMMENT ON CONSTRAINT "c 2" ON stays IS 'kept';
CREATE TABLE "loses its column" (m int);
CREATE TABLE other (n date);
CREATE TABLE moves (n date, CONSTRAINT "c 2" CHECK (n >= '2009-01-01')) INHERITS (other);
CREATE TABLE below () INHERITS (moves);
