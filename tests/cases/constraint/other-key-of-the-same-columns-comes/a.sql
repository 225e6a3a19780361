-- A foreign key that is added while the old key is there is bound to that, which then cannot go.
CREATE TABLE public.a (id integer, code text CONSTRAINT a_code UNIQUE, CONSTRAINT a_key PRIMARY KEY (id));
CREATE UNIQUE INDEX both_of_them ON public.a (code, id);
CREATE TABLE public.b (
    a_id integer CONSTRAINT to_id REFERENCES public.a (id),
    code text CONSTRAINT to_code REFERENCES public.a (code)
);
CREATE TABLE public.parted (id integer PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE public.part PARTITION OF public.parted FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE public.c (id integer);
