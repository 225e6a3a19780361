CREATE TABLE public.p (id text PRIMARY KEY);
CREATE TABLE public.c (p text NOT NULL REFERENCES public.p ON DELETE CASCADE, UNIQUE (p));
CREATE TABLE public.d (p text REFERENCES public.c (p), self text PRIMARY KEY, up text REFERENCES public.d);
CREATE POLICY pol ON public.c USING (p = '00000000-0000-0000-0000-000000000001');
