CREATE TABLE public.p (id int, code varchar(20) NOT NULL, n bigint NOT NULL);
CREATE TABLE public.d (id int, code varchar(20) NOT NULL, x int, n bigint NOT NULL);
ALTER TABLE public.d INHERIT public.p;
CREATE TABLE public.c (code varchar(20) CONSTRAINT "own one" NOT NULL) INHERITS (public.p);
CREATE TABLE public.e (y int) INHERITS (public.d);
CREATE INDEX i ON public.p (code);
CREATE TABLE public."Two" (a bigint NOT NULL, b text NOT NULL);
CREATE TABLE public."two Child" (b text NOT NULL) INHERITS (public."Two");
