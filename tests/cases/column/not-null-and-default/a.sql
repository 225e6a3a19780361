CREATE TABLE public.t (a integer, b integer NOT NULL, c integer DEFAULT 1, d text DEFAULT 'x', e timestamptz);
