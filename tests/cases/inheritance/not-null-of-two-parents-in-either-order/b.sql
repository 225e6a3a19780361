CREATE TABLE public.one (z integer);
CREATE TABLE public.two (a integer NOT NULL);
CREATE TABLE public.heir () INHERITS (public.one, public.two);
CREATE TABLE public.other () INHERITS (public.two, public.one);
