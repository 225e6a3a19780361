CREATE TABLE public.t (a integer CONSTRAINT a_there NOT NULL, b integer NOT NULL, c integer, d integer CONSTRAINT same NOT NULL, e integer);
ALTER TABLE public.t ADD CONSTRAINT c_there NOT NULL c NOT VALID;
CREATE TABLE public.p (a integer NOT NULL NO INHERIT, b integer CONSTRAINT pb NOT NULL);
CREATE TABLE public.q () INHERITS (public.p);
