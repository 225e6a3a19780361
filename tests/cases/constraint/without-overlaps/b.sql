CREATE TABLE public.t (r int4range, CONSTRAINT t_r CHECK (NOT isempty(r)));
CREATE TABLE public.x (a int4range, r daterange, CONSTRAINT x_pk PRIMARY KEY (a, r WITHOUT OVERLAPS));
CREATE TABLE public.y (a int4range, r daterange, CONSTRAINT y_fk FOREIGN KEY (a, PERIOD r) REFERENCES public.x (a, PERIOD r));
