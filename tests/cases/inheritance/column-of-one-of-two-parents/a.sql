CREATE TABLE public.t (c int NOT NULL, z int);
CREATE TABLE public.t2 (c int);
CREATE TABLE public."K k" () INHERITS (public.t, public.t2);
CREATE TABLE public.kk () INHERITS (public."K k");
CREATE TABLE public.u (c int, z int);
CREATE TABLE public.k2 () INHERITS (public.u, public.t2);
CREATE TABLE public.k3 () INHERITS (public.u);
