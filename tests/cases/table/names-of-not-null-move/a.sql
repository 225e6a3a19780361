CREATE TABLE public.t (a integer, c jsonb);
ALTER TABLE public.t ADD CONSTRAINT t_a_not_null NOT NULL a;
CREATE TABLE public.u (a integer, b integer, c integer CONSTRAINT first NOT NULL, CONSTRAINT second CHECK (a > 0));
