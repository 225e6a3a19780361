CREATE TABLE public.e (g int CONSTRAINT "Of e" NOT NULL);
CREATE TABLE public.e1 () INHERITS (public.e);
CREATE TABLE public.e11 (g int CONSTRAINT "low er" NOT NULL) INHERITS (public.e1);
CREATE TABLE public.f (g int CONSTRAINT "Of f" NOT NULL);
CREATE TABLE public.f1 (g int CONSTRAINT middle NOT NULL) INHERITS (public.f);
CREATE TABLE public.f11 () INHERITS (public.f1);
CREATE TABLE public.g (g int NOT NULL);
CREATE TABLE public.g1 (g int CONSTRAINT middle NOT NULL) INHERITS (public.g);
CREATE TABLE public.g11 (g int CONSTRAINT lower NOT NULL) INHERITS (public.g1);
CREATE TABLE public.p (a int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1) PARTITION BY LIST (a);
CREATE TABLE public.p11 PARTITION OF public.p1 (a CONSTRAINT lower NOT NULL) DEFAULT;
-- Another expression comes from between the two.
CREATE TABLE public.q (a int, g int GENERATED ALWAYS AS (a * 2) STORED NOT NULL);
CREATE TABLE public.q1 () INHERITS (public.q);
CREATE TABLE public.q11 (g int GENERATED ALWAYS AS (a * 2) STORED CONSTRAINT lower NOT NULL) INHERITS (public.q1);
