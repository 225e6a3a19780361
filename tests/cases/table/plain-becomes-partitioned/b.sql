CREATE TABLE public.log (at date NOT NULL) PARTITION BY RANGE (at);
