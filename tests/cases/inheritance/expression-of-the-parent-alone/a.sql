-- SET EXPRESSION of the parent reaches all child tables, and those with another one get theirs again, alone: without what
-- they inherit.
CREATE TABLE public.q (a int, g int GENERATED ALWAYS AS (a * 2) STORED CONSTRAINT nn NOT NULL, CONSTRAINT c CHECK (g > 0));
CREATE TABLE public.q1 () INHERITS (public.q);
CREATE TABLE public.q11 () INHERITS (public.q1);
CREATE TABLE public.q12 (g int GENERATED ALWAYS AS (a * 4) STORED) INHERITS (public.q1);
CREATE TABLE public.q2 (g int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (public.q);
CREATE TABLE public.p (a int, g int GENERATED ALWAYS AS (a * 2) STORED NOT NULL, CONSTRAINT c CHECK (g > 0)) PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
