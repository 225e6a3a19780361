-- A NOT NULL that a child table has under another name is dropped while the column gets another type, and its comment with it.
CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
CREATE TABLE public.p (s public.e NOT NULL, n integer NOT NULL, id integer PRIMARY KEY);
CREATE TABLE public.c (s public.e CONSTRAINT mine NOT NULL, n integer CONSTRAINT "O'wn" NOT NULL, id integer CONSTRAINT k NOT NULL)
INHERITS (public.p);
CREATE TABLE public.d () INHERITS (public.p);
COMMENT ON CONSTRAINT p_s_not_null ON public.p IS 'stays';
COMMENT ON CONSTRAINT mine ON public.c IS 'stays';
COMMENT ON CONSTRAINT p_n_not_null ON public.p IS 'was';
COMMENT ON CONSTRAINT "O'wn" ON public.c IS 'goes';
COMMENT ON CONSTRAINT p_id_not_null ON public.p IS 'key';
