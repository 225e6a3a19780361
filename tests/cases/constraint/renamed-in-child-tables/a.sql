CREATE TABLE public.p (id integer, CONSTRAINT a CHECK (id > 0));
CREATE TABLE public.h (CONSTRAINT a CHECK (id > 0)) INHERITS (public.p);
CREATE TABLE public.hh () INHERITS (public.h);
-- Both of its parents have it from one table.
CREATE TABLE public.both () INHERITS (public.h, public.p);
COMMENT ON CONSTRAINT a ON public.hh IS 'of hh';
CREATE TABLE public."q;" (id integer, CONSTRAINT "a on p" CHECK (id > 0)) PARTITION BY LIST (id);
CREATE TABLE public.q1 PARTITION OF public."q;" FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE public.q1a PARTITION OF public.q1 FOR VALUES IN (1);
CREATE TABLE public.q2 PARTITION OF public."q;" FOR VALUES IN (2);
CREATE TABLE public.retyped (x integer, CONSTRAINT a CHECK (x > 0));
CREATE TABLE public.retyped_h () INHERITS (public.retyped);
-- NO INHERIT: the child's is another one.
CREATE TABLE public.alone (id integer, CONSTRAINT a CHECK (id > 0) NO INHERIT);
CREATE TABLE public.alone_h (CONSTRAINT a CHECK (id > 0) NO INHERIT) INHERITS (public.alone);
-- What follows cannot be renamed.
CREATE TABLE public.keeps (id integer, CONSTRAINT a CHECK (id > 0));
CREATE TABLE public.keeps_h (CONSTRAINT a CHECK (id > 0)) INHERITS (public.keeps);
CREATE TABLE public.left_ (id integer, CONSTRAINT a CHECK (id > 0));
CREATE TABLE public.right_ (id integer, CONSTRAINT a CHECK (id > 0));
CREATE TABLE public.of_two () INHERITS (public.left_, public.right_);
CREATE TABLE public.swap (id integer, CONSTRAINT a CHECK (id > 0), CONSTRAINT b CHECK (id > 1));
CREATE TABLE public.swap_h () INHERITS (public.swap);
CREATE TABLE public.moves (id integer, CONSTRAINT a CHECK (id > 0)) PARTITION BY LIST (id);
CREATE TABLE public.moves1 PARTITION OF public.moves FOR VALUES IN (1);
CREATE TABLE public.moves2 (id integer, CONSTRAINT a CHECK (id > 0));
