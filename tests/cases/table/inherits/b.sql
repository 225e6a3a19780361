CREATE TABLE public.p1 (id integer NOT NULL, a text DEFAULT 'p1', more date);
CREATE TABLE public.p2 (b integer CHECK (b > 0));
CREATE TABLE public.c (own text) INHERITS (public.p1);
CREATE TABLE public.d (id integer NOT NULL, a text DEFAULT 'p1', b integer CONSTRAINT p2_b_check CHECK (b > 0));
CREATE TABLE public.e () INHERITS (public.p1, public.p2);
CREATE TABLE public.f (id integer NOT NULL, a text DEFAULT 'f') INHERITS (public.p1);
