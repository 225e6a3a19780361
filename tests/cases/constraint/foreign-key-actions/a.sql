CREATE TABLE public.p (a integer PRIMARY KEY);
CREATE TABLE public.t (
    a integer REFERENCES public.p ON DELETE CASCADE,
    b integer REFERENCES public.p ON DELETE SET NULL,
    c integer REFERENCES public.p ON UPDATE SET DEFAULT,
    d integer REFERENCES public.p,
    e integer REFERENCES public.p DEFERRABLE
);
