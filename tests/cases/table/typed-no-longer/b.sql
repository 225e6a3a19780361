-- The type changes and gains an attribute; the second table, which is not of it any more, has the same columns by itself.
CREATE TYPE public."Per son" AS (a integer, b varchar(20), c date);
CREATE TABLE public.of_it OF public."Per son" (PRIMARY KEY (a), b WITH OPTIONS DEFAULT 'x');
CREATE TABLE public.of_it_once (a integer, b varchar(20), c date);
