CREATE TABLE public.p (a integer PRIMARY KEY);
CREATE TABLE public.t (
    a integer REFERENCES public.p ON DELETE RESTRICT,
    b integer REFERENCES public.p ON DELETE SET DEFAULT,
    c integer REFERENCES public.p ON UPDATE CASCADE,
    d integer REFERENCES public.p DEFERRABLE INITIALLY DEFERRED,
    e integer REFERENCES public.p
);
