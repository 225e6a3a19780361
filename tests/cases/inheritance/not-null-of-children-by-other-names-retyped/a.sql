CREATE TABLE public.p (id int, code varchar(10) NOT NULL, n int NOT NULL);
CREATE TABLE public.d (id int, code varchar(10) NOT NULL, x int, n int NOT NULL);
ALTER TABLE public.d INHERIT public.p;
CREATE TABLE public.c (code varchar(10) CONSTRAINT "own one" NOT NULL) INHERITS (public.p);
CREATE TABLE public.e (y int) INHERITS (public.d);
CREATE INDEX i ON public.p (code);
CREATE TABLE public."Two" (a int NOT NULL, b varchar(5) NOT NULL);
CREATE TABLE public."two Child" (b varchar(5) NOT NULL) INHERITS (public."Two");
