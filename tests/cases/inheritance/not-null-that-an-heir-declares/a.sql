-- The heir says itself what it inherits, so that its NOT NULL has a name of its own.
CREATE TABLE public.p (id integer NOT NULL);
CREATE TABLE public.c (id integer NOT NULL) INHERITS (public.p);
CREATE TABLE public.sibling () INHERITS (public.p);
COMMENT ON CONSTRAINT p_id_not_null ON public.sibling IS 'stays';
-- This one has it from two.
CREATE TABLE public.q (id integer CONSTRAINT qn NOT NULL);
CREATE TABLE public.d (id integer CONSTRAINT "Own; 1" NOT NULL) INHERITS (public.q, public.p);
