CREATE TABLE public."above two" (n text, ax integer, "A y" text NOT NULL);
CREATE TABLE public.middle (CONSTRAINT "own" CHECK (n <> '')) INHERITS (public."above two");
CREATE TABLE public.below (ax integer, "A y" text) INHERITS (public.middle);
