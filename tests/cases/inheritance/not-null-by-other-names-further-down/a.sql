-- A table further down declares NOT NULL by another name than what comes from above, which must be there first (18).
CREATE TABLE public.e (g int);
CREATE TABLE public.e1 () INHERITS (public.e);
CREATE TABLE public.e11 () INHERITS (public.e1);
CREATE TABLE public.f (g int);
CREATE TABLE public.f1 () INHERITS (public.f);
CREATE TABLE public.f11 () INHERITS (public.f1);
CREATE TABLE public.g (g int);
CREATE TABLE public.g1 () INHERITS (public.g);
CREATE TABLE public.g11 () INHERITS (public.g1);
CREATE TABLE public.p (a int) PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1) PARTITION BY LIST (a);
CREATE TABLE public.p11 PARTITION OF public.p1 DEFAULT;
CREATE TABLE public.q (a int, g int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE public.q1 (g int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (public.q);
CREATE TABLE public.q11 () INHERITS (public.q1);
