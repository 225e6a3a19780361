-- Columns change places, and take their constraints along; another name was that of a check.
CREATE TABLE public.t (c integer, a jsonb);
ALTER TABLE public.t ADD CONSTRAINT t_a_not_null NOT NULL c;
CREATE TABLE public.u (a integer, b integer CONSTRAINT second NOT NULL, c integer CONSTRAINT third NOT NULL, CONSTRAINT first CHECK (a > 0));
