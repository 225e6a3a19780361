CREATE TABLE "early Orders" (id integer GENERATED ALWAYS AS IDENTITY, no serial, year integer NOT NULL);
CREATE TABLE late_orders (id integer NOT NULL, no integer NOT NULL, year integer NOT NULL);
