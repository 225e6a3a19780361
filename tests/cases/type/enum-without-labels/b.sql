CREATE TYPE public.e AS ENUM ('it''s', 'b');
CREATE TYPE public."E; 2" AS ENUM ();
CREATE TABLE public.t (a public.e, b public."E; 2");
