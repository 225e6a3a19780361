CREATE TABLE public.q (a int, g int GENERATED ALWAYS AS (a * 2) STORED CONSTRAINT nn NOT NULL, CONSTRAINT c CHECK (g > 0));
CREATE TABLE public.q1 (g int GENERATED ALWAYS AS (a * 3) STORED) INHERITS (public.q);
CREATE TABLE public.q11 (g int GENERATED ALWAYS AS (a * 4) STORED) INHERITS (public.q1);
-- This one declares what it inherits, and would keep it: but as its own alone.
CREATE TABLE public.q2 (g int GENERATED ALWAYS AS (a * 3) STORED NOT NULL, CONSTRAINT c CHECK (g > 0)) INHERITS (public.q);
CREATE TABLE public.q3 (g int GENERATED ALWAYS AS (a * 2) STORED) INHERITS (public.q);
CREATE TABLE public.q4 (g int GENERATED ALWAYS AS (a * 5) STORED) INHERITS (public.q);
