CREATE TABLE public.t (z int);
CREATE TABLE public.t2 (c int);
CREATE TABLE public."K k" () INHERITS (public.t, public.t2);
CREATE TABLE public.kk () INHERITS (public."K k");
CREATE TABLE public.u (z int);
CREATE TABLE public.k2 () INHERITS (public.u, public.t2);
CREATE TABLE public.k3 (c int) INHERITS (public.u);
