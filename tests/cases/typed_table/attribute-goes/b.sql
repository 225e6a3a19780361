-- The values of the column go with the attribute, which is what says that they are lost.
CREATE TYPE public."Per son" AS (a integer, c text);
CREATE TABLE public.of_it OF public."Per son" (PRIMARY KEY (a));
