-- The table in the middle only inherits the new column, the one below declares it as well: it must have it first.
CREATE TABLE public."above two" (n text);
CREATE TABLE public.middle (CONSTRAINT "own" CHECK (n <> '')) INHERITS (public."above two");
CREATE TABLE public.below () INHERITS (public.middle);
