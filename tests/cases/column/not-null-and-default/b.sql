CREATE TABLE public.t (a integer NOT NULL, b integer, c integer, d text DEFAULT upper('y'), e timestamptz DEFAULT now(), f integer NOT NULL DEFAULT 3);
