-- A check and, since 18, NOT NULL of a column that goes with ONLY would stay below as inherited of nothing.
CREATE TABLE public.animal (
    id integer PRIMARY KEY,
    tag integer GENERATED ALWAYS AS IDENTITY,
    weight integer NOT NULL,
    height integer,
    mother integer REFERENCES public.animal,
    CONSTRAINT heavy CHECK (weight > 0),
    CONSTRAINT broad CHECK (weight > height)
);
CREATE INDEX ON public.animal (weight, id);
CREATE TABLE public.dog () INHERITS (public.animal);
CREATE TABLE public.puppy () INHERITS (public.dog);
CREATE TABLE public.cat () INHERITS (public.animal);
CREATE TABLE public.bird () INHERITS (public.animal);
