CREATE TABLE public.p (x integer, "Y y" integer NOT NULL NO INHERIT);
CREATE TABLE public.c () INHERITS (public.p);
CREATE TABLE public.d () INHERITS (public.c);
ALTER TABLE ONLY public.p ADD CONSTRAINT q1 NOT NULL x NOT VALID NO INHERIT;
