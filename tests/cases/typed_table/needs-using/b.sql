-- ALTER ATTRIBUTE knows no USING, which a date made of a text needs; another attribute goes.
CREATE TYPE public.person AS (id integer, born date);
CREATE TABLE public.t OF public.person (PRIMARY KEY (id));
CREATE TABLE public.u OF public.person;
CREATE VIEW public.v AS SELECT born FROM public.t;
