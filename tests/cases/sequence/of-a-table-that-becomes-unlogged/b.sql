CREATE UNLOGGED TABLE public.t (id serial, k int);
CREATE SEQUENCE public."kept Logged";
CREATE UNLOGGED SEQUENCE public.more INCREMENT 3 OWNED BY public.t.k;
ALTER SEQUENCE public."kept Logged" OWNED BY public.t.k;
