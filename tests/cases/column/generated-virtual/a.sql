CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a * 2) VIRTUAL, c integer GENERATED ALWAYS AS (a * 2) STORED, d integer GENERATED ALWAYS AS (a) VIRTUAL);
