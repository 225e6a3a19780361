CREATE TABLE public.p (id uuid PRIMARY KEY);
CREATE TABLE public.c (p uuid NOT NULL REFERENCES public.p ON DELETE CASCADE, UNIQUE (p));
CREATE TABLE public.d (p uuid REFERENCES public.c (p), self uuid PRIMARY KEY, up uuid REFERENCES public.d);
CREATE POLICY pol ON public.c USING (p = '00000000-0000-0000-0000-000000000001');
