CREATE TABLE public.t (a integer CONSTRAINT a_is_there NOT NULL, b integer CONSTRAINT b_there NOT NULL, c integer CONSTRAINT c_there NOT NULL, d integer CONSTRAINT same NOT NULL, e integer);
ALTER TABLE public.t ADD CONSTRAINT e_there NOT NULL e NOT VALID;
CREATE TABLE public.p (a integer NOT NULL, b integer CONSTRAINT pb NOT NULL NO INHERIT);
CREATE TABLE public.q () INHERITS (public.p);
CREATE TABLE public.n (a integer CONSTRAINT named NOT NULL, b integer PRIMARY KEY);
ALTER TABLE public.n ADD COLUMN c integer;
ALTER TABLE public.n ADD CONSTRAINT "Odd Name" NOT NULL c NOT VALID;
