CREATE TABLE public.a (
    id integer NOT NULL CONSTRAINT a_id UNIQUE,
    code text CONSTRAINT a_key PRIMARY KEY,
    CONSTRAINT pair UNIQUE (id, code)
);
CREATE TABLE public.b (
    a_id integer CONSTRAINT to_id REFERENCES public.a (id),
    code text CONSTRAINT to_code REFERENCES public.a (code),
    CONSTRAINT to_both FOREIGN KEY (a_id, code) REFERENCES public.a (id, code)
);
CREATE TABLE public.parted (id integer NOT NULL CONSTRAINT other UNIQUE) PARTITION BY HASH (id);
CREATE TABLE public.part PARTITION OF public.parted FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE public.c (id integer REFERENCES public.parted (id));
