CREATE TABLE public."Late Orders" (no integer, year integer NOT NULL);
CREATE TABLE public.t (a integer, n integer) PARTITION BY LIST (a);
CREATE TABLE public.x PARTITION OF public.t FOR VALUES IN (4);
