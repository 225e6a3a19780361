CREATE DOMAIN public.d AS varchar(10) DEFAULT 'x';
CREATE TABLE public.t (a public.d[]);
CREATE TABLE public.z (a public.d[], b public.d);
