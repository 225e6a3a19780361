CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a * 3) VIRTUAL, c integer GENERATED ALWAYS AS (a * 2) VIRTUAL, d integer, e integer GENERATED ALWAYS AS (abs(a)) VIRTUAL);
