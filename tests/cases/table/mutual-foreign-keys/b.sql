CREATE TABLE public.a (id integer PRIMARY KEY, b integer);
CREATE TABLE public.b (id integer PRIMARY KEY, a integer REFERENCES public.a, b integer REFERENCES public.b);
ALTER TABLE public.a ADD FOREIGN KEY (b) REFERENCES public.b DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE public.c (id integer PRIMARY KEY, d integer);
CREATE TABLE public.d (id integer PRIMARY KEY, c integer REFERENCES public.c);
ALTER TABLE public.c ADD FOREIGN KEY (d) REFERENCES public.d;
