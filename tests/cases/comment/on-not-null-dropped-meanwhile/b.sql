CREATE TYPE public.e AS ENUM ('c', 'a', 'b');
CREATE TABLE public.p (s public.e NOT NULL, n bigint NOT NULL, id bigint PRIMARY KEY);
CREATE TABLE public.c (s public.e CONSTRAINT mine NOT NULL, n bigint CONSTRAINT "O'wn" NOT NULL, id bigint CONSTRAINT k NOT NULL)
INHERITS (public.p);
CREATE TABLE public.d () INHERITS (public.p);
COMMENT ON CONSTRAINT p_s_not_null ON public.p IS 'stays';
COMMENT ON CONSTRAINT mine ON public.c IS 'stays';
COMMENT ON CONSTRAINT p_n_not_null ON public.p IS 'is';
COMMENT ON CONSTRAINT p_id_not_null ON public.p IS 'key';
