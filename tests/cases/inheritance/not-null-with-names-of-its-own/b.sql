CREATE TABLE public.p (a bigint NOT NULL, k integer CONSTRAINT "k odd" NOT NULL) PARTITION BY LIST (a);
CREATE TABLE public.p1 (a bigint NOT NULL, k integer CONSTRAINT own NOT NULL);
ALTER TABLE public.p ATTACH PARTITION public.p1 DEFAULT;
CREATE TABLE public.h (a bigint NOT NULL, k integer CONSTRAINT "K odd" NOT NULL);
CREATE TABLE public.h1 (CONSTRAINT own2 NOT NULL k) INHERITS (public.h);
CREATE TABLE public.t (a integer NOT NULL);
CREATE VIEW public.v AS SELECT a FROM public.t;
