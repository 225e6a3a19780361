CREATE DOMAIN public.d AS integer CHECK (VALUE > 1);
CREATE TABLE public.t (a integer);
CREATE TABLE public.u (r public.t);
