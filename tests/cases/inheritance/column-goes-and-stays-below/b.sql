CREATE TABLE public.animal (height integer, mother integer);
CREATE TABLE public.dog (weight integer NOT NULL) INHERITS (public.animal);
CREATE TABLE public.puppy () INHERITS (public.dog);
CREATE TABLE public.cat (
    id integer,
    tag integer NOT NULL,
    weight integer NOT NULL,
    CONSTRAINT heavy CHECK (weight > 0)
) INHERITS (public.animal);
CREATE TABLE public.bird () INHERITS (public.animal);
