CREATE TABLE public.p1 (id integer NOT NULL, a text DEFAULT 'p1');
CREATE TABLE public.p2 (b integer CHECK (b > 0));
CREATE TABLE public.c (own text) INHERITS (public.p1);
CREATE TABLE public.d (id integer NOT NULL, a text DEFAULT 'p1', b integer CONSTRAINT p2_b_check CHECK (b > 0));
