CREATE TABLE public.t (a int, g int GENERATED ALWAYS AS (a + 1) STORED, c int);
CREATE VIEW public.v AS SELECT (ROW(1, 2, 3)::public.t).c;
