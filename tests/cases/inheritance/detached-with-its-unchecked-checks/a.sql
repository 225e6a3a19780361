CREATE TABLE public.part (n integer);
CREATE TABLE public.heir (CONSTRAINT of_each CHECK (n > 0)) INHERITS (public.part);
CREATE TABLE public."heir's heir" () INHERITS (public.heir);
ALTER TABLE public.part ADD CONSTRAINT of_each CHECK (n > 0);
ALTER TABLE public.part ADD CONSTRAINT "an odd one" CHECK (n < 10) NOT VALID;
