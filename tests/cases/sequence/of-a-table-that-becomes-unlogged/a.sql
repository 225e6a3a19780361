CREATE TABLE public.t (id serial, k int);
CREATE SEQUENCE public."kept Logged" OWNED BY public.t.k;
CREATE SEQUENCE public.more OWNED BY public.t.k;
