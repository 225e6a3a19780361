CREATE TYPE public.e AS ENUM ();
CREATE TYPE public."E; 2" AS ENUM ('a');
CREATE TABLE public.t (a public.e, b public."E; 2");
