CREATE TABLE public.p (id integer NOT NULL, a text DEFAULT 'p', b int DEFAULT 1);
CREATE TABLE public.d (id integer NOT NULL, a text, b int DEFAULT 2) INHERITS (public.p);
CREATE TABLE public."D 2" () INHERITS (public.d);
