CREATE TYPE public.person AS (id integer, born date);
CREATE TABLE public.t OF public.person (PRIMARY KEY (id));
