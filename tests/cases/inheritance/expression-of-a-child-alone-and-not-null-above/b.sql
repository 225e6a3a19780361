-- Below a parent that gets NOT NULL in the same plan: a child table would have it as its own alone, and keep it for ever (18).
CREATE TABLE public.q (a int, g int GENERATED ALWAYS AS (a * 2) STORED CONSTRAINT nn NOT NULL);
CREATE TABLE public.q1 (g int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (public.q);
CREATE TABLE public.q11 (g int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (public.q1);
CREATE TABLE public.q2 (g int GENERATED ALWAYS AS (a * 4) STORED) INHERITS (public.q);
-- The parent gets another expression as well.
CREATE TABLE public.r (a int, g int GENERATED ALWAYS AS (a * 3) STORED NOT NULL);
CREATE TABLE public.r1 (g int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (public.r);
CREATE TABLE public.r11 (g int GENERATED ALWAYS AS (a * 4) STORED) INHERITS (public.r1);
-- The child table declares one by a name of its own.
CREATE TABLE public.s (a int, g int GENERATED ALWAYS AS (a * 2) STORED NOT NULL);
CREATE TABLE public.s1 (g int GENERATED ALWAYS AS (a * 3) STORED CONSTRAINT own NOT NULL) INHERITS (public.s);
