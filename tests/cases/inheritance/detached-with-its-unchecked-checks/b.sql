CREATE TABLE public.part (n integer);
CREATE TABLE public.heir (n integer);
CREATE TABLE public."heir's heir" () INHERITS (public.heir);
