CREATE TYPE public."Per son" AS (a integer, b text);
CREATE TABLE public.of_it OF public."Per son" (PRIMARY KEY (a));
